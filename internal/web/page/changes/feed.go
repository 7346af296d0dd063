package changes

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"strings"
	"time"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// maxItems is how many changes a feed has.
const maxItems = 200

// The elements of an Atom feed (RFC 4287) that this one has. Addresses are
// relative to the feed's own.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  atomPerson  `xml:"author"`
	Rights  string      `xml:"rights,omitempty"`
	About   string      `xml:"subtitle,omitempty"`
	Items   []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	Title   string     `xml:"title"`
	ID      string     `xml:"id"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Summary string     `xml:"summary"`
}

func feed(ctx context.Context, v *kit.View, in *changesInput) (*kit.File, error) {
	asked, err := in.asks()
	if err != nil {
		return nil, err
	}
	found, err := ask.FeedOfChanges(ctx, v.At, asked, maxItems)
	if err != nil {
		return nil, err
	}
	record, err := ask.Description(ctx, v.At)
	if err != nil {
		return nil, err
	}
	out := &atomFeed{
		Title: in.title(record.Title), ID: found.ID, Updated: instant(found.Updated), Author: atomPerson{cmp.Or(record.Owner, record.Title, "ascribe")}, Rights: record.Licence, About: record.About,
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: v.With()},
			{Rel: "alternate", Type: "text/html", Href: strings.Replace(v.With(), "/changes.atom", "/changes", 1)},
		},
	}
	for i := range found.Items {
		out.Items = append(out.Items, entryOf(v, &found.Items[i]))
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", "  ")
	if err := enc.Encode(out); err != nil {
		return nil, err
	}
	return &kit.File{Name: "changes.atom", Type: "application/atom+xml; charset=utf-8", Text: b.Bytes(), Inline: true}, nil
}

// title says what the feed is of, and of which record.
func (in *changesInput) title(record string) string {
	title := "What changed in the record"
	switch {
	case in.Dataset != "":
		title = "What changed in the dataset " + in.Dataset
	case record != "":
		title = "What changed in " + record
	}
	of := append([]string{}, in.Where...)
	for _, p := range []struct{ name, value string }{{"incident", in.Incident}, {"source", in.Source}, {"cause", in.Cause}} {
		if p.value != "" {
			of = append(of, p.name+"="+p.value)
		}
	}
	if len(of) > 0 {
		title += ": " + strings.Join(of, ", ")
	}
	if in.From != "" {
		title += ", from " + in.From
	}
	if in.To != "" {
		title += " to " + in.To
	}
	return title
}

func entryOf(v *kit.View, item *ask.ChangeItem) atomEntry {
	e := atomEntry{Title: item.Title + ": " + kit.OutcomeWords(item.New.Label, item.New.Level), ID: item.ID, Updated: instant(item.Updated)}
	e.Links = []atomLink{{Rel: "alternate", Type: "text/html", Href: toThen(v, &item.ChangeRow)}}
	switch item.Presence {
	case ask.Began:
		e.Summary = "It is counted from here on: " + heldWords(&item.New) + "."
	case ask.Ceased:
		e.Title = item.Title + ": no longer counted"
		e.Summary = "It is no longer counted. It was " + heldWords(&item.Old) + "."
	default:
		e.Summary = "It was " + heldWords(&item.Old) + ", and is " + heldWords(&item.New) + "."
	}
	e.Summary += " The reason: " + causeWords(string(item.Cause))
	if item.By != "" {
		e.Summary += ", from “" + item.By + "”"
	}
	e.Summary += "."
	return e
}

// heldWords is an answer with whether it is settled.
func heldWords(s *ask.ChangeSide) string {
	if s.Settled {
		return kit.OutcomeWords(s.Label, s.Level) + " (settled)"
	}
	return kit.OutcomeWords(s.Label, s.Level) + " (not settled)"
}

// instant is a time as Atom has it. A feed of nothing was never updated; Atom
// wants a time all the same.
func instant(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format(time.RFC3339Nano)
}
