package sheet

import (
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/near"
)

// A Question is a line of a proposed mapping that is a guess, or that somebody has
// to fill in. Its answer is written into the line, so that the mapping itself
// remembers which questions have been answered.
type Question struct {
	Line    int      // of the mapping, from 1
	Asks    string   // what is asked
	Says    string   // what the line says as it stands; empty where it has to be filled in
	Columns []string // those that it is about
	Value   string   // the text of cells that it is about; empty: all
	Answers string   // what can be answered, beside nothing, which keeps what it says

	Key string // of the line

	kind questionKind
}

type questionKind int

const (
	ofSetting questionKind = iota
	ofColumn               // which variable a column is
	ofValue                // what a text of a column means
	ofBlock                // whether lines stay
)

// Questions finds the questions that a mapping leaves open, in their order.
func Questions(mapping []byte) (list []Question) {
	var path []string // the keys around a line, by indentation of two
	for n, line := range strings.Split(string(mapping), "\n") {
		body := strings.TrimLeft(line, " ")
		depth := (len(line) - len(body)) / 2
		asked, ask := strings.CutPrefix(body, askMark)
		switch {
		case body == "", strings.HasPrefix(body, "#") && !ask:
			continue
		case ask:
			body = asked
		}
		key, rest := cutKey(body)
		path = append(path[:min(depth, len(path))], key)
		before, why, guess := strings.Cut(rest, strings.TrimPrefix(guessMark, " "))
		if !ask && !guess {
			continue
		}
		q := Question{Line: n + 1, Key: key, Asks: strings.TrimSpace(why), Says: strings.TrimSpace(before)}
		if ask {
			q.Asks, q.Says = strings.TrimSpace(rest), ""
		}
		q.about(path, mapping, n, ask)
		list = append(list, q)
	}
	return list
}

// cutKey parts a line into its key, as it is read, and what follows.
func cutKey(body string) (key, rest string) {
	if quoted, ok := strings.CutPrefix(body, `"`); ok {
		for i := 0; i < len(quoted); i++ {
			switch quoted[i] {
			case '\\':
				i++
			case '"':
				return unquoted(`"` + quoted[:i+1]), strings.TrimPrefix(quoted[i+1:], ":")
			}
		}
	}
	if strings.HasPrefix(body, "- ") {
		return "-", body[2:]
	}
	key, rest, _ = strings.Cut(body, ":")
	return key, rest
}

// about says what a question is about, by the keys around it.
func (q *Question) about(path []string, mapping []byte, line int, ask bool) {
	lines := strings.Split(string(mapping), "\n")
	switch {
	case path[0] == "columns" && len(path) == 2:
		q.kind, q.Columns = ofColumn, []string{q.Key}
		q.Answers = "a variable of the codebook, or n to leave the column out"
		for _, l := range lines[line:blockEnd(lines, line)] {
			if name := variableIn(l); name != "" {
				q.Says = name
				break
			}
		}
	case len(path) > 2 && path[len(path)-2] == "values":
		q.kind, q.Value = ofValue, q.Key
		q.Answers = `a value, perhaps after "raises" or "denies"; or - where it says nothing`
		q.Columns = []string{path[len(path)-3]}
		if path[0] != "columns" {
			q.Columns = columnsAround(lines, line)
		}
	case path[0] == "links" && len(path) == 2, path[0] == "together", q.Says == "" && !ask:
		q.kind, q.Answers = ofBlock, "n to leave it out"
		for _, l := range lines[line:blockEnd(lines, line)] {
			q.Columns = append(q.Columns, (&Field{Text: l}).columns()...)
		}
		if q.Says == "" {
			q.Says = strings.Join(q.Columns, ", ")
		}
		if list := listIn(lines[line]); path[0] == "together" {
			q.Columns = list
		}
	default:
		q.Answers = "another, or n to leave it out"
		q.Columns = (&Field{Text: q.Says}).columns()
		if q.Key == "row" && q.Says != "" {
			q.Columns = []string{unquoted(q.Says)}
		}
		if q.Key == "record" {
			q.Answers = "another"
		}
	}
}

// columnsAround are those that the field around a line is made from.
func columnsAround(lines []string, line int) []string {
	for n := line; n >= 0; n-- {
		if key, rest := cutKey(strings.TrimSpace(lines[n])); key == "from" {
			return (&Field{Text: rest}).columns()
		}
	}
	return nil
}

func variableIn(line string) string {
	_, rest, found := strings.Cut(line, "variable: ")
	if !found {
		return ""
	}
	end := strings.IndexFunc(rest, func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' })
	if end < 0 {
		end = len(rest)
	}
	return rest[:end]
}

// listIn are the items of the list in brackets on a line.
func listIn(line string) (list []string) {
	_, rest, found := strings.Cut(line, "[")
	inside, _, closed := strings.Cut(rest, "]")
	if !found || !closed {
		return nil
	}
	for one := range strings.SplitSeq(inside, ",") {
		list = append(list, unquoted(strings.TrimSpace(one)))
	}
	return list
}

func unquoted(s string) string {
	m, err := ParseMapping("", []byte("record: "+s))
	if err != nil && m == nil {
		return s
	}
	return m.Name
}

// blockEnd is the line after those that belong to one.
func blockEnd(lines []string, line int) int {
	indent := len(lines[line]) - len(strings.TrimLeft(lines[line], " "))
	end := line + 1
	for end < len(lines) && strings.TrimSpace(lines[end]) != "" && len(lines[end])-len(strings.TrimLeft(lines[end], " ")) > indent {
		end++
	}
	return end
}

// Answer writes the answer to a question into a mapping. Nothing keeps what the
// line says; what cannot be an answer is refused, with what can.
func (q *Question) Answer(mapping []byte, answer string, book *ascribe.Codebook) ([]byte, error) {
	lines := strings.Split(string(mapping), "\n")
	n := q.Line - 1
	answer = strings.TrimSpace(answer)
	leave := answer == "n" || answer == "no"
	switch {
	case answer == "" && q.Says == "":
		return nil, ascribe.Errorf(ascribe.ErrUsage, "it has to be said, since nothing is likely").WithHint("answer %s", q.Answers)
	case answer == "":
		lines[n] = unmarked(lines[n])
	case leave && q.kind != ofValue && q.Key != "record":
		for i, end := n, blockEnd(lines, n); i < end; i++ {
			lines[i] = "# left out: " + strings.TrimPrefix(unmarked(strings.TrimLeft(lines[i], " ")), askMark)
		}
	case q.kind == ofColumn:
		v, err := known(book, answer)
		if err != nil {
			return nil, err
		}
		for i, end := n, blockEnd(lines, n); i < end; i++ {
			if name := variableIn(lines[i]); name != "" {
				lines[i] = strings.Replace(lines[i], "variable: "+name, "variable: "+v.Name, 1)
				break
			}
		}
		lines[n] = unmarked(lines[n])
	case q.kind == ofValue:
		means, err := q.meaning(lines, answer, book)
		if err != nil {
			return nil, err
		}
		lines[n] = indentOf(lines[n]) + dataset.YAMLText(q.Key) + ": " + means
	case q.kind == ofBlock:
		return nil, ascribe.Errorf(ascribe.ErrUsage, "%q is no answer to that", answer).WithHint("answer %s, or nothing to keep it", q.Answers)
	default:
		lines[n] = indentOf(lines[n]) + q.Key + ": " + setting(q, answer)
	}
	now := []byte(strings.Join(lines, "\n"))
	if fault := newFault(mapping, now); fault != "" {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "%s", fault).WithHint("answer %s", q.Answers)
	}
	return now, nil
}

// newFault is what is wrong with a mapping, and was not with it before.
func newFault(before, now []byte) string {
	_, err := ParseMapping("", now)
	e, faulty := err.(*ascribe.Error) //nolint:errorlint // it wraps nothing
	if !faulty {
		return ""
	}
	had := 0
	if _, err := ParseMapping("", before); err != nil {
		had = len(err.(*ascribe.Error).Problems) //nolint:errorlint,forcetypeassert // as above
	}
	if len(e.Problems) <= had {
		return ""
	}
	return e.Problems[len(e.Problems)-1].Message
}

// setting is an answer as YAML: lists stay lists.
func setting(q *Question, answer string) string {
	if strings.HasPrefix(q.Says, "[") {
		if strings.HasPrefix(answer, "[") {
			return answer
		}
		return "[" + answer + "]"
	}
	return dataset.YAMLText(answer)
}

func indentOf(line string) string { return line[:len(line)-len(strings.TrimLeft(line, " "))] }

// unmarked is a line without its mark.
func unmarked(line string) string {
	before, _, _ := strings.Cut(line, guessMark)
	return strings.TrimRight(before, " ")
}

// known is a variable of the codebook.
func known(book *ascribe.Codebook, name string) (*ascribe.Variable, error) {
	if v := book.Variable(name); v != nil {
		return v, nil
	}
	var names []string
	for i := range book.Variables {
		names = append(names, book.Variables[i].Name)
	}
	return nil, ascribe.Errorf(ascribe.ErrUsage, "the codebook %s %s has no variable %q%s", book.ID, book.Version, name, near.DidYouMean(name, names)).
		WithHint("it has %s", strings.Join(names, ", "))
}

// meaning is what a text of a cell means, as it stands in a mapping.
func (q *Question) meaning(lines []string, answer string, book *ascribe.Codebook) (string, error) {
	if answer == "-" {
		return `""`, nil
	}
	variable := ""
	for n := q.Line - 1; n >= 0 && variable == ""; n-- {
		variable = variableIn(lines[n])
	}
	stance, value := stanceOf(answer)
	v := book.Variable(variable)
	if v == nil || columnsAround(lines[:q.Line], q.Line-1) != nil && !strings.HasPrefix(lines[q.Line-1], "      ") {
		return dataset.YAMLText(answer), nil // of no variable: of a field
	}
	if code := codeOf(v, value); code != "" {
		value = code
	}
	if v.Type == ascribe.TypeCode && v.Value(value) == nil && !anyVariableHas(value) {
		return "", ascribe.Errorf(ascribe.ErrUsage, "%s has no value %q%s", v.Name, value, near.DidYouMean(value, codesOf(v))).
			WithHint("it has %s", strings.Join(slices.Concat(codesOf(v), []string{ascribe.NotExamined, ascribe.NoneFound}), ", "))
	}
	if stance != "" {
		value = string(stance) + " " + value
	}
	return dataset.YAMLText(value), nil
}

// A Sample is rows of a table, for questions about them.
type Sample struct {
	names []string
	lines []sampled
}

type sampled struct {
	at    dataset.Spot
	texts []string
}

// maxSampled is how many rows a sample has.
const maxSampled = 5000

// NewSample reads the first rows of a table.
func NewSample(t *dataset.Table) (*Sample, error) {
	s := &Sample{names: t.Names()}
	var unheard ascribe.Problems
	for l, err := range t.Lines(&unheard) {
		if err != nil {
			return nil, err
		}
		s.lines = append(s.lines, sampled{l.Spot(-1), l.Texts})
		if len(s.lines) == maxSampled {
			break
		}
	}
	return s, nil
}

// Rows are a few rows for a question, each with where it stands: those whose cells
// have what it is about, different ones first.
func (s *Sample) Rows(q *Question, most int) (rows []string) {
	var at []int
	for _, name := range q.Columns {
		if i := slices.Index(s.names, name); i >= 0 {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		if len(q.Columns) > 0 {
			return nil // of another sheet
		}
		for i := range min(3, len(s.names)) {
			at = append(at, i)
		}
	}
	seen := map[string]bool{}
	for _, l := range s.lines {
		var parts []string
		has := false
		for _, i := range at {
			parts = append(parts, dataset.OneLine(l.texts[i]))
			has = has || l.texts[i] != "" && (q.Value == "" || strings.Contains(dataset.Fold(l.texts[i]), dataset.Fold(q.Value)))
		}
		text := strings.Join(parts, " | ")
		if !has || seen[text] && q.Value == "" {
			continue
		}
		seen[text] = true
		rows = append(rows, l.at.String()+": "+text)
		if len(rows) == most {
			break
		}
	}
	return rows
}
