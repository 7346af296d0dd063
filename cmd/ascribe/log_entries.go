package main

import (
	"context"
	"strconv"
	"time"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// entries prints the ledger's entries, the newest first.
func (c *Log) entries(ctx context.Context, env *environment) error {
	return env.at(ctx, &c.asking, func(p *point.Point) error {
		l, err := ask.Entries(ctx, p, ask.Place{Before: c.Before, After: c.After}, 0)
		if err != nil {
			return err
		}
		ans := answer{json: l, header: []string{"entry", "time", "who", "kind", "reason", "records"}}
		for i := range l.Rows {
			r := &l.Rows[i]
			ans.rows = append(ans.rows, []string{
				strconv.FormatInt(r.Entry, 10), r.Time.UTC().Format(time.RFC3339), r.Who, string(r.Kind), r.Reason, strconv.FormatInt(r.Records, 10),
			})
		}
		ans.text = func(p *page) { entriesPage(p, l) }
		return env.print(c.formats, ans)
	})
}

func entriesPage(p *page, l *ask.EntriesAnswer) {
	if len(l.Rows) == 0 {
		p.line("There are no such entries.")
		return
	}
	for i := range l.Rows {
		r := &l.Rows[i]
		w := ask.Writing{Time: r.Time, Who: r.Who, Reason: r.Reason}
		p.wrap("", p.t.paint(bold, "Entry "+strconv.FormatInt(r.Entry, 10))+"  "+words(string(r.Kind))+", "+plural(int(r.Records), "record", "records")+", "+writtenWords(&w))
		if r.Casebook != nil {
			p.wrap("  ", "came with "+r.Casebook.Line())
		}
	}
	if l.Older {
		p.line("\n… and earlier entries: --before %d", l.Rows[len(l.Rows)-1].Entry)
	}
}
