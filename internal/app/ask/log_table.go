package ask

import "strconv"

// Table is the log as rows of text, one for each record.
func (a *LogAnswer) Table() (header []string, rows [][]string) {
	header = []string{"entry", "time", "who", "kind", "reason", "record", "noun", "id", "text"}
	for i := range a.Rows {
		r := &a.Rows[i]
		before := []string{strconv.FormatInt(r.Entry, 10), r.Time.UTC().Format("2006-01-02T15:04:05.999999Z"), r.Who, string(r.Kind), r.Reason}
		if len(r.Lines) == 0 {
			rows = append(rows, append(before, "", "", "", ""))
		}
		for _, l := range r.Lines {
			rows = append(rows, append(before[:5:5], strconv.FormatInt(l.Record, 10), string(l.Noun), l.ID, l.Text))
		}
	}
	return header, rows
}
