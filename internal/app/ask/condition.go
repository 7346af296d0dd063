package ask

import (
	"context"
	"errors"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// A Condition asks for the incidents of which a dimension compares with values.
type Condition = survey.Condition

// Is asks for the incidents that a count has in the row of a value.
func Is(dimension, value string) Condition { return survey.Is(dimension, value) }

// ParseConditions reads conditions, each written NAME OP VALUE, and tells of all
// that are none.
func ParseConditions(texts []string) ([]Condition, error) {
	var where []Condition
	var faults []error
	for _, text := range texts {
		if text == "" { // a field of a form that was left empty
			continue
		}
		c, err := survey.ParseCondition(text)
		if err != nil {
			faults = append(faults, err)
		}
		where = append(where, c)
	}
	return where, gathered(faults)
}

// conditions are those of a question as a survey is asked them, and those of the
// filters that it names. What cannot hold is refused, so that a slip does not
// look like a finding.
func conditions(ctx context.Context, p *point.Point, where []Condition) ([]Condition, error) {
	book := p.Book
	where, err := spelledOut(ctx, p, where)
	if err != nil {
		return nil, err
	}
	var found []Condition
	var faults []error
	for _, c := range printed(book, where) {
		d, err := newDimension(book, c.Dimension)
		if err == nil {
			found = append(found, Condition{Dimension: d.by, Op: c.Op, Values: c.Values, Kept: c.Kept})
			if wrong := survey.Check(book, found[len(found)-1]); wrong != nil {
				err = ascribe.Errorf(ascribe.ErrInvalid, "%s: %s", c, wrong)
			}
		}
		if err != nil {
			faults = append(faults, of(c, err))
		}
	}
	if err := gathered(faults); err != nil {
		return nil, err
	}
	_, err = survey.NewFilter(book, found)
	return found, err
}

// filterOf is conditions made ready.
func filterOf(ctx context.Context, p *point.Point, where []Condition) (survey.Filter, error) {
	found, err := conditions(ctx, p, where)
	if err != nil {
		return nil, err
	}
	return survey.NewFilter(p.Book, found)
}

// of says of a fault of a filter that was kept whose it is.
func of(c Condition, err error) error {
	if e, ok := errors.AsType[*ascribe.Error](err); ok && c.Kept != "" {
		return ascribe.Errorf(e.Kind, "@%s: %s", c.Kept, e.Message).WithHint("%s", e.Hint)
	}
	return err
}

// Alternatives is a dimension of which several values are asked for, of which
// one is enough; "": there is none.
func Alternatives(book *codebook.Book, where []Condition) string {
	var met []string
	for _, c := range where {
		if !c.Equality(book) {
			continue
		}
		if slices.Contains(met, c.Dimension) {
			return c.Dimension
		}
		met = append(met, c.Dimension)
	}
	return ""
}

// gathered are all faults as one error: the only one as it is.
func gathered(faults []error) error {
	if len(faults) < 2 {
		return errors.Join(faults...)
	}
	var all ascribe.Problems
	hint := ""
	for _, err := range faults {
		all.Add(ascribe.Problem{Message: err.Error()})
		if e, ok := errors.AsType[*ascribe.Error](err); ok && hint == "" {
			hint = e.Hint
		}
	}
	return all.ErrOf(ascribe.KindOf(faults[0]), "the filter", hint)
}
