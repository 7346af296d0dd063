package ask

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A Thing is what an id names.
type Thing struct {
	Kind    ascribe.RecordKind // of the record that gave it; EntryThing of an entry
	Dataset string             // of an incident of an imported dataset; empty: the team's own
	ID      string             // within its dataset; of an entry, its number
	Record  int64              // 0 of an entry, and of a cell
}

// EntryThing is the kind of a thing that is an entry, and no record.
const EntryThing ascribe.RecordKind = "entry"

// idSpaces are the spaces in which an id is looked for, in this order.
var idSpaces = []store.Space{store.SpaceSubject, store.SpaceSource, store.SpaceStatement, store.SpaceRegrade, store.SpaceDocument, store.SpaceNote, store.SpaceDataset}

// Things are what an id names, for the team: an incident, actor, link, source,
// statement, withdrawal, regrade, note or dataset, an incident of an imported dataset
// (dataset:id), an edition (dataset@edition), a cell (34#deaths), what a neutral
// reference is of (person-214), or the entry of a number. Sources and incidents
// may have the same id: the list is in the order of what is mostly meant, and has
// one thing at least.
func Things(ctx context.Context, p *point.Point, id string) (list []Thing, err error) {
	id = strings.TrimSpace(id)
	if p.About() != ascribe.Main {
		return ofDataset(ctx, p, p.Dataset, id)
	}
	for _, space := range idSpaces {
		n, body, ok, err := p.View.Find(ctx, space, ascribe.Main, id)
		if err != nil {
			return nil, err
		}
		if ok {
			noun, err := ledger.Parse(body)
			if err != nil {
				return nil, err
			}
			list = append(list, Thing{Kind: noun.Record(), ID: id, Record: n})
		}
	}
	if len(list) > 0 {
		return list, nil
	}
	if err := wasStruck(ctx, p, id); err != nil {
		return nil, err
	}
	return otherThings(ctx, p, id)
}

// wasStruck tells the team that an id is of something that was struck.
func wasStruck(ctx context.Context, p *point.Point, id string) error {
	for _, space := range idSpaces {
		n, body, found, err := p.View.AsWritten().Find(ctx, space, ascribe.Main, id)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		by, err := p.View.StruckBy(ctx, n)
		if err != nil || by == nil {
			return err
		}
		noun, err := ledger.Parse(body)
		if err != nil {
			return err
		}
		what := "the " + string(noun.Record()) + " " + id
		if of := cmp.Or(by.Noun.Target, by.Noun.Statement); of != id {
			return ascribe.Errorf(ascribe.ErrNotFound, "%s fell with %s, which was struck by %s in entry %d: %s", what, of, by.Noun.ID, by.Entry, by.Noun.Reason).
				WithHint("it is there as recorded before: --recorded %d", by.Entry-1)
		}
		return ascribe.Errorf(ascribe.ErrNotFound, "%s was struck by %s in entry %d: %s", what, by.Noun.ID, by.Entry, by.Noun.Reason).
			WithHint("it is there as recorded before, with --recorded %d; to have it back: ascribe withdraw %s --kind strike", by.Entry-1, by.Noun.ID)
	}
	return nil
}

// otherThings are those that an id names which no record gave.
func otherThings(ctx context.Context, p *point.Point, id string) ([]Thing, error) {
	if dataset, edition, ok := strings.Cut(id, "@"); ok {
		n, _, found, err := p.View.Find(ctx, store.SpaceEdition, dataset, edition)
		if err != nil || found {
			return []Thing{{Kind: ascribe.RecordEdition, Dataset: dataset, ID: edition, Record: n}}, err
		}
		return nil, p.View.Absent(ctx, store.SpaceEdition, dataset, edition)
	}
	if dataset, own, ok := strings.Cut(id, ":"); ok {
		return ofDataset(ctx, p, dataset, own)
	}
	if strings.Contains(id, "#") {
		return []Thing{{Kind: ascribe.RecordStatement, ID: id}}, nil
	}
	if n, err := strconv.ParseInt(id, 10, 64); err == nil && n > 0 && n <= p.Last {
		return []Thing{{Kind: EntryThing, ID: fmt.Sprint(n)}}, nil
	} else if err == nil {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "there is no entry %s, and nothing else of that name: the last entry is %d", id, p.Last)
	}
	for _, kind := range disclose.References {
		n := disclose.RecordOf(id, kind)
		if n == 0 {
			continue
		}
		if x, err := p.View.Record(ctx, n); err == nil {
			return []Thing{{Kind: x.Noun.Record(), ID: x.Noun.Key().ID, Record: n}}, nil
		}
	}
	return nil, noThing(id)
}

// ofDataset is an incident of an imported dataset.
func ofDataset(ctx context.Context, p *point.Point, dataset, id string) ([]Thing, error) {
	x, err := p.View.Subject(ctx, dataset, id)
	if err != nil {
		return nil, err
	}
	return []Thing{{Kind: ascribe.RecordIncident, Dataset: dataset, ID: id, Record: x.Record}}, nil
}

func noThing(id string) error {
	return ascribe.NotThere(ascribe.Absence{ID: id})
}

// ThingAnswer is a record by itself: what has no answer of its own, such as a
// withdrawal.
type ThingAnswer struct {
	RecordLine
	Holds   map[string]any `json:"holds"` // the members of its body
	Written Writing        `json:"written"`
}

// Record answers what a record holds, for the team.
func Record(ctx context.Context, p *point.Point, n int64) (*ThingAnswer, error) {
	x, err := p.View.Record(ctx, n)
	if err != nil {
		return nil, err
	}
	if err := p.Recorded(string(x.Noun.Record()), x.Noun.Key().ID, x.Entry); err != nil {
		return nil, err
	}
	l, err := Lined(ctx, p, n)
	if err != nil {
		return nil, err
	}
	out := &ThingAnswer{RecordLine: *l}
	if out.Holds, err = members(x.Noun); err != nil {
		return nil, err
	}
	out.Written, err = writtenRecord(ctx, p, n, x.Entry)
	return out, err
}

// members are those of the body of a noun, but for its kind.
func members(noun ascribe.Noun) (map[string]any, error) {
	body, err := ledger.Encode(noun)
	if err != nil {
		return nil, err
	}
	var all map[string]any
	if err := json.Unmarshal(body, &all); err != nil {
		return nil, err
	}
	delete(all, "record")
	return all, nil
}

// Lined is a record in a line.
func Lined(ctx context.Context, p *point.Point, n int64) (*RecordLine, error) {
	names, err := disclose.Everybody(ctx, p)
	if err != nil {
		return nil, err
	}
	lines, err := p.View.LinesOf(ctx, []int64{n})
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "there is no record %d", n)
	}
	l, err := line(ctx, names, p.View, &lines[0])
	if err == nil {
		err = withhold(ctx, p, lines[0].Noun, &l)
	}
	return &l, err
}
