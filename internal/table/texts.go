package table

// OfTexts is a table of texts alone, each row as long as the header.
func OfTexts(header []string, rows [][]string) *Table {
	t := &Table{Columns: make([]Column, len(header))}
	for i, name := range header {
		t.Columns[i].Name = name
	}
	t.Rows = func(yield func(Row, error) bool) {
		row := make(Row, len(header))
		for _, texts := range rows {
			for i, text := range texts {
				row[i] = Text(text)
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return t
}
