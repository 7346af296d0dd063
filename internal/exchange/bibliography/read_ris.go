package bibliography

import (
	"regexp"
	"strings"
)

var risLine = regexp.MustCompile(`^([A-Z][A-Z0-9])  - ?(.*)$`)

// readRIS reads references of RIS: lines of a tag and a value, from TY to ER.
func readRIS(text string, fault func(int, string, ...any)) (found []reference) {
	var r *reference
	tags := map[string]string{}
	last := ""
	for n, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		m := risLine.FindStringSubmatch(strings.TrimRight(line, " \t"))
		switch {
		case m == nil && strings.TrimSpace(line) == "":
		case m == nil && r != nil && last != "":
			tags[last] += " " + strings.TrimSpace(line)
		case m == nil:
			fault(n+1, "this is no line of RIS, which begins with a tag, as in TY  - NEWS")
		case m[1] == "TY":
			if r != nil {
				fault(r.line, "the reference does not end with a line ER")
			}
			r, tags, last = &reference{line: n + 1, typ: strings.TrimSpace(m[2])}, map[string]string{}, ""
		case r == nil:
			fault(n+1, "%s stands before the first line TY", m[1])
		case m[1] == "ER":
			r.of(tags)
			found, r = append(found, *r), nil
		default:
			if last = m[1]; tags[last] == "" { // of several the first
				tags[last] = strings.TrimSpace(m[2])
			}
		}
	}
	if r != nil {
		fault(r.line, "the reference does not end with a line ER: the file seems to be cut short")
	}
	return found
}

// of takes what tags say.
func (r *reference) of(tags map[string]string) {
	first := func(names ...string) string {
		for _, n := range names {
			if tags[n] != "" {
				return tags[n]
			}
		}
		return ""
	}
	r.key, r.title, r.doi, r.language = tags["ID"], first("TI", "T1", "CT"), tags["DO"], tags["LA"]
	if url := first("UR", "L2"); url != "" {
		r.url = strings.Fields(url)[0]
	}
	r.publishers = []string{first("T2", "JO", "JF", "JA"), tags["PB"]}
	if kindOf(r.typ) == "" || strings.EqualFold(r.typ, "RPRT") || strings.EqualFold(r.typ, "BOOK") {
		r.publishers = []string{tags["PB"], first("T2", "JO", "JF", "JA")}
	}
	parts := strings.Split(strings.Split(first("DA", "PY", "Y1"), " ")[0]+"///", "/")
	if parts[1] == "" { // 2016-07-19, or a year
		parts = append(strings.Split(parts[0]+"---", "-"), "")
	}
	r.published = edtfOf(parts[0], parts[1], parts[2])
}
