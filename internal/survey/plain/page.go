package plain

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// Page implements [survey.Survey].
func (s *Survey) Page(ctx context.Context, q survey.PageQuery) (page survey.Page, err error) {
	type placed struct {
		survey.Place
		Incident Incident
	}
	filter, err := survey.NewFilter(s.book, q.Where)
	if err != nil {
		return page, err
	}
	var list []placed
	known := q.Days[0]
	for range q.Facets {
		page.Facets = append(page.Facets, map[string]int{})
	}
	for x, err := range s.present(ctx, known) {
		if err != nil {
			return survey.Page{}, err
		}
		page.Base++
		if q.Among != nil && !has(q.Among, x.Dossier.Record) {
			continue
		}
		failed := s.failing(x, filter, known)
		for i, by := range q.Facets {
			if len(failed) == 0 || len(failed) == 1 && failed[0] == by {
				for _, value := range s.values(x, by, known) {
					page.Facets[i][value]++
				}
			}
		}
		if len(failed) > 0 {
			continue
		}
		page.Total++
		place := survey.Place{Key: s.key(x, &q.Sort, known), Incident: x.Dossier.Subject}
		if q.Sort.After == nil || place.Compare(*q.Sort.After, q.Sort.Descending) > 0 {
			list = append(list, placed{place, x})
		}
	}
	slices.SortFunc(list, func(a, b placed) int { return a.Compare(b.Place, q.Sort.Descending) })
	if page.More = len(list) > q.Limit; page.More {
		list = list[:q.Limit]
	}
	for _, p := range list {
		page.Rows = append(page.Rows, survey.PageRow{
			Place: p.Place, Record: p.Incident.Dossier.Record, Values: picked(p.Incident, q.By, known),
			Spans: spans(p.Incident, known), Ticks: ticks(p.Incident, known),
		})
	}
	return page, nil
}

// Selected implements [survey.Survey].
func (s *Survey) Selected(ctx context.Context, q survey.Query, begin func(base, total int), visit func(l survey.Listed, values [][]string)) error {
	type passed struct {
		survey.Listed
		values [][]string
	}
	filter, err := survey.NewFilter(s.book, q.Where)
	if err != nil {
		return err
	}
	var list []passed
	base, known := 0, q.Days[0]
	for x, err := range s.present(ctx, known) {
		if err != nil {
			return err
		}
		if base++; s.passes(x, filter, known) {
			list = append(list, passed{x.listed(known), picked(x, q.By, known)})
		}
	}
	begin(base, len(list))
	for _, p := range list {
		visit(p.Listed, p.values)
	}
	return nil
}

func has(sorted []int64, record int64) bool {
	_, found := slices.BinarySearch(sorted, record)
	return found
}

// picked are the values of some variables; nil where nothing is known.
func picked(x Incident, variables []string, known ascribe.Day) (list [][]string) {
	for _, name := range variables {
		var values []string
		if f := x.Value(name, known); len(f.Values) > 0 {
			values = f.Values
		}
		list = append(list, values)
	}
	return list
}

// failing are the facets whose conditions do not hold.
func (s *Survey) failing(x Incident, filter survey.Filter, known ascribe.Day) (names []string) {
	for i, t := range filter {
		if !s.passes(x, filter[i:i+1], known) {
			names = append(names, t.Facet())
		}
	}
	return names
}

// key is what an incident is sorted by.
func (s *Survey) key(x Incident, order *survey.Sort, known ascribe.Day) survey.Key {
	if order.Rank != nil {
		value := s.values(x, order.By, known)[0]
		return survey.Key{Rank: order.Rank(value), Text: value}
	}
	switch order.By {
	case survey.ByText:
		return survey.Key{Text: textOf(order.Texts, x.Dossier.Record)}
	case survey.ByRevisions:
		return survey.Key{Rank: survey.Revisions(spans(x, known))}
	case survey.ByChanged:
		list := spans(x, known)
		return survey.Key{Rank: int(list[len(list)-1].From)}
	case survey.ByFirst:
		return survey.Key{Rank: int(spans(x, known)[0].From)}
	}
	if order.Descending {
		return survey.Key{Text: x.Dossier.Subject}
	}
	return survey.Key{}
}

func textOf(texts []survey.Text, record int64) string {
	i, ok := slices.BinarySearchFunc(texts, record, func(t survey.Text, record int64) int { return cmp.Compare(t.Record, record) })
	if !ok {
		return ""
	}
	return texts[i].Text
}
