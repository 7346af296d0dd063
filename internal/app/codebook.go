package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// CheckCodebook compiles a codebook file; all its faults are in the error.
func CheckCodebook(file File) (*codebook.Book, error) {
	return codebook.Compile(file.Name, file.Text)
}

// Edition is a codebook to compare: a file, or a version that was adopted.
type Edition struct {
	Version string
	File    *File
}

// BookDiff is what changed from one codebook to another and, over the record,
// what that changes.
type BookDiff struct {
	Point
	Old     BookName          `json:"old"`
	New     BookName          `json:"new"`
	Changes []codebook.Change `json:"changes"`
	Base    int               `json:"base"`    // incidents that were read under both
	Labels  []LabelChange     `json:"labels"`  // those whose label, level or settled changes
	Lacking []Lacking         `json:"lacking"` // what has been coded and the new one does not know
}

// LabelChange is an incident whose answer is another under the new codebook.
type LabelChange struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	Old      Answer `json:"old"`
	New      Answer `json:"new"`
}

// Answer is an outcome, and whether it is settled.
type Answer struct {
	ascribe.Outcome
	Settled bool `json:"settled"`
}

// Lacking is a variable, or a value of it, that statements use and the new
// codebook lacks.
type Lacking struct {
	Variable   string `json:"variable"`
	Value      string `json:"value"` // empty: the whole variable
	Statements int    `json:"statements"`
}

// DiffCodebooks compares two codebooks, without a record.
func DiffCodebooks(older, newer *codebook.Book) *BookDiff {
	return &BookDiff{
		Old: nameOf(older), New: nameOf(newer), Changes: codebook.Diff(&older.Codebook, &newer.Codebook),
		Labels: []LabelChange{}, Lacking: []Lacking{},
	}
}

// Edition finds a codebook: the file, or the adopted version.
func (a *App) Edition(ctx context.Context, e Edition) (*codebook.Book, error) {
	return a.Book(ctx, &Question{AsOf: ascribe.Now, Version: e.Version, Draft: e.File})
}

// DiffCodebook compares two codebooks and reads every incident under both.
func (a *App) DiffCodebook(ctx context.Context, q *Question, older, newer *codebook.Book) (*BookDiff, error) {
	q, _, err := a.open(ctx, q)
	if err != nil {
		return nil, err
	}
	d := DiffCodebooks(older, newer)
	d.Point = q.point()
	lacking := map[Lacking]int{}
	for s, err := range a.present(ctx, q, older) {
		if err != nil {
			return nil, err
		}
		d.Base++
		under := func(r *classify.Reading) Answer {
			o, settled := r.Outcome(q.AsOf.Known)
			return Answer{o, settled}
		}
		before, after := under(s.Reading), under(classify.Read(newer, s.dossier, q.AsOf.Recorded))
		if before != after {
			d.Labels = append(d.Labels, LabelChange{s.dossier.Subject, s.dossier.Title, before, after})
		}
		for _, st := range s.Statements(q.AsOf.Known) {
			if l, ok := lacks(newer, st); ok {
				lacking[l]++
			}
		}
	}
	for l, n := range lacking {
		l.Statements = n
		d.Lacking = append(d.Lacking, l)
	}
	slices.SortFunc(d.Lacking, func(a, b Lacking) int {
		return cmp.Or(cmp.Compare(b.Statements, a.Statements), cmp.Compare(a.Variable, b.Variable), cmp.Compare(a.Value, b.Value))
	})
	return d, nil
}

// lacks reports whether the codebook does not know a statement's variable, or
// its value.
func lacks(book *codebook.Book, st *ascribe.Statement) (Lacking, bool) {
	v := book.Var(st.Variable)
	if v == nil {
		return Lacking{Variable: st.Variable}, true
	}
	if v.CheckValue(st.Value) != nil {
		return Lacking{Variable: st.Variable, Value: st.Value}, true
	}
	return Lacking{}, false
}
