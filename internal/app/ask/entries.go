package ask

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// EntriesAnswer is a page of the ledger, the newest entry first, with what it is
// checked by.
type EntriesAnswer struct {
	Store      string     `json:"store"`
	PublicKey  string     `json:"public_key"`
	Checkpoint string     `json:"checkpoint"` // the last one, signed; empty where nothing has been written
	Last       int64      `json:"last"`       // the number of the last entry
	Rows       []EntryRow `json:"rows"`
	Older      bool       `json:"older"` // whether there are entries before those listed
	Newer      bool       `json:"newer"` // whether there are entries after them
	// Says is what the record says of itself.
	Says DescriptionAnswer `json:"says"`
}

// EntryRow is one act of one person.
type EntryRow struct {
	Entry   int64             `json:"entry"`
	Time    time.Time         `json:"time"`
	Person  string            `json:"person"`
	Who     string            `json:"who"` // the person's name; empty where it was taken away
	Kind    ascribe.EntryKind `json:"kind"`
	Reason  string            `json:"reason"`
	First   int64             `json:"first"` // the number of its first record
	Records int64             `json:"records"`
	Root    string            `json:"root"` // in hex
	// Casebook is what the casebook that it imported said of itself, where that is no
	// part of what the record says of itself.
	Casebook *CasebookSays `json:"casebook,omitempty"`
}

// Place says where a page begins in a list with a numbered order: before a
// number, or after one. Zero is at the newest.
type Place struct {
	Before int64
	After  int64
}

// DefaultPage and MaxPage are how many rows a page has where no number is
// given, and at most.
const (
	DefaultPage = 100
	MaxPage     = 1000
)

func pageSize(limit int) int {
	if limit <= 0 {
		return DefaultPage
	}
	return min(limit, MaxPage)
}

// Entries answers who wrote what down, when and why: the entries before a
// number, or the first after one. A limit of 0 is DefaultPage.
func Entries(ctx context.Context, p *point.Point, at Place, limit int) (*EntriesAnswer, error) {
	out := &EntriesAnswer{Last: p.Last, Rows: []EntryRow{}}
	out.Store, out.PublicKey = p.Store()
	if out.Last == 0 {
		return out, nil
	}
	says, err := Description(ctx, p)
	if err != nil {
		return nil, err
	}
	out.Says = *says
	checkpoint, err := p.View.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	out.Checkpoint = string(checkpoint)
	list, err := entryPage(ctx, p, at, pageSize(limit))
	if err != nil {
		return nil, err
	}
	if out.Rows, err = entryRows(ctx, p, list); err != nil {
		return nil, err
	}
	if n := len(list); n > 0 {
		out.Newer, out.Older = list[0].N < out.Last, list[n-1].N > 1
	}
	return out, nil
}

func entryPage(ctx context.Context, p *point.Point, at Place, limit int) ([]ascribe.Entry, error) {
	if at.After > 0 {
		return p.View.EntriesAfter(ctx, at.After, limit)
	}
	before := at.Before
	if before <= 0 {
		before = p.Last + 1
	}
	return p.View.EntriesBefore(ctx, before, limit)
}

// entryRows are entries with who made them and why.
func entryRows(ctx context.Context, p *point.Point, entries []ascribe.Entry) ([]EntryRow, error) {
	persons := make([]string, len(entries))
	for i := range entries {
		persons[i] = entries[i].Person
	}
	names, err := p.View.Persons(ctx, persons)
	if err != nil {
		return nil, err
	}
	reasons, err := p.View.Reasons(ctx, entries)
	if err != nil {
		return nil, err
	}
	said, err := casebooksSay(ctx, p)
	if err != nil {
		return nil, err
	}
	rows := make([]EntryRow, len(entries))
	for i := range entries {
		e := &entries[i]
		rows[i] = EntryRow{
			Entry: e.N, Time: e.Time, Person: e.Person, Who: names[e.Person], Kind: e.Kind,
			First: e.First, Records: e.Count, Root: hex.EncodeToString(e.Root[:]), Casebook: said[e.N],
		}
		if disclose.TellsReason(p.Viewer, e.Kind) {
			rows[i].Reason = reasons[i]
		}
	}
	return rows, nil
}
