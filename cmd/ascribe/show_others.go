package main

import (
	"cmp"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// otherLines are what imported datasets say of the incident, beside the record.
func otherLines(p *page, others []ask.Other) {
	if len(others) == 0 {
		return
	}
	p.heading("What the others say")
	for i := range others {
		o := &others[i]
		id := o.Dataset + ":" + o.Incident
		if o.State == ask.OtherAbsent {
			p.line("%s  %s", p.t.paint(bold, id), "is not in this record")
			continue
		}
		about := cmp.Or(o.Licence, "no licence stated")
		if o.Title != "" {
			about = o.Title + " · " + about
		}
		if may := o.May.Line(); may != "" {
			about += " · " + may
		}
		p.wrap("", p.t.paint(bold, id)+"  "+about)
		if len(o.Editions) == 0 {
			p.line("None of its editions had come out by then.")
		}
		var rows [][]string
		for _, v := range o.Values {
			if v.Variable != "" {
				rows = append(rows, []string{words(v.Variable), words(cmp.Or(v.Record, "unknown")), byEdition(o, &v)})
			}
		}
		if len(rows) > 0 {
			p.columns([]string{"variable", "record", o.Dataset}, rows)
		}
		if n := len(o.Values) - len(rows); n > 0 {
			p.line("%s", p.t.paint(dim, plural(n, "other column", "other columns")+": ascribe show "+id))
		}
	}
}

// byEdition is what a dataset says in one column: each value after the first of the
// editions that have it.
func byEdition(o *ask.Other, v *ask.OtherValue) string {
	var parts []string
	last := ""
	for i, e := range o.Editions {
		value := "not listed"
		if e.Listed {
			value = cmp.Or(strings.Join(strings.Fields(v.Editions[i]), " "), "unknown")
		}
		if value == last {
			continue
		}
		if last = value; e.Edition != "" {
			value = e.Edition + ": " + value
		}
		parts = append(parts, value)
	}
	return strings.Join(parts, " · ")
}
