package dataset

import "strings"

// codesSaid begins the part of a column's definition that lists its codes.
const codesSaid = " Values: "

// CodesInWords is the listed codes of a column as the end of its definition; empty,
// where none are listed.
func CodesInWords(codes []Code) string {
	var parts []string
	for _, c := range codes {
		part := c.Value
		if c.Meaning != "" {
			part += ": " + c.Meaning
		}
		parts = append(parts, part)
	}
	if parts == nil {
		return ""
	}
	return codesSaid + strings.Join(parts, "; ") + "."
}

// ListsCodes reports whether the definition of a column lists its codes.
func ListsCodes(definition string) bool { return strings.Contains(" "+definition, codesSaid) }
