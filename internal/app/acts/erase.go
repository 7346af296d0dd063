package acts

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Erased is what an erasure took away.
type Erased struct {
	Entry   int64   `json:"entry"`
	Records []int64 `json:"records"`
	// Also are records that carry the same text, and are there still.
	Also []ask.RecordLine `json:"also"`
	// File has the hashes of all that was erased, to be kept elsewhere.
	File string `json:"file"`
}

// Erasing says what is to be erased.
type Erasing struct {
	// What are records by their numbers, and things by their ids.
	What []string
	// Also says what is done about other records that carry the text of a thing
	// that is named by its id; AlsoAsk: nothing is erased before somebody has said.
	Also Also
	// Caches are folders in which something made of the store may lie.
	Caches []string
}

// Also is what is done about records that carry the same text.
type Also int

// The choices.
const (
	AlsoAsk Also = iota
	AlsoAll
	AlsoNone
)

// A Proposal is why nothing was erased yet: other records carry the same text.
type Proposal struct {
	Reason  *ascribe.Error
	Records []ask.RecordLine
}

// Error is the sentence of the reason.
func (p *Proposal) Error() string { return p.Reason.Message }

// Unwrap is the reason.
func (p *Proposal) Unwrap() error { return p.Reason }

// Erase takes the contents of records away, as the law may require: their places,
// dates and hashes stay, with the reason. What hangs on an incident, an actor, a
// link or a source falls with it, whichever entry is asked for; the copies of a
// source are erased with it, their files and texts, and where statements stand in
// them. A withdrawal goes
// on acting, and the reason of its entry goes with it. An error beside an answer
// says what is left to do.
func Erase(ctx context.Context, a *point.App, by point.By, in *Erasing) (*Erased, error) {
	if by.Why = strings.TrimSpace(by.Why); by.Why == "" {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "an erasure needs a reason").
			WithHint("say on what ground, without what is erased, as in: --why %q", "asked for by the person, 12 March 2026")
	}
	e := &eraser{by: by, erased: map[int64]*ascribe.Erasure{}}
	var also []ask.RecordLine
	err := a.Here(ctx, point.Team, func(p *point.Point) (err error) {
		e.from(p)
		also, err = e.gather(ctx, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := &Erased{Also: also, File: store.ErasuresFile(a.Store.Path())}
	entry, written, err := e.write(ctx, a)
	if err != nil && !written {
		return nil, err
	}
	out.Entry, out.Records = entry.N, e.records()
	if by.DryRun {
		return out, nil
	}
	files := forgetFiles(context.WithoutCancel(ctx), a, e.files)
	return out, errors.Join(err, files, forgetBeside(ctx, a, in.Caches))
}

// forgetBeside takes away what was made of the store, and keeps the hashes of what
// was erased.
func forgetBeside(ctx context.Context, a *point.App, caches []string) error {
	var err error
	for _, folder := range caches {
		err = errors.Join(err, a.Store.ForgetCaches(folder))
	}
	if err != nil {
		return ascribe.Errorf(ascribe.ErrConflict, "it is done, and what had been made of the store could not be taken out of the folder for caches").
			WithHint("delete %s.* in %s", a.Store.ID(), strings.Join(caches, " and ")).WithCause(err)
	}
	if a.Store.Older() {
		return nil
	}
	if name, err := a.Store.KeepErasures(ctx); err != nil {
		return ascribe.Errorf(ascribe.ErrConflict, "it is done, and the hashes of what was erased could not be written to %s", name).
			WithHint("make room or mend the file; the next erasure writes them").WithCause(err)
	}
	return nil
}

// An eraser gathers what is to be erased, from one point at which everything is as
// it was first written: what was struck is there still.
type eraser struct {
	p      *point.Point
	now    *store.View // with what was amended
	by     point.By
	erased map[int64]*ascribe.Erasure
	texts  []text   // that the named things carry
	files  []string // of the documents, by their SHA-256
}

func (e *eraser) from(p *point.Point) {
	written := *p
	written.View = p.View.AsWritten()
	e.p, e.now = &written, p.View
}

// records are those that are to be erased, in their order.
func (e *eraser) records() []int64 {
	list := make([]int64, 0, len(e.erased))
	for n := range e.erased {
		list = append(list, n)
	}
	slices.Sort(list)
	return list
}

// write erases what was gathered, as one entry.
func (e *eraser) write(ctx context.Context, a *point.App) (entry ascribe.Entry, written bool, err error) {
	return Act(ctx, a, e.by, ascribe.EntryErasure, func(tx *store.Tx) error {
		for _, n := range e.records() {
			if _, err := tx.Append(e.erased[n]); err != nil {
				return err
			}
		}
		return nil
	})
}

// gather finds what is to be erased, and is what else carries its text and stays.
func (e *eraser) gather(ctx context.Context, in *Erasing) ([]ask.RecordLine, error) {
	var problems ascribe.Problems
	missing := 0
	named := false // by an id
	for _, what := range in.What {
		n, err := strconv.ParseInt(what, 10, 64)
		if err != nil {
			named = true
			n, err = e.byID(ctx, what)
		}
		if err == nil {
			err = e.take(ctx, n)
		}
		if fault, ok := errors.AsType[*ascribe.Error](err); ok && fault.Kind != ascribe.ErrInternal {
			if fault.Kind == ascribe.ErrNotFound {
				missing++
			}
			problems.Add(ascribe.Problem{Message: fault.Message})
		} else if err != nil {
			return nil, err
		}
	}
	if n := problems.Len(); n > 0 {
		kind := ascribe.ErrConflict
		if n == missing {
			kind = ascribe.ErrNotFound
		}
		return nil, problems.ErrOf(kind, "what is to be erased", "nothing was erased")
	}
	if i := slices.IndexFunc(e.texts, func(t text) bool { return t.in(e.by.Why) }); i >= 0 {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "the reason has in it what is to be erased, and would stay").
			WithHint("say on what ground, without the name or the words")
	}
	also, err := e.also(ctx)
	if err != nil || len(also) == 0 {
		return also, err
	}
	switch {
	case in.Also == AlsoAll:
		for i := range also {
			if err := e.take(ctx, also[i].Record); err != nil {
				return nil, err
			}
		}
		return []ask.RecordLine{}, nil
	case named && in.Also == AlsoAsk:
		return nil, proposal(also)
	}
	return also, nil
}

func proposal(also []ask.RecordLine) *Proposal {
	var problems ascribe.Problems
	for i := range also {
		l := &also[i]
		problems.Add(ascribe.Problem{Message: strings.TrimSpace("record " + strconv.FormatInt(l.Record, 10) + ", " + string(l.Noun) + " " + l.ID)})
	}
	what := "another record carries"
	if len(also) > 1 {
		what = strconv.Itoa(len(also)) + " other records carry"
	}
	reason := ascribe.Errorf(ascribe.ErrConflict, "%s the same text; nothing was erased", what).
		WithHint("erase them as well with --all, leave them with --only, or name what is to be erased by the numbers of records")
	return &Proposal{problems.Describe(reason), also}
}

// byID is the record of a thing by its id.
func (e *eraser) byID(ctx context.Context, id string) (int64, error) {
	things, err := ask.Things(ctx, e.p, id)
	switch {
	case err != nil:
		return 0, err
	case len(things) > 1:
		return 0, ascribe.Errorf(ascribe.ErrConflict, "several things have the id %s: name the record by its number, %d or %d", id, things[0].Record, things[1].Record)
	case things[0].Record == 0:
		return 0, ascribe.Errorf(ascribe.ErrConflict, "%s is no record: name one by its number", id)
	}
	return things[0].Record, nil
}

// take has a record erased, with what must go with it: the reason of a withdrawal
// or adjudication, and what names its id and has to go on acting.
func (e *eraser) take(ctx context.Context, n int64) error {
	if e.erased[n] != nil {
		return nil
	}
	line, err := e.line(ctx, n)
	if err != nil {
		return err
	}
	switch {
	case line.Noun == nil && line.Orphan:
		// It is there, and nothing shows it: what it hangs on was erased.
	case line.Noun == nil:
		return ascribe.Errorf(ascribe.ErrConflict, "record %d was erased before", n)
	case !line.Noun.Record().Erasable():
		return ascribe.Errorf(ascribe.ErrConflict, "record %d is %s, which is no evidence and stays", n, ascribe.WithArticle(strings.ReplaceAll(string(line.Noun.Record()), "_", " ")))
	}
	e.erased[n] = &ascribe.Erasure{Target: n, Reason: e.by.Why}
	if line.Noun == nil {
		return nil
	}
	e.texts = append(e.texts, textsOf(line.Noun)...)
	if err := e.takeCopies(ctx, n, line.Noun); err != nil {
		return err
	}
	amendments, err := e.now.AmendmentsOf(ctx, n)
	if err != nil {
		return err
	}
	for i := range amendments {
		e.texts = append(e.texts, textsOf(&amendments[i].Noun)...)
	}
	if e.erased[n].Acts, err = e.acts(ctx, line.Noun); err != nil || e.erased[n].Acts == nil {
		return err
	}
	x, err := e.p.View.Record(ctx, n)
	if err != nil {
		return err
	}
	entry, err := e.p.View.Entry(ctx, x.Entry)
	if err != nil {
		return err
	}
	if reason, err := e.line(ctx, entry.First); err == nil && reason.Noun != nil && reason.Noun.Record() == ascribe.RecordReason {
		if err := e.take(ctx, entry.First); err != nil {
			return err
		}
	}
	return e.takeStrikes(ctx, n)
}

// takeStrikes has the withdrawals of an erased one erased, too: they name its id,
// and go on acting without it.
func (e *eraser) takeStrikes(ctx context.Context, n int64) error {
	list, err := e.p.View.WithdrawalsOf(ctx, n)
	for i := range list {
		if err == nil {
			err = e.take(ctx, list[i].Record)
		}
	}
	return err
}

func (e *eraser) line(ctx context.Context, n int64) (*store.Line, error) {
	lines, err := e.p.View.LinesOf(ctx, []int64{n})
	if err == nil && len(lines) == 0 {
		err = ascribe.Errorf(ascribe.ErrNotFound, "there is no record %d", n)
	}
	if err != nil {
		return nil, err
	}
	return &lines[0], nil
}

// acts is what a noun goes on doing once it is erased; nil: nothing.
func (e *eraser) acts(ctx context.Context, noun ascribe.Noun) (*ascribe.Acts, error) {
	find := func(space store.Space, id string) (int64, error) {
		n, _, ok, err := e.p.View.Find(ctx, space, ascribe.Main, id)
		if err == nil && !ok {
			err = ascribe.Errorf(ascribe.ErrNotFound, "there is no %s %q", space, id)
		}
		return n, err
	}
	switch x := noun.(type) {
	case *ascribe.Withdrawal:
		key := x.Withdrawn()
		target, err := find(key.Space, key.ID)
		if err != nil {
			return nil, err
		}
		acts := &ascribe.Acts{Kind: x.Kind, Targets: []int64{target}, Said: x.Said, Of: x.Of}
		if x.Source != "" {
			acts.Source, err = find(store.SpaceSource, x.Source)
		}
		return acts, err
	case *ascribe.Amendment:
		target, err := find(ascribe.SpaceOf(x.Of), x.Target)
		acts := &ascribe.Acts{Field: x.Field, Targets: []int64{target}, Of: x.Of}
		if x.Field == ascribe.FieldPublished && x.Value != "" && err == nil { // what was said has that day
			acts.Said, err = ascribe.ParseDate(x.Value)
		}
		return acts, err
	case *ascribe.Statement:
		return settling(x.Settles, find)
	case *ascribe.Settlement:
		return settling(x.Settles, find)
	}
	return nil, nil
}

// settling is what an adjudication, or what is left of one, goes on doing.
func settling(ids []string, find func(store.Space, string) (int64, error)) (*ascribe.Acts, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	acts := &ascribe.Acts{}
	for _, id := range ids {
		n, err := find(store.SpaceStatement, id)
		if err != nil {
			return nil, err
		}
		acts.Targets = append(acts.Targets, n)
	}
	return acts, nil
}
