package incidents

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// An evidenceGroup is evidence that weighs the same, by its sources.
type evidenceGroup struct {
	Title   string
	Said    ascribe.Date // of all of it; zero: of several days
	N       int
	Folded  bool
	Sources []sourceGroup
}

// A sourceGroup is what one source said, below its title.
type sourceGroup struct {
	source                         string
	Title, Publisher, To, Language string
	Rows                           []kit.EvidenceRow
}

// Groups is the evidence of the page: what the label rests on, then what disagrees,
// then the rest by what it is about, folded, and at last what was not yet public.
func (f incidentPage) Groups(a *incidentAnswer) []evidenceGroup {
	if f.Dataset() != "" {
		return f.cellsByEdition(a)
	}
	first := []evidenceGroup{{Title: "What the label rests on"}, {Title: "What disagrees"}}
	var rest []evidenceGroup
	against := a.disagrees()
	for _, e := range a.Evidence {
		switch {
		case a.RestsOn(e.Statement):
			f.put(&first[0], e, "rests")
		case slices.Contains(against, e.Statement):
			f.put(&first[1], e, "")
		default:
			title := kit.SentenceCase(f.Glossary.VariableTitle(e.Variable))
			at := slices.IndexFunc(rest, func(g evidenceGroup) bool { return g.Title == title })
			if at < 0 {
				at = len(rest)
				rest = append(rest, evidenceGroup{Title: title, Folded: true})
			}
			f.put(&rest[at], e, "")
		}
	}
	later := evidenceGroup{Title: "Not yet public on this day", Folded: true}
	for _, e := range a.After {
		f.put(&later, e, "off")
	}
	all := append(append(first, rest...), later)
	all = slices.DeleteFunc(all, func(g evidenceGroup) bool { return g.N == 0 })
	if len(all) > 0 && all[0].Folded { // something is always in sight
		all[0].Folded = false
	}
	return all
}

// disagrees are the statements against what was picked.
func (a *incidentAnswer) disagrees() (ids []string) {
	if a.Attribution == nil {
		return nil
	}
	for i := range a.Conflicts {
		ids = append(ids, a.Conflicts[i].Against...)
	}
	return ids
}

func (f incidentPage) put(g *evidenceGroup, e disclose.Evidence, class string) {
	g.N++
	at := slices.IndexFunc(g.Sources, func(s sourceGroup) bool { return s.source == e.Source })
	if at < 0 {
		at = len(g.Sources)
		g.Sources = append(g.Sources, sourceGroup{source: e.Source, Title: e.Title, Publisher: e.Publisher, Language: e.Language, To: f.ToSource(e.Source)})
	}
	g.Sources[at].Rows = append(g.Sources[at].Rows, f.Row(e, class))
}

// ByEndOf is when the statement was said that began a span, where that is known by
// its month or year alone; nil: it is known to the day.
func (a *incidentAnswer) ByEndOf(statement string) *ascribe.Date {
	for _, list := range [][]disclose.Evidence{a.Evidence, a.After} {
		for i := range list {
			if list[i].Statement == statement && list[i].Said.First() != list[i].Said.Last() {
				return &list[i].Said
			}
		}
	}
	return nil
}
