package acts

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Imported is what an import did.
type Imported struct {
	Entry     int64             `json:"entry"` // 0: nothing was new
	New       map[string]int    `json:"new"`   // by kind of record
	Unchanged map[string]int    `json:"unchanged"`
	Adopted   *point.BookName   `json:"adopted"`   // the folder's codebook, where it was adopted
	Uncounted []Uncounted       `json:"uncounted"` // of the new statements, those that cannot count
	Differs   []codebook.Change `json:"differs"`   // where the folder's codebook differs from the one that counts
	// WithoutFile are the documents whose files did not come with them, and are not
	// there.
	WithoutFile []string `json:"without_file,omitempty"`
	// Twins is what looks like something else that is there, the surest first.
	Twins []ask.Twin `json:"twins,omitempty"`
	// Warnings are what is odd about what is new, and did not stop it, in the
	// order of their places; MoreWarnings is how many there are beyond these.
	Warnings     []ascribe.Problem `json:"warnings"`
	MoreWarnings int               `json:"more_warnings"`
}

// newImported is what an import did before anything was done.
func newImported() Imported {
	return Imported{
		New: map[string]int{}, Unchanged: map[string]int{}, Uncounted: []Uncounted{}, Differs: []codebook.Change{}, Warnings: []ascribe.Problem{},
	}
}

// ErrFaults ends an entry that has faults; it is replaced by their list.
var ErrFaults = errors.New("the input has faults")

// Import writes a casebook down as one entry, all or nothing. What is there
// already with the same content is passed over. Its codebook is adopted only
// into a store without statements; elsewhere the store's counts.
func Import(ctx context.Context, a *point.App, by point.By, c *exchange.Casebook, name string) (*Imported, error) {
	fresh := newImported()
	done := &fresh
	book, adopt, err := bookOf(ctx, a, c, done)
	if err != nil {
		return nil, err
	}
	says, err := describes(ctx, a, c, name)
	if err != nil {
		return nil, err
	}
	var problems ascribe.Problems
	in := &importer{problems: &problems, done: done, days: dated{today: a.Today()}}
	in.files = &bringer{ctx: ctx, folder: a.Documents(), casebook: c, dryRun: by.DryRun}
	entry, _, err := Act(ctx, a, by, ascribe.EntryImport, func(tx *store.Tx) error {
		if adopt != nil {
			if _, err := tx.Append(adopt); err != nil {
				return err
			}
		}
		in.recorder = newRecorder(tx, book)
		if err := in.all(ctx, c); err != nil {
			return err
		}
		if problems.Len() > 0 {
			return ErrFaults
		}
		if err := in.days.doubt(by, name); err != nil {
			return err
		}
		if done.Uncounted, err = uncounted(ctx, tx.View(), book, in.written); err != nil {
			return err
		}
		if done.Twins, err = in.twins(ctx, by, book); err != nil {
			return err
		}
		return describe(tx, says)
	})
	if errors.Is(err, ErrFaults) {
		hint := "nothing was imported; mend the faults and import again"
		if in.uncoded > 0 {
			hint += newerHint(book)
		}
		err = problems.ErrOf(in.kind(problems.Len()), name, hint)
	}
	if err != nil {
		return nil, errors.Join(err, forgetFiles(context.WithoutCancel(ctx), a, in.files.kept))
	}
	done.Entry, done.WithoutFile = entry.N, in.files.without
	if warnings, more := in.days.warnings(); warnings != nil {
		done.Warnings, done.MoreWarnings = warnings, more
	}
	return done, nil
}

// bookOf is the codebook that the statements of an import are held against:
// the store's or, in a store without statements, the casebook's own, which is
// then to be adopted.
func bookOf(ctx context.Context, a *point.App, c *exchange.Casebook, done *Imported) (*codebook.Book, *ascribe.Adoption, error) {
	text, has := c.Codebook()
	stores, err := a.CurrentBook(ctx)
	if err != nil && (ascribe.KindOf(err) != ascribe.ErrNotFound || !has) {
		return nil, nil, err
	}
	if !has {
		return stores, nil, nil
	}
	folders, err := a.Compile(c.CodebookFile(), text)
	if err != nil {
		return nil, nil, err
	}
	if stores != nil && stores.SHA256 == folders.SHA256 {
		return stores, nil, nil
	}
	begun, err := a.Store.HasStatements(ctx)
	if err != nil {
		return nil, nil, err
	}
	if stores != nil && begun {
		done.Differs = codebook.Diff(&stores.Codebook, &folders.Codebook)
		return stores, nil, nil
	}
	if stores != nil && stores.ID == folders.ID && stores.Version == folders.Version {
		return nil, nil, ascribe.Errorf(ascribe.ErrConflict, "the casebook has another codebook %s under the version %s that is adopted already", folders.ID, folders.Version).
			WithHint("a version never changes: give the casebook's a new version, or import into a store made with: ascribe init --codebook FILE")
	}
	adopted := point.NameOf(folders)
	done.Adopted = &adopted
	return folders, &ascribe.Adoption{ID: folders.ID, Version: folders.Version, SHA256: folders.SHA256, Text: string(text)}, nil
}

// An importer records the nouns of a casebook as they come, and gathers their
// faults.
type importer struct {
	*recorder
	problems *ascribe.Problems
	done     *Imported
	days     dated
	sources  []exchange.Placed // held back, since one may rest on a later one
	// Strikes of amendments, by what they strike, are written with these: what was
	// said later may need what there was before.
	strikes map[string][]exchange.Placed
	struck  map[string]bool // the ids of those that were written so
	files   *bringer        // nil: what is imported has none
}

func (in *importer) all(ctx context.Context, c *exchange.Casebook) error {
	for placed, err := range c.Nouns(in.problems) {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, ok := placed.Noun.(*ascribe.Source); ok {
			in.sources = append(in.sources, placed)
			continue
		}
		if err := in.flushSources(); err != nil {
			return err
		}
		if in.struck[placed.Noun.Key().ID] {
			continue
		}
		if err := in.place(placed); err != nil {
			return err
		}
		if a, ok := placed.Noun.(*ascribe.Amendment); ok {
			if err := in.strikesOf(c, a.ID); err != nil {
				return err
			}
		}
	}
	return in.flushSources()
}

// strikesOf writes what strikes an amendment, what strikes that, and so on.
func (in *importer) strikesOf(c *exchange.Casebook, id string) error {
	if in.strikes == nil {
		in.strikes, in.struck = map[string][]exchange.Placed{}, map[string]bool{}
		var faults ascribe.Problems // which are told when the file's turn comes
		for p, err := range c.Only(ascribe.RecordWithdrawal, &faults) {
			if err != nil {
				return err
			}
			w := p.Noun.(*ascribe.Withdrawal) //nolint:forcetypeassert // it is asked for them
			if of := cmp.Or(w.Statement, w.Target); w.Of == "" && w.Kind == ascribe.Strike {
				in.strikes[of] = append(in.strikes[of], p)
			}
		}
	}
	for _, p := range in.strikes[id] {
		if w := p.Noun.Key().ID; !in.struck[w] {
			in.struck[w] = true
			if err := cmp.Or(in.place(p), in.strikesOf(c, w)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (in *importer) place(p exchange.Placed) error {
	before := in.problems.Len()
	written, err := in.record(p.Noun, func(field, format string, args ...any) {
		in.problems.Add(p.Problem(field, format, args...))
	})
	if err != nil {
		return err
	}
	switch kind := string(p.Noun.Record()); {
	case written:
		in.done.New[kind]++
		if err := in.files.bring(p, in.problems); err != nil {
			return err
		}
		return in.days.look(in.recorder, p.Noun, p.Problem)
	case in.problems.Len() == before:
		in.done.Unchanged[kind]++
		return in.files.bring(p, in.problems)
	}
	return nil
}

// flushSources records the sources that were held back, each after those that
// it rests on.
func (in *importer) flushSources() error {
	if in.sources == nil {
		return nil
	}
	held := in.sources
	in.sources = nil
	restsOn := map[string][]string{}
	byID := map[string]exchange.Placed{}
	for _, p := range held {
		s := p.Noun.(*ascribe.Source)
		restsOn[s.ID] = s.RestsOn
		if _, twice := byID[s.ID]; !twice {
			byID[s.ID] = p
		}
	}
	if circle := exchange.FindCircle(restsOn); circle != nil {
		in.problems.Add(byID[circle[0]].Problem("rests_on", "the sources rest on one another in a circle: %s", circle))
		return nil
	}
	placed := map[string]bool{}
	var place func(exchange.Placed) error
	place = func(p exchange.Placed) error {
		s := p.Noun.(*ascribe.Source)
		if placed[s.ID] && byID[s.ID].Line == p.Line {
			return nil
		}
		placed[s.ID] = true
		for _, on := range s.RestsOn {
			if other, ok := byID[on]; ok && !placed[on] {
				if err := place(other); err != nil {
					return err
				}
			}
		}
		return in.place(p)
	}
	for _, p := range slices.Clone(held) {
		if err := place(p); err != nil {
			return err
		}
	}
	return nil
}
