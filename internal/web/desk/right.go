package desk

import (
	"context"
	"maps"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// fault is an error of one field.
func fault(field, format string, args ...any) error {
	e := ascribe.Errorf(ascribe.ErrInvalid, field+": "+format, args...)
	e.Problems = []ascribe.Problem{{Field: field, Message: e.Message}}
	return e
}

// AmendmentIn gives fields of an incident, actor or source other values.
type AmendmentIn struct {
	Of     ascribe.RecordKind `json:"of,omitempty" doc:"incident, actor or source, where two things have the id."`
	Target string             `json:"target" doc:"The id of the incident, actor or source."`
	Set    map[string]string  `json:"set" doc:"The fields that change, as in {\"title\": \"…\"}, by their names in a casebook. A field that is set to nothing is emptied."`
	kit.Wish
}

// Amend amends a noun.
var Amend = kit.Act[AmendmentIn, acts.Added]{
	Path: "/amendments", Name: "amend", Summary: "Give fields of an incident, an actor or a source other values, from now on", Tag: "Incidents",
	About: func(in *AmendmentIn) kit.Subject { return kit.Subject{Of: in.Of, ID: in.Target} },
	Do: func(ctx context.Context, a *point.App, by point.By, in *AmendmentIn) (*acts.Added, error) {
		if len(in.Set) == 0 {
			return nil, fault("set", "name the fields that change, as in {\"title\": \"…\"}")
		}
		var list []*ascribe.Amendment
		for _, name := range slices.Sorted(maps.Keys(in.Set)) {
			list = append(list, &ascribe.Amendment{Of: in.Of, Target: in.Target, Field: name, Value: in.Set[name]})
		}
		return acts.Amend(ctx, a, by, list)
	},
}

// WithdrawalIn takes something back.
type WithdrawalIn struct {
	ID     string                 `json:"id,omitempty" doc:"Its id, where it is not to be made from its content."`
	Of     ascribe.RecordKind     `json:"of,omitempty" doc:"What the target is, where two things have the id."`
	Target string                 `json:"target" doc:"What is taken back: a statement; of a strike also a withdrawal, an amendment, an incident, an actor, a link or a source."`
	Kind   ascribe.WithdrawalKind `json:"kind" enum:"correction,strike" doc:"correction: its source took it back, on a day. strike: we had misread; the source never said it."`
	Said   ascribe.Date           `json:"said,omitzero" doc:"Of a correction: the day (EDTF), where that is not the day its source came out."`
	Source string                 `json:"source,omitempty" doc:"Of a correction: where the source took it back."`
	kit.Wish
}

// Withdraw withdraws something.
var Withdraw = kit.Act[WithdrawalIn, acts.Added]{
	Path: "/withdrawals", Name: "withdraw", Summary: "Take a statement back, or strike anything else", Tag: "Incidents",
	About: func(in *WithdrawalIn) kit.Subject { return kit.Subject{Of: in.Of, ID: in.Target} },
	Do: func(ctx context.Context, a *point.App, by point.By, in *WithdrawalIn) (*acts.Added, error) {
		w := &ascribe.Withdrawal{ID: in.ID, Of: in.Of, Target: in.Target, Kind: in.Kind, Said: in.Said, Source: in.Source, Reason: by.Why}
		if in.Of == "" {
			w.Statement, w.Target = in.Target, ""
		}
		return acts.Add(ctx, a, by, w)
	},
}

// UndoIn takes the effect of an entry back.
type UndoIn struct {
	Entry int64 `json:"entry" doc:"The number of the entry."`
	kit.Wish
}

// Undo takes the effect of an entry back.
var Undo = kit.Act[UndoIn, acts.Undone]{
	Path: "/undos", Name: "undo", Summary: "Take the effect of an entry back, in an entry of its own", Tag: "Ledger",
	Do: func(ctx context.Context, a *point.App, by point.By, in *UndoIn) (*acts.Undone, error) {
		return acts.Undo(ctx, a, by, in.Entry)
	},
}

// ErasureIn takes contents of records away.
type ErasureIn struct {
	What []string `json:"what" doc:"Records by their numbers, and things by their ids."`
	Also string   `json:"also,omitempty" enum:"all,none" doc:"What is done about other records that carry the same text: all are erased, or none. Left out, nothing is erased before somebody has said."`
	kit.Wish
}

// Erase takes contents of records away, where the law requires it.
var Erase = kit.Act[ErasureIn, acts.Erased]{
	Path: "/erasures", Name: "erase", Summary: "Take the contents of records away, where the law requires it: it cannot be undone", Tag: "Ledger",
	Do: func(ctx context.Context, a *point.App, by point.By, in *ErasureIn) (*acts.Erased, error) {
		also, known := map[string]acts.Also{"": acts.AlsoAsk, "all": acts.AlsoAll, "none": acts.AlsoNone}[in.Also]
		switch {
		case !known:
			return nil, fault("also", "it is all or none")
		case len(in.What) == 0:
			return nil, fault("what", "name what is to be erased")
		}
		return acts.Erase(ctx, a, by, &acts.Erasing{What: in.What, Also: also, Caches: a.Caches})
	},
}
