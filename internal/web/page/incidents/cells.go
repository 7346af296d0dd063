package incidents

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
)

// cellsByEdition is what the editions of an imported dataset say of an incident: a
// group for each, the last first, with its numbers before all else.
func (f incidentPage) cellsByEdition(a *incidentAnswer) []evidenceGroup {
	var all []evidenceGroup
	add := func(list []disclose.Evidence, class, title string) {
		list = slices.Clone(list)
		slices.SortStableFunc(list, func(x, y disclose.Evidence) int {
			return cmp.Or(y.Said.Compare(x.Said), cmp.Compare(x.Source, y.Source), f.compareColumns(x.Variable, y.Variable))
		})
		for _, e := range list {
			n := len(all)
			if n == 0 || all[n-1].Sources[0].source != e.Source || all[n-1].Said != e.Said {
				group := evidenceGroup{Title: cmp.Or(a.editionOf(e.Source), e.Title) + title, Said: e.Said, Folded: n > 0}
				all = append(all, group)
				n++
			}
			f.put(&all[n-1], e, class)
			rows := all[n-1].Sources[0].Rows
			rows[len(rows)-1].Title = f.Glossary.ColumnName(e.Variable)
		}
	}
	add(a.Evidence, "", "")
	add(a.After, "off", ", not yet public on this day")
	return all
}

// compareColumns orders the columns of a dataset: numbers first, then as its codebook
// has them.
func (f incidentPage) compareColumns(a, b string) int {
	rank := func(name string) int {
		i := slices.IndexFunc(f.Glossary.Variables, func(v ascribe.Variable) bool { return v.Name == name })
		if i >= 0 && f.Glossary.Variables[i].Type != ascribe.TypeNumber {
			i += len(f.Glossary.Variables)
		}
		return i
	}
	return cmp.Compare(rank(a), rank(b))
}

// editionOf is the edition that a source is; empty, where it is none.
func (a *incidentAnswer) editionOf(source string) string {
	for _, e := range a.Evidence {
		if e.Source == source {
			for _, c := range a.Listings {
				if c.Edition != "" && c.Day == e.Said.Last() {
					return c.Edition
				}
			}
			for _, c := range a.Changes {
				if c.Edition != "" && c.Day == e.Said.Last() {
					return c.Edition
				}
			}
		}
	}
	return ""
}

// CellChanges are what changed of an imported incident, those of an edition together,
// with numbers first.
func (f incidentPage) CellChanges(a *incidentAnswer) []ask.CellChange {
	list := slices.Clone(a.Changes)
	slices.SortStableFunc(list, func(x, y ask.CellChange) int {
		return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.Edition, y.Edition), f.compareColumns(x.Column, y.Column))
	})
	return list
}
