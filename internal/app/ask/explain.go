package ask

import (
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/near"
)

// Explanation is the decision table read over one incident.
type Explanation struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	point.Asked
	Codebook point.BookName `json:"codebook"`
	ascribe.Outcome
	WhyNot string                `json:"why_not,omitempty"`
	Rows   []classify.RowReading `json:"rows"`
	// Needs are, for the label that is asked about, the tests that stand in
	// its way, row by row.
	Needs []Need `json:"needs,omitempty"`
}

// A Need is what would have to be for one row to give its label.
type Need struct {
	Row      string   `json:"row"`
	Level    string   `json:"level"`
	Unmet    []string `json:"unmet"`     // tests that fail, and on what could be fail too
	Unknown  []string `json:"unknown"`   // tests that could still hold
	Passed   []string `json:"passed"`    // tests that hold
	Outdoes  string   `json:"outdoes"`   // the row before it that holds, if one does
	InReach  bool     `json:"in_reach"`  // nothing known rules it out
	Holds    bool     `json:"holds"`     // its own condition holds
	Decides  bool     `json:"decides"`   // it is the answer
	Together string   `json:"condition"` // the whole condition
	// InWords has, for each of these tests, what it asks in plain words.
	InWords map[string]string `json:"in_words"`
}

// Explain answers how the table came to its label and, where another label is
// named, why not to that one.
func Explain(ctx context.Context, p *point.Point, id, whyNot string) (*Explanation, error) {
	r, err := disclose.Read(ctx, p, id)
	if err != nil {
		return nil, err
	}
	return explain(p, r, whyNot)
}

func explain(p *point.Point, r *disclose.Subject, whyNot string) (*Explanation, error) {
	book, reading, dossier := p.Book, r.Reading, r.Dossier
	outcome := reading.Belief(p.AsOf.Known).Outcome
	x := &Explanation{
		Incident: dossier.Subject, Title: dossier.Title, Asked: p.Asked, Codebook: point.NameOf(book),
		Outcome: outcome, WhyNot: whyNot, Rows: reading.Explain(p.AsOf.Known),
	}
	if whyNot == "" {
		return x, nil
	}
	if len(book.Rows) == 0 {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "the codebook %s %s has no decision table, and gives no label", book.ID, book.Version).
			WithHint("ask for what is known of the incident, with show")
	}
	var labels []string
	for _, l := range book.Labels {
		labels = append(labels, l.Name)
	}
	whyNot, _ = book.PrintedLabel(whyNot)
	if x.WhyNot = whyNot; !slices.Contains(labels, whyNot) {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "the codebook %s %s has no label %q%s", book.ID, book.Version, whyNot, near.DidYouMean(whyNot, labels)).
			WithHint("its labels: %s", strings.Join(labels, ", "))
	}
	outdone := ""
	for _, row := range x.Rows {
		if row.Label == whyNot {
			x.Needs = append(x.Needs, need(&row, outdone))
		}
		if outdone == "" && row.Known == "yes" {
			outdone = row.Row
		}
	}
	return x, nil
}

func need(row *classify.RowReading, outdone string) Need {
	n := Need{
		Row: row.Row, Level: row.Level, Outdoes: outdone, Together: row.Condition,
		InReach: row.Could != "no", Holds: row.Known == "yes", Decides: row.Decides,
		Unmet: []string{}, Unknown: []string{}, Passed: []string{}, InWords: map[string]string{},
	}
	for _, t := range row.Tests {
		n.InWords[t.Text] = t.Words
		switch {
		case t.Known == "yes":
			n.Passed = append(n.Passed, t.Text)
		case t.Could == "no":
			n.Unmet = append(n.Unmet, t.Text)
		default:
			n.Unknown = append(n.Unknown, t.Text)
		}
	}
	return n
}
