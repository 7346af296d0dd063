package ask

import "strconv"

// Table has a row for each incident, with its revisions in one cell: the day of
// each, and from which label to which.
func (d *DriftedAnswer) Table() (header []string, rows [][]string) {
	header = []string{"incident", "title", "first", "label", "level", "settled", "event", "days", "said", "revisions", "revised"}
	for _, r := range d.Rows {
		days, revised := "", ""
		if r.Days != nil {
			days = strconv.Itoa(*r.Days)
		}
		for i, v := range r.Revisions {
			if i > 0 {
				revised += ";"
			}
			revised += v.Day.String() + " " + v.From + ">" + v.To
		}
		row := append([]string{r.Incident, r.Title, r.First}, beliefCells(r.Belief, true)...)
		rows = append(rows, append(row, r.Event, days, r.Said, strconv.Itoa(len(r.Revisions)), revised))
	}
	return header, rows
}
