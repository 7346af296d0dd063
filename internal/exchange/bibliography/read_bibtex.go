package bibliography

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// readBibTeX reads entries of BibTeX, with the fields of biblatex too.
func readBibTeX(text string, fault func(int, string, ...any)) (found []reference) {
	p := &bibParser{text: text, fault: fault, strings: map[string]string{}}
	for i, m := range months {
		p.strings[m] = strconv.Itoa(i + 1)
	}
	for p.seek('@') {
		if r, ok := p.entry(); ok {
			found = append(found, r)
		}
	}
	return found
}

// A bibParser walks along the text of a file.
type bibParser struct {
	text    string
	at      int
	fault   func(int, string, ...any)
	strings map[string]string // what @string says
}

func (p *bibParser) line() int { return 1 + strings.Count(p.text[:min(p.at, len(p.text))], "\n") }

// seek goes behind the next such byte.
func (p *bibParser) seek(b byte) bool {
	i := strings.IndexByte(p.text[p.at:], b)
	if i < 0 {
		p.at = len(p.text)
		return false
	}
	p.at += i + 1
	return true
}

func (p *bibParser) space() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

func (p *bibParser) peek() byte {
	p.space()
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

// word is the name that stands here.
func (p *bibParser) word() string {
	p.space()
	from := p.at
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n{}(),=#\"", p.text[p.at]) < 0 {
		p.at++
	}
	return p.text[from:p.at]
}

// entry reads an entry behind its @; ok is false of what is no reference.
func (p *bibParser) entry() (r reference, ok bool) {
	r.line = p.line()
	r.typ = strings.ToLower(p.word())
	if open := p.peek(); open != '{' && open != '(' {
		return r, false // an address of mail in a comment
	}
	if r.typ == "comment" || r.typ == "preamble" {
		if p.peek() == '{' {
			p.braced()
		} else {
			p.seek(')')
		}
		return r, false
	}
	p.at++
	if r.typ != "string" {
		r.key = p.word()
		if p.peek() == ',' {
			p.at++
		}
	}
	fields := map[string]string{}
	for {
		switch p.peek() {
		case '}', ')':
			p.at++
			if r.typ == "string" {
				for name, value := range fields {
					p.strings[name] = value
				}
				return r, false
			}
			r.fields(fields)
			return r, true
		case ',':
			p.at++
			continue
		case 0:
			p.fault(r.line, "the entry %q does not end: a brace is missing, or the file is cut short", r.key)
			return r, false
		}
		name := strings.ToLower(p.word())
		if name == "" || p.peek() != '=' {
			p.fault(p.line(), "the entry %q has something here that is no field: a field is name = {value}", r.key)
			if i := strings.Index(p.text[p.at:], "\n@"); i >= 0 {
				p.at += i
			} else {
				p.at = len(p.text)
			}
			return r, false
		}
		p.at++
		fields[name] = p.value()
	}
}

// value is what stands behind an equals sign: pieces that are joined by #.
func (p *bibParser) value() string {
	var b strings.Builder
	for {
		switch p.peek() {
		case '{':
			b.WriteString(p.braced())
		case '"':
			b.WriteString(p.quoted())
		default:
			word := p.word()
			if s, ok := p.strings[strings.ToLower(word)]; ok {
				word = s
			}
			b.WriteString(word)
		}
		if p.peek() != '#' {
			return b.String()
		}
		p.at++
	}
}

// braced is the text in braces that stands here.
func (p *bibParser) braced() string {
	from, depth := p.at+1, 0
	for ; p.at < len(p.text); p.at++ {
		switch p.text[p.at] {
		case '\\':
			p.at++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				p.at++
				return p.text[from : p.at-1]
			}
		}
	}
	p.at = len(p.text) // a backslash may be the last
	return p.text[min(from, p.at):]
}

func (p *bibParser) quoted() string {
	p.at++
	from, depth := p.at, 0
	for ; p.at < len(p.text); p.at++ {
		switch p.text[p.at] {
		case '{':
			depth++
		case '}':
			depth--
		case '"':
			if depth == 0 {
				p.at++
				return p.text[from : p.at-1]
			}
		}
	}
	return p.text[from:]
}

// fields takes what the fields of an entry say.
func (r *reference) fields(f map[string]string) {
	get := func(names ...string) string {
		for _, n := range names {
			if f[n] != "" {
				return withoutTeX(f[n])
			}
		}
		return ""
	}
	r.kind, r.title, r.language = get("type"), get("title"), languages[strings.ToLower(get("langid", "language"))]
	r.doi, r.url = f["doi"], strings.ReplaceAll(f["url"], `\`, "")
	if r.url == "" {
		r.url = strings.ReplaceAll(urlIn.FindString(f["howpublished"]+" "+f["note"]), `\`, "")
	}
	if sub := get("entrysubtype"); strings.Contains(sub, "news") {
		r.typ = "article-newspaper"
	}
	r.publishers = []string{get("journaltitle", "journal"), get("publisher", "institution", "organization", "school"), get("booktitle")}
	if r.published = get("date"); r.published == "" {
		month := strings.ToLower(get("month"))
		if i := slices.IndexFunc(months[:], func(m string) bool { return strings.HasPrefix(month, m) }); i >= 0 {
			month = strconv.Itoa(i + 1)
		}
		r.published = edtfOf(get("year"), month, get("day"))
	}
}

// languages are the tags of those that biblatex has names for.
var languages = map[string]string{
	"english": "en", "american": "en", "british": "en", "german": "de", "ngerman": "de", "french": "fr", "spanish": "es", "italian": "it",
	"portuguese": "pt", "arabic": "ar", "russian": "ru", "ukrainian": "uk", "dutch": "nl", "turkish": "tr",
	"en": "en", "de": "de", "fr": "fr", "es": "es", "it": "it", "pt": "pt", "ar": "ar", "ru": "ru", "uk": "uk", "nl": "nl", "tr": "tr",
}

var (
	urlIn   = regexp.MustCompile(`https?://[^\s{}]+`)
	accent  = regexp.MustCompile("\\\\([\"'`^~=.cvuHk])\\s*(?:\\{\\s*(?:\\\\([ij])|([A-Za-z]))\\s*\\}|\\\\([ij])|([A-Za-z]))")
	letters = strings.NewReplacer(`\ss{}`, "ß", `\ss`, "ß", `\o{}`, "ø", `\o `, "ø", `\aa`, "å", `\ae`, "æ", `\oe`, "œ", `\l{}`, "ł",
		`\&`, "&", `\%`, "%", `\_`, "_", `\$`, "$", `\#`, "#", `\textbackslash{}`, `\`, `\textbraceleft{}`, "(", `\textbraceright{}`, ")", `\textasciitilde{}`, "∼", `\textasciicircum{}`, "^", "---", "—", "--", "–", "``", "“", "''", "”", "~", "\u00a0")
	marks = map[string]string{
		`"`: "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328",
	}
)

// withoutTeX is a text without braces, and with letters in the place of what TeX
// writes for them.
func withoutTeX(s string) string {
	s = accent.ReplaceAllStringFunc(s, func(m string) string {
		g := accent.FindStringSubmatch(m)
		letter := g[2] + g[3] + g[4] + g[5]
		return norm.NFC.String(letter + marks[g[1]])
	})
	s = letters.Replace(s)
	return strings.Join(strings.Fields(strings.NewReplacer("{", "", "}", "").Replace(s)), " ")
}
