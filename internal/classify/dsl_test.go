package classify

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// failer is what *testing.T, *testing.B and *rapid.T have in common here.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// compile reads a codebook without its heading.
func compile(t failer, yaml string) *codebook.Book {
	t.Helper()
	book, err := codebook.Compile("test.yaml", []byte("codebook: test\nversion: \"1\"\n"+yaml))
	if err != nil {
		t.Fatalf("%s\n%s", faults(err), yaml)
	}
	return book
}

func faults(err error) string {
	text := err.Error()
	if e, ok := errors.AsType[*ascribe.Error](err); ok {
		for _, p := range e.Problems {
			text += "\n" + p.String()
		}
	}
	return text
}

// dossier reads one record a line:
//
//	entry 2                                          the lines after it belong to entry 2; the first to entry 1
//	press is B by daily out 19 on wire,agency        a source: reliability, publisher, day, what it rests on; all may be missing
//	press regraded D
//	s1 contact=member from press on 20 B2 raises     a statement; "B" or "2" is half a grade, "-" none, nothing is B2
//	s2 contact=member from press on 20 settles s1
//	s3 contact=member from press by anna             a named coder
//	w1 corrects s1 from press on 21
//	w2 strikes w1
//
// A source that no line describes has nothing but its id. A statement that
// names no source has one of its own, and one that names no day is said when
// its source came out, or on the 20th. Two digits are a day of July 2016.
func dossier(t failer, lines string) *ascribe.Dossier {
	t.Helper()
	w := &writer{d: &ascribe.Dossier{Subject: "incident", Sources: map[string]*ascribe.Provenance{}}, entry: 1}
	for line := range strings.Lines(lines) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if err := w.line(words); err != nil {
			t.Fatalf("%s: %v", strings.TrimSpace(line), err)
		}
	}
	return w.d
}

// A writer writes one record after the other into a dossier.
type writer struct {
	d             *ascribe.Dossier
	entry, record int64
}

func (w *writer) line(words []string) error {
	if words[0] == "entry" {
		_, err := fmt.Sscan(words[1], &w.entry)
		return err
	}
	w.record++
	switch words[1] {
	case "is", "by", "out", "on":
		return w.source(words[0], words[1:])
	case "regraded":
		p := w.named(words[0])
		p.Regrades = append(p.Regrades, noted(w, ascribe.Regrade{Source: words[0], Reliability: ascribe.Reliability(words[2])}))
		return nil
	case "corrects", "strikes":
		return w.withdrawal(words)
	}
	return w.statement(words)
}

func noted[N any](w *writer, noun N) ascribe.Noted[N] {
	return ascribe.Noted[N]{Record: w.record, Entry: w.entry, Noun: noun}
}

func (w *writer) named(id string) *ascribe.Provenance {
	p := w.d.Sources[id]
	if p == nil {
		p = &ascribe.Provenance{Noted: noted(w, ascribe.Source{ID: id})}
		w.d.Sources[id] = p
	}
	return p
}

func (w *writer) source(id string, words []string) (err error) {
	s := &w.named(id).Noun
	for i := 0; i+1 < len(words); i += 2 {
		switch value := words[i+1]; words[i] {
		case "is":
			s.Reliability = ascribe.Reliability(value)
		case "by":
			s.Publisher = value
		case "out":
			s.Published, err = date(value)
		case "on":
			s.RestsOn = strings.Split(value, ",")
			for _, on := range s.RestsOn {
				w.named(on)
			}
		default:
			err = fmt.Errorf("%q is not understood", words[i])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) withdrawal(words []string) (err error) {
	x := ascribe.Withdrawal{ID: words[0], Kind: ascribe.Strike, Statement: words[2]}
	if words[1] == "corrects" {
		x.Kind = ascribe.Correction
	}
	for i := 3; i+1 < len(words); i += 2 {
		switch words[i] {
		case "from":
			x.Source = words[i+1]
			w.named(x.Source)
		case "on":
			if x.Said, err = date(words[i+1]); err != nil {
				return err
			}
		}
	}
	w.d.Withdrawals = append(w.d.Withdrawals, noted(w, x))
	return nil
}

var (
	gradeWord = regexp.MustCompile(`^([A-F]?)([1-6]?)$`)
	julyDay   = regexp.MustCompile(`^[0-3][0-9]$`)
)

func (w *writer) statement(words []string) (err error) {
	variable, value, ok := strings.Cut(words[1], "=")
	if !ok {
		return errors.New("a statement says variable=value")
	}
	s := ascribe.Statement{
		ID: words[0], Subject: w.d.Subject, Variable: variable, Value: value,
		Stance: ascribe.Asserts, Source: "source-of-" + words[0], Reliability: "B", Credibility: "2",
	}
	for i := 2; i < len(words); i++ {
		switch word := words[i]; {
		case word == "from":
			i++
			s.Source = words[i]
		case word == "on":
			i++
			if s.Said, err = date(words[i]); err != nil {
				return err
			}
		case word == "by":
			i++
			s.Coder = words[i]
		case word == "settles":
			i++
			s.Settles = strings.Split(words[i], ",")
		case slices.Contains(ascribe.Stances, ascribe.Stance(word)):
			s.Stance = ascribe.Stance(word)
		case word == "-":
			s.Reliability, s.Credibility = "", ""
		case gradeWord.MatchString(word):
			m := gradeWord.FindStringSubmatch(word)
			s.Reliability, s.Credibility = ascribe.Reliability(m[1]), ascribe.Credibility(m[2])
		default:
			return fmt.Errorf("%q is not understood", word)
		}
	}
	if w.named(s.Source).Noun.Published.IsZero() && s.Said.IsZero() {
		s.Said, err = date("20")
	}
	w.d.Statements = append(w.d.Statements, noted(w, s))
	return err
}

func date(s string) (ascribe.Date, error) {
	if julyDay.MatchString(s) {
		s = "2016-07-" + s
	}
	return ascribe.ParseDate(s)
}

// on is a day of July 2016; 0 is no limit.
func on(day int) ascribe.Day {
	if day == 0 {
		return ascribe.Forever
	}
	return ascribe.NewDay(2016, 7, day)
}

// at is an entry; 0 is no limit.
func at(entry int64) int64 { return cmp.Or(entry, ascribe.Latest) }

// reading reads a case without a limit of what was recorded.
func reading(t testing.TB, book, lines string) *Reading {
	t.Helper()
	return Read(compile(t, book), dossier(t, lines), ascribe.Latest)
}

// picks writes what is picked of a variable: "" for nothing.
func (v *view) picks(name string) string {
	return strings.Join(v.evidence[v.r.book.Var(name).Index].Values(), " ")
}

// couldBe writes what a variable could have: "-" is nothing, "!" that it is
// not so. Of a variable that takes several, a code with "?" may be lacking;
// after "else" stands what it could be where it has none.
func (v *view) couldBe(name string) string {
	return set(v.r.book.Var(name), v.could[v.r.book.Var(name).Index])
}

// hasBeenRaised is couldBe without what is only open.
func (v *view) hasBeenRaised(name string) string {
	return set(v.r.book.Var(name), v.contested[v.r.book.Var(name).Index])
}

func set(v *codebook.Var, x codebook.Values) string {
	var codes, base []string
	certain := false
	for n := range 64 {
		if x.In&(1<<n) == 0 {
			continue
		}
		switch {
		case n == codebook.Nothing:
			base = append(base, "-")
		case n == codebook.NotSo:
			base = append(base, "!")
		case n < codebook.FirstCode:
			base = append(base, v.Code(n))
		case x.Out&(1<<n) != 0:
			codes = append(codes, v.Code(n)+"?")
		default:
			codes = append(codes, v.Code(n))
			certain = certain || v.Several
		}
	}
	if v.Several && len(codes) > 0 && !certain {
		codes = append(codes, "else")
	}
	if !v.Several {
		codes, base = base, codes
	}
	if !certain {
		codes = append(codes, base...)
	}
	codes = append(codes, x.Texts...)
	if x.Any {
		codes = append(codes, "any")
	}
	return strings.Join(codes, " ")
}

func outcome(o ascribe.Outcome) string {
	if o.Level != "" {
		return o.Label + "/" + o.Level
	}
	return o.Label
}

// possibilities writes outcomes in order, with "*" after those that were raised.
func possibilities(list []ascribe.Possibility) string {
	var words []string
	for _, p := range list {
		word := outcome(p.Outcome)
		if p.Raised {
			word += "*"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func questions(list []ascribe.OpenQuestion) string {
	var words []string
	for _, q := range list {
		words = append(words, q.Variable+":"+string(q.State))
	}
	return strings.Join(words, " ")
}
