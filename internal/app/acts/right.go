package acts

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store"
)

// resolve finds what an amendment or a withdrawal is of, where only its id was
// given.
func (r *recorder) resolve(noun ascribe.Noun, fault fault) error {
	switch n := noun.(type) {
	case *ascribe.Amendment:
		if n.Of != "" || n.Target == "" {
			return nil
		}
		kinds, err := r.whatIs(n.Target, store.SpaceSubject, store.SpaceSource, store.SpaceDocument)
		if err != nil {
			return err
		}
		if n.Of = r.one(n.Target, kinds, "incident, actor, source or document", fault); n.Of == "" && len(kinds) == 0 {
			return r.statementInstead(n.Target, fault)
		}
		if n.Of == ascribe.RecordLink {
			fault("target", "%s is a link, which cannot be amended: strike it, and add another", n.Target)
		}
	case *ascribe.Withdrawal:
		if ascribe.SpaceOf(n.Of) == store.SpaceStatement {
			n.Statement, n.Of, n.Target = n.Target, "", ""
		}
		if named := cmp.Or(n.Target, n.Statement); n.Of == "" && strings.Contains(named, "@") { // which no id has
			n.Of, n.Target, n.Statement = ascribe.RecordEdition, named, ""
		}
		id := n.Target
		if n.Of != "" || id == "" && n.Kind == ascribe.Correction {
			return nil
		}
		if id == "" {
			id = n.Statement
		}
		kinds, err := r.whatIs(id, store.SpaceStatement, store.SpaceSubject, store.SpaceSource, store.SpaceDocument, store.SpaceNote)
		if err != nil || len(kinds) == 0 && n.Target == "" { // what is not there is told below
			return err
		}
		switch of := r.one(id, kinds, "record", fault); of {
		case ascribe.RecordStatement, ascribe.RecordWithdrawal, ascribe.RecordAmendment, ascribe.RecordDistinction, ascribe.RecordSettlement, ascribe.RecordAnchor:
			n.Statement, n.Target = id, ""
		case "":
		default:
			n.Of, n.Target, n.Statement = of, id, ""
		}
	}
	return nil
}

func (r *recorder) statementInstead(id string, fault fault) error {
	kinds, err := r.whatIs(id, store.SpaceStatement)
	if len(kinds) > 0 {
		fault("target", "%s is %s, and cannot be amended: strike it, and add what is right", id, ascribe.WithArticle(string(kinds[0])))
	}
	return err
}

// whatIs are the kinds of what has an id in some spaces.
func (r *recorder) whatIs(id string, spaces ...store.Space) (kinds []ascribe.RecordKind, err error) {
	for _, space := range spaces {
		_, body, found, err := r.tx.Find(space, ascribe.Main, id)
		if err != nil {
			return nil, err
		}
		if found {
			kinds = append(kinds, ascribe.RecordKind(kindOf(body)))
		}
	}
	return kinds, nil
}

func (r *recorder) one(id string, kinds []ascribe.RecordKind, what string, fault fault) ascribe.RecordKind {
	switch len(kinds) {
	case 0:
		r.absent++
		fault("target", "there is no %s %s%s", what, id, r.didYouMean(0, "", id))
	case 1:
		return kinds[0]
	default:
		fault("target", "%s is the id of %s and of %s: write %s:%s or %s:%s", id, ascribe.WithArticle(string(kinds[0])), ascribe.WithArticle(string(kinds[1])), kinds[0], id, kinds[1], id)
	}
	return ""
}

// checkAmendment tells what is wrong with an amendment.
func (r *recorder) checkAmendment(a *ascribe.Amendment, fault fault) error {
	if a.Of == "" {
		return nil // as was told
	}
	n, _, found, err := r.tx.Find(ascribe.SpaceOf(a.Of), ascribe.Main, a.Target)
	if err != nil {
		return err
	}
	if !found {
		r.absent++
		fault("target", "there is no %s %s%s", a.Of, a.Target, r.didYouMean(ascribe.SpaceOf(a.Of), a.Of, a.Target))
		return nil
	}
	noun, struckBy, err := r.tx.Present(n)
	switch {
	case err != nil:
		return err
	case noun.Record() != a.Of:
		fault("target", "%s is %s, not %s", a.Target, ascribe.WithArticle(string(noun.Record())), ascribe.WithArticle(string(a.Of)))
		return nil
	case struckBy != "":
		r.opposing++
		fault("target", "the %s %s was struck by %s: strike that first", a.Of, a.Target, struckBy)
		return nil
	}
	if stays, err := r.checkDayStays(n, a, fault); err != nil || stays {
		return err
	}
	before, err := ledger.Encode(noun)
	if err != nil {
		return err
	}
	if err := a.Apply(noun); err != nil {
		fault("field", "%s", sentence(err))
		return nil
	}
	ok := true
	exchange.Check(noun, func(field, message string) {
		if a.Erased { // it leaves empty what must not be otherwise
			return
		}
		ok = false
		fault("value", "%s: %s", field, message)
	})
	if source, is := noun.(*ascribe.Source); is && a.Field == "rests_on" {
		if err := r.checkSource(source, fault); err != nil {
			return err
		}
	}
	after, err := ledger.Encode(noun)
	if err == nil && ok && bytes.Equal(before, after) && r.single {
		r.opposing++
		fault("value", "the %s of %s is that already", a.Field, a.Target)
	}
	return err
}

// sentence is an error with what to do about it.
func sentence(err error) string {
	if e, ok := errors.AsType[*ascribe.Error](err); ok && e.Hint != "" {
		return e.Message + ": " + e.Hint
	}
	return err.Error()
}

// checkStrike tells what is wrong with the strike of what is no statement.
func (r *recorder) checkStrike(w *ascribe.Withdrawal, fault fault) error {
	key := w.Withdrawn()
	n, _, found, err := r.tx.Find(key.Space, key.Dataset, key.ID)
	if err != nil {
		return err
	}
	if !found && w.Of == ascribe.RecordEdition {
		r.absent++
		fault("target", "there is no edition %s of a dataset%s", w.Target, r.editionsOf(key.Dataset))
		return nil
	}
	if !found {
		r.absent++
		fault("target", "there is no %s %s%s", w.Of, w.Target, r.didYouMean(ascribe.SpaceOf(w.Of), w.Of, w.Target))
		return nil
	}
	noun, struckBy, err := r.tx.Present(n)
	switch {
	case err != nil:
		return err
	case noun.Record() != w.Of:
		fault("target", "%s is %s, not %s", w.Target, ascribe.WithArticle(string(noun.Record())), ascribe.WithArticle(string(w.Of)))
	case w.Kind != ascribe.Strike:
		fault("kind", "%s is %s: it can only be struck", w.Target, ascribe.WithArticle(string(w.Of)))
	case struckBy != "":
		r.opposing++
		fault("target", "the %s %s was struck already, by %s", w.Of, w.Target, struckBy)
	case w.Of == ascribe.RecordSource:
		return r.checkSourceStays(n, w, fault)
	}
	return nil
}

// checkSourceStays tells that the source of an edition goes with that alone: its rows
// are nothing without it.
func (r *recorder) checkSourceStays(source int64, w *ascribe.Withdrawal, fault fault) error {
	e, err := r.tx.EditionOf(source)
	if err == nil && e != nil {
		r.opposing++
		fault("target", "%s is the source of the edition %s: take that back, with: ascribe withdraw %s --kind strike", w.Target, e.Name(), e.Name())
	}
	return err
}

// checkDayStays tells that an edition has the day on which it was imported as
// published: what it changed was worked out by that.
func (r *recorder) checkDayStays(source int64, a *ascribe.Amendment, fault fault) (stays bool, err error) {
	if a.Of != ascribe.RecordSource || a.Field != ascribe.FieldPublished {
		return false, nil
	}
	e, err := r.tx.EditionOf(source)
	if err != nil || e == nil {
		return false, err
	}
	r.opposing++
	fault("field", "%s is the source of the edition %s, whose day stays: take the edition back, and import it with the day that is right", a.Target, e.Name())
	return true, nil
}

// editionsOf says at the end of a sentence which editions a dataset has.
func (r *recorder) editionsOf(dataset string) string {
	var names []string
	err := r.tx.Before(context.Background(), func(v *store.View) error {
		editions, err := v.Editions(context.Background(), dataset)
		for i := range editions {
			names = append(names, editions[i].Noun.Name())
		}
		return err
	})
	if err != nil || names == nil {
		return "" // what is wrong is said without
	}
	return ": there is " + listed(names)
}

// freeID gives what is written by itself another id than what was written with the
// same content before: a title may become again what it once was.
func (r *recorder) freeID(noun ascribe.Noun) error {
	id := noun.Key().ID
	for n := 2; ; n++ {
		_, _, found, err := r.tx.Find(store.SpaceStatement, ascribe.Main, noun.Key().ID)
		if err != nil || !found {
			return err
		}
		next := fmt.Sprintf("%s-%d", id, n)
		switch x := noun.(type) {
		case *ascribe.Amendment:
			x.ID = next
		case *ascribe.Withdrawal:
			x.ID = next
		case *ascribe.Distinction:
			x.ID = next
		case *ascribe.Anchor:
			x.ID = next
		}
	}
}

// doubtFalls is that about what falls with what is struck, unless whoever acts goes
// on although it does.
func doubtFalls(tx *store.Tx, by point.By, w *ascribe.Withdrawal, record int64) error {
	fallen, err := tx.FallsWith(record)
	if err != nil || len(fallen) == 0 || by.Although {
		return err
	}
	var list ascribe.Problems
	kinds := map[string]int{}
	for _, x := range fallen {
		if of, withdraws := x.Noun.(*ascribe.Withdrawal); withdraws && of.Kind == ascribe.Strike {
			continue // nothing is lost with it: what it took away falls, too, or stays away
		}
		kind := string(x.Noun.Record())
		kinds[kind]++
		list.Add(ascribe.Problem{Message: fmt.Sprintf("%s %s: %s", kind, x.Noun.Key().ID, x.Noun.Line())})
	}
	if list.Len() == 0 {
		return nil
	}
	e := ascribe.Errorf(ascribe.ErrConflict, "with the %s %s falls what hangs on it: %s", w.Of, w.Target, counted(kinds)).
		WithHint("nothing was written; if it is meant, add --although")
	return &Doubt{Reason: list.Describe(e)}
}

// counted writes how many there are of each kind.
func counted(kinds map[string]int) string {
	var list []string
	for _, kind := range []string{"link", "statement", "withdrawal", "regrade", "amendment", "document", "anchor", "note", "filter"} {
		switch n := kinds[kind]; {
		case n == 1:
			list = append(list, "1 "+kind)
		case n > 1:
			list = append(list, fmt.Sprintf("%d %ss", n, kind))
		}
	}
	return listed(list)
}

func listed(list []string) string {
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
	return strings.Join(list, "")
}

// Amend gives fields of one incident, actor or source other values, as one entry.
// Of names what has the id, where two things have it.
func Amend(ctx context.Context, a *point.App, by point.By, amendments []*ascribe.Amendment) (*Added, error) {
	if len(amendments) == 0 {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "it is not said what is amended").
			WithHint("give a field its value, as in: --title %q", "Attack on a train")
	}
	nouns := make([]ascribe.Noun, len(amendments))
	for i, x := range amendments {
		nouns[i] = x
	}
	return add(ctx, a, by, nouns...)
}
