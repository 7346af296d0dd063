package disclose

import (
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
)

// An Elsewhere is an incident of an imported dataset that is the same as one of the
// record.
type Elsewhere struct {
	Dataset, ID string
	By          []string // the statements by which it is
}

// Elsewhere is what imported datasets list as the same incident, as of the point: of
// each the first time that it was said, in the order of the record.
func (s *Subject) Elsewhere(p *point.Point) []Elsewhere {
	var list []Elsewhere
	isOthers := func(value string) ([]classify.Evidence, bool) { return nil, strings.Contains(value, ":") } // no id of the record has one
	for _, e := range sameAs(p.Book, s.On(p.AsOf.Known), p.AsOf.Known, isOthers) {
		dataset, id, _ := strings.Cut(e.Statement.Value, ":")
		at := slices.IndexFunc(list, func(x Elsewhere) bool { return x.Dataset == dataset && x.ID == id })
		if at < 0 {
			at = len(list)
			list = append(list, Elsewhere{Dataset: dataset, ID: id})
		}
		list[at].By = append(list[at].By, e.Statement.ID)
	}
	return list
}
