package codebook

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/pattern"
)

// Print writes a codebook as YAML that [Parse] reads back as the same. What
// is as by default is left out; comments are not part of a codebook.
func Print(c *ascribe.Codebook) []byte {
	p := &printer{}
	if c.Format > 0 {
		p.line("format: %d", c.Format)
	}
	p.text("codebook", c.ID)
	p.version(c.Version)
	p.byLanguage("title", c.Title, c.Titles)
	p.text("description", c.Description)
	p.line("adequate: {reliability: %s, credibility: %s}",
		cmp.Or(c.Adequate.Reliability, "C"), cmp.Or(c.Adequate.Credibility, "3"))
	p.section("variables", len(c.Variables), func() {
		for i := range c.Variables {
			p.blank(i)
			p.variable(&c.Variables[i])
		}
	})
	p.section("closes", len(c.Closes), func() {
		for _, k := range c.Closes {
			p.line("%s: %s", key(k.Variable), flowList(k.Values))
		}
	})
	p.section("labels", len(c.Labels), func() {
		for _, l := range c.Labels {
			p.label(l)
		}
	})
	p.section("rows", len(c.Rows), func() {
		for _, row := range c.Rows {
			p.row(row)
		}
	})
	p.section("crosswalks", len(c.Crosswalks), func() {
		for _, w := range c.Crosswalks {
			p.crosswalk(w)
		}
	})
	return p.out.Bytes()
}

type printer struct {
	out    bytes.Buffer
	indent int
	dash   bool // the next line begins an item of a list
}

func (p *printer) line(format string, args ...any) {
	in := strings.Repeat("  ", p.indent)
	if p.dash {
		in = in[:len(in)-2] + "- "
		p.dash = false
	}
	p.out.WriteString(in)
	fmt.Fprintf(&p.out, format, args...)
	p.out.WriteByte('\n')
}

func (p *printer) blank(i int) {
	if i > 0 {
		p.out.WriteByte('\n')
	}
}

func (p *printer) in(body func()) {
	p.indent++
	body()
	p.indent--
}

func (p *printer) section(name string, n int, body func()) {
	if n == 0 {
		return
	}
	p.out.WriteByte('\n')
	p.line("%s:", name)
	p.in(body)
}

// item prints an item of a list.
func (p *printer) item(body func()) {
	p.in(func() {
		p.dash = true
		body()
		if p.dash {
			p.line("{}")
		}
	})
}

// named prints a name with what belongs to it, on one line where that is
// nothing, or a short definition alone.
func (p *printer) named(name, definition string, only bool, body func()) {
	switch {
	case only && definition == "":
		p.line("%s: {}", key(name))
	case only && len(definition) <= maxLine-20 && !strings.ContainsAny(definition, "\n"):
		p.line("%s: {definition: %s}", key(name), flow(definition))
	default:
		p.line("%s:", key(name))
		p.in(body)
	}
}

func (p *printer) version(v string) {
	if numbered.MatchString(v) {
		p.line("version: %s", v)
		return
	}
	p.text("version", v)
}

var numbered = pattern.New(`^[0-9]+(\.[0-9]+)+$`)

func (p *printer) variable(v *ascribe.Variable) {
	p.line("%s:", key(v.Name))
	p.in(func() {
		p.list("was", v.Was)
		p.byLanguage("title", v.Title, v.Titles)
		if len(v.Of) > 0 {
			p.line("of: %s", flowList(v.Of))
		}
		p.line("type: %s", cmp.Or(v.Type, ascribe.TypeCode))
		p.flag("several", v.Several)
		p.text("role", string(v.Role))
		if v.Policy != ascribe.PolicyLatest {
			p.text("policy", string(v.Policy))
		}
		p.text("decisive", v.Decisive)
		p.flag("open", v.Open)
		p.text("default", v.Default)
		p.text("definition", v.Definition)
		p.text("note", v.Note)
		p.text("source", v.Source)
		if len(v.Values) == 0 {
			return
		}
		p.line("values:")
		p.in(func() {
			for _, value := range v.Values {
				p.value(value)
			}
		})
	})
}

func (p *printer) value(v ascribe.Value) {
	only := v.Note == "" && !v.LeavesOpen && v.Says == "" && len(v.SaysIn) == 0 && len(v.Was) == 0
	p.named(v.Code, v.Definition, only, func() {
		p.list("was", v.Was)
		p.byLanguage("says", v.Says, v.SaysIn)
		p.text("definition", v.Definition)
		p.text("note", v.Note)
		p.flag("leaves_open", v.LeavesOpen)
	})
}

func (p *printer) label(l ascribe.Label) {
	p.named(l.Name, l.Definition, len(l.Levels) == 0, func() {
		p.text("definition", l.Definition)
		if len(l.Levels) == 0 {
			return
		}
		p.line("levels:")
		p.in(func() {
			for _, level := range l.Levels {
				p.named(level.Name, level.Definition, true, func() { p.text("definition", level.Definition) })
			}
		})
	})
}

func (p *printer) row(row ascribe.DecisionRow) {
	p.item(func() {
		p.text("id", row.ID)
		p.text("label", row.Label)
		p.text("level", row.Level)
		p.text("when", row.When)
		p.text("explanation", row.Explanation)
	})
}

func (p *printer) crosswalk(w ascribe.Crosswalk) {
	p.item(func() {
		p.text("id", w.ID)
		p.byLanguage("title", w.Title, w.Titles)
		p.text("source", w.Source)
		if len(w.Mappings) == 0 {
			return
		}
		p.line("mappings:")
		p.in(func() {
			for _, m := range w.Mappings {
				p.line("- {%s}", mappingFields(m))
			}
		})
	})
}

func mappingFields(m ascribe.Mapping) string {
	var parts []string
	for _, f := range [][2]string{{"label", m.Label}, {"level", m.Level}, {"term", m.Term}, {"relation", string(m.Relation)}} {
		if f[1] != "" {
			parts = append(parts, f[0]+": "+flow(f[1]))
		}
	}
	return strings.Join(parts, ", ")
}

func (p *printer) flag(name string, on bool) {
	if on {
		p.line("%s: true", name)
	}
}

func (p *printer) list(name string, items []string) {
	if len(items) > 0 {
		p.line("%s: %s", name, flowList(items))
	}
}

// byLanguage prints a text or, where there are several, each with its language.
func (p *printer) byLanguage(name, text string, all []ascribe.Translation) {
	if len(all) == 0 {
		p.text(name, text)
		return
	}
	p.line("%s:", name)
	p.in(func() {
		for _, t := range all {
			if t.Text == "" {
				p.line(`%s: ""`, key(t.Language))
				continue
			}
			p.text(key(t.Language), t.Text)
		}
	})
}

// maxLine is where the lines of a long text are broken.
const maxLine = 80

// text prints a text: as it is where that can be, folded where it is long, in
// lines where it has them, quoted otherwise.
func (p *printer) text(name, text string) {
	switch {
	case text == "":
	case strings.Contains(text, "\n") && literal(text):
		p.line("%s: |-", name)
		p.in(func() {
			for line := range strings.SplitSeq(text, "\n") {
				p.block(line)
			}
		})
	case len(name)+len(text)+2*p.indent > maxLine && prose.MatchString(text):
		p.line("%s: >-", name)
		p.in(func() {
			for _, line := range wrap(text, maxLine-2*p.indent) {
				p.block(line)
			}
		})
	case plain(text) && !strings.Contains(text, ": ") && !strings.Contains(text, " #"):
		p.line("%s: %s", name, text)
	default:
		p.line("%s: %s", name, quoted(text))
	}
}

// block prints a line of a block scalar.
func (p *printer) block(line string) {
	if line == "" {
		p.out.WriteByte('\n')
		return
	}
	p.line("%s", line)
}

// literal reports whether a text can stand in a literal block as it is.
func literal(text string) bool {
	for i, line := range strings.Split(text, "\n") {
		first := i == 0
		if first && (line == "" || line[0] == ' ') || strings.TrimRight(line, " \t") != line || strings.HasPrefix(line, "\t") ||
			strings.ContainsFunc(line, escaped) {
			return false
		}
	}
	return !strings.HasSuffix(text, "\n")
}

// prose is words with one space between each and the next.
var prose = pattern.New(`^[^\s\p{C}\p{Z}]+( [^\s\p{C}\p{Z}]+)+$`)

func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.SplitSeq(text, " ") {
		switch {
		case line == "":
			line = word
		case len(line)+1+len(word) > width:
			lines = append(lines, line)
			line = word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}

var (
	plainForm  = pattern.New(`^[\p{L}][\p{L}\p{N} _./&'"()=<>|!,;?+*\[\]-]*$`)
	yamlWords  = pattern.New(`^(?i:true|false|null|yes|no|on|off|y|n|nan|inf|infinity)$`)
	flowSyntax = ",[]{}:#\"'|&*!<>=?"
)

// plain reports whether a text needs no quotes on a line of its own.
func plain(text string) bool {
	return plainForm.MatchString(text) && !yamlWords.MatchString(text) && !strings.HasSuffix(text, " ")
}

// flow writes a text inside brackets.
func flow(text string) string {
	if plain(text) && !strings.ContainsAny(text, flowSyntax) {
		return text
	}
	return quoted(text)
}

func flowList[S ~string](items []S) string {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = flow(string(item))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func key(name string) string {
	if plain(name) && !strings.ContainsAny(name, flowSyntax) {
		return name
	}
	return quoted(name)
}

// escaped reports whether a character is written as an escape.
func escaped(c rune) bool {
	return c != '\t' && !unicode.IsPrint(c)
}

func quoted(text string) string {
	if strings.ContainsAny(text, `"\`) && !strings.ContainsFunc(text, escaped) && !strings.ContainsAny(text, "'\t") {
		return "'" + text + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case escaped(c) && c > 0xffff:
			fmt.Fprintf(&b, `\U%08X`, c)
		case escaped(c):
			fmt.Fprintf(&b, `\u%04X`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
