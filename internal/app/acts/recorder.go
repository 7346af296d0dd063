package acts

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A recorder writes nouns down in one entry, after checking what only the
// store and the codebook can tell. Faults do not stop it: they are told to
// the caller, who then gives the entry up.
type recorder struct {
	tx   *store.Tx
	book *codebook.Book // nil: there is none, and no statement can be written
	// What was looked up lately. It is emptied when it grows too large.
	subjects map[string]ascribe.SubjectKind // "" is none
	sources  map[string]*ascribe.Source     // nil is none

	written map[graded]int // the statements that were written down
	fresh   fresh          // what was written down that may be there twice

	nearby map[nearKey][]string // the ids among which one that is not there may have been meant

	absent   int  // faults that something named is not there
	uncoded  int  // faults that the codebook lacks what is coded
	opposing int  // faults that an id is there with other content
	single   bool // what is recorded was given by itself, and not in a file of many
	broken   bool // the entry cannot be written any more: the rest is only checked
}

func newRecorder(tx *store.Tx, book *codebook.Book) *recorder {
	return &recorder{tx: tx, book: book, subjects: map[string]ascribe.SubjectKind{}, sources: map[string]*ascribe.Source{}, written: map[graded]int{}}
}

// kind is that of an error with so many faults: what is not there and what is
// there with other content have kinds of their own, where nothing else is wrong.
func (r *recorder) kind(faults int) ascribe.ErrorKind {
	switch faults {
	case r.absent:
		return ascribe.ErrNotFound
	case r.opposing:
		return ascribe.ErrConflict
	}
	return ascribe.ErrInvalid
}

// fault says what is wrong with a field of a noun.
type fault func(field, format string, args ...any)

// record writes the noun down. written is false where it was there already
// with the same content, or has a fault.
func (r *recorder) record(noun ascribe.Noun, fault fault) (written bool, err error) {
	record, err := r.recordAt(noun, fault)
	return record != 0, err
}

// recordAt is record with the number of the record that was written; 0: none was.
func (r *recorder) recordAt(noun ascribe.Noun, fault fault) (record int64, err error) {
	ok := true
	tell := func(field, format string, args ...any) {
		ok = false
		fault(field, format, args...)
	}
	if err := r.resolve(noun, tell); err != nil || !ok {
		return 0, err
	}
	key := noun.Key()
	n, before, found, err := r.tx.Find(key.Space, ascribe.Main, key.ID)
	if err != nil {
		return 0, err
	}
	if found {
		return 0, r.again(noun, n, before, tell)
	}
	if err := r.check(noun, tell); err != nil || !ok || r.broken {
		return 0, err
	}
	record, err = r.tx.Append(noun)
	if kind := ascribe.KindOf(err); kind == ascribe.ErrInvalid || kind == ascribe.ErrConflict || kind == ascribe.ErrNotFound {
		r.broken = true // what only the whole ledger can tell
		if kind == ascribe.ErrConflict {
			r.opposing++
		}
		fault("id", "%s", sentence(err))
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	r.remember(noun)
	return record, nil
}

// again tells what is wrong with a noun whose id is there already. Nothing is,
// where it is as it was first written, or as it has been amended.
func (r *recorder) again(noun ascribe.Noun, n int64, before []byte, fault fault) error {
	body, err := ledger.Encode(noun)
	if err != nil || bytes.Equal(before, body) {
		return err
	}
	present, _, err := r.tx.Present(n)
	if err != nil {
		return err
	}
	now, err := ledger.Encode(present)
	if err != nil || bytes.Equal(now, body) {
		return err
	}
	if same, err := r.sameStrike(present, noun); err != nil || same {
		return err
	}
	r.opposing++
	fault("id", "there is %s %s already, with other content%s: %s", ascribe.WithArticle(kindOf(before)), noun.Key().ID, difference(now, body), wayOut(present))
	return nil
}

// sameStrike reports whether a strike of a source is that of the edition which it was
// made for, as a casebook has it.
func (r *recorder) sameStrike(before, noun ascribe.Noun) (bool, error) {
	was, ok := before.(*ascribe.Withdrawal)
	is, also := noun.(*ascribe.Withdrawal)
	if !ok || !also || was.Of != ascribe.RecordEdition || is.Of != ascribe.RecordSource {
		return false, nil
	}
	key := was.Withdrawn()
	_, body, found, err := r.tx.Find(key.Space, key.Dataset, key.ID)
	if err != nil || !found {
		return false, err
	}
	edition, err := ledger.Parse(body)
	if err != nil {
		return false, err
	}
	e, ok := edition.(*ascribe.Edition)
	return ok && *was.OfSource(e.Source) == *is, nil
}

// wayOut says what can be done about something that is there already.
func wayOut(n ascribe.Noun) string {
	if ascribe.AmendableFields(n.Record()) != nil {
		return "amend it, with ascribe amend or a row of amendments.csv"
	}
	return "strike it and add the new one under another id"
}

// check finds what is wrong with a noun beside what is in the store.
func (r *recorder) check(noun ascribe.Noun, fault fault) error {
	switch n := noun.(type) {
	case *ascribe.Link:
		return r.checkLink(n, fault)
	case *ascribe.Source:
		return r.checkSource(n, fault)
	case *ascribe.Regrade:
		_, err := r.needSource("source", n.Source, fault)
		return err
	case *ascribe.Distinction:
		for field, id := range map[string]string{"one": n.One, "other": n.Other} {
			if _, err := r.needSource(field, id, fault); err != nil {
				return err
			}
		}
	case *ascribe.Document:
		_, err := r.needSource("source", n.Source, fault)
		return err
	case *ascribe.Anchor:
		return r.checkAnchor(n, fault)
	case *ascribe.Statement:
		return r.checkStatement(n, fault)
	case *ascribe.Note:
		if n.Source != "" {
			_, err := r.needSource("source", n.Source, fault)
			return err
		}
	case *ascribe.Settlement:
		return r.checkSettlement(n, fault)
	case *ascribe.Withdrawal:
		return r.checkWithdrawal(n, fault)
	case *ascribe.Amendment:
		return r.checkAmendment(n, fault)
	}
	return nil
}

func (r *recorder) checkLink(l *ascribe.Link, fault fault) error {
	for _, end := range []struct {
		field, id string
		kind      ascribe.SubjectKind
	}{{"incident", l.Incident, ascribe.OfIncident}, {"actor", l.Actor, ascribe.OfActor}} {
		kind, err := r.subject(end.id)
		if err != nil {
			return err
		}
		switch kind {
		case end.kind:
		case "":
			r.absent++
			fault(end.field, "there is no %s %s%s", end.kind, end.id, r.didYouMean(store.SpaceSubject, ascribe.RecordKind(end.kind), end.id))
		default:
			fault(end.field, "%s is %s, not %s", end.id, ascribe.WithArticle(string(kind)), ascribe.WithArticle(string(end.kind)))
		}
	}
	return nil
}

func (r *recorder) checkSource(s *ascribe.Source, fault fault) error {
	for _, on := range s.RestsOn {
		if on == ascribe.NotShown {
			continue
		}
		if _, err := r.needSource("rests_on", on, fault); err != nil {
			return err
		}
	}
	return nil
}

func (r *recorder) checkStatement(s *ascribe.Statement, fault fault) error {
	kind, err := r.subject(s.Subject)
	if err != nil {
		return err
	}
	if kind == "" {
		r.absent++
		fault("subject", "there is no incident, actor or link %s%s", s.Subject, r.didYouMean(store.SpaceSubject, "", s.Subject))
	}
	if err := r.checkCoding(s, kind, fault); err != nil {
		return err
	}
	source, err := r.needSource("source", s.Source, fault)
	if err != nil {
		return err
	}
	if source != nil {
		checkSaid("said", s.Said, source, fault)
	}
	for _, id := range s.Settles {
		settled, err := r.statement(id)
		if err != nil {
			return err
		}
		switch {
		case settled == nil:
			r.absent++
			fault("settles", "there is no statement %s%s", id, r.didYouMean(store.SpaceStatement, "", id))
		case settled.Subject != s.Subject || settled.Variable != s.Variable:
			fault("settles", "the statement %s is about another subject or variable", id)
		case settled.Source != s.Source || source != nil && countedDay(source, settled.Said) != countedDay(source, s.Said):
			fault("settles", "the statement %s has another source or day: an adjudication has those of the statements that it settles", id)
		}
	}
	return nil
}

func (r *recorder) checkSettlement(s *ascribe.Settlement, fault fault) error {
	for _, id := range s.Settles {
		settled, err := r.statement(id)
		if err != nil {
			return err
		}
		if settled == nil {
			r.absent++
			fault("settles", "there is no statement %s%s", id, r.didYouMean(store.SpaceStatement, "", id))
		}
	}
	return nil
}

// countedDay is the day that counts of what a source said: its own, or that on which
// the source came out.
func countedDay(source *ascribe.Source, said ascribe.Date) ascribe.Day {
	if said.IsZero() {
		said = source.Published
	}
	return said.Last()
}

// checkCoding holds variable and value against the codebook that counts.
func (r *recorder) checkCoding(s *ascribe.Statement, kind ascribe.SubjectKind, fault fault) error {
	if r.book == nil {
		fault("variable", "there is no codebook: adopt one first")
		return nil
	}
	v := r.book.Var(s.Variable)
	if v == nil {
		r.uncoded++
		fault("variable", "the codebook %s %s has no variable %q%s", r.book.ID, r.book.Version, s.Variable, near.DidYouMean(s.Variable, r.book.Names()))
		return nil
	}
	if kind != "" && !slices.Contains(ask.SubjectsOf(v), kind) {
		r.uncoded++
		fault("variable", "%s is coded of %s, and %s is %s", s.Variable, listKinds(ask.SubjectsOf(v)), s.Subject, ascribe.WithArticle(string(kind)))
	}
	if err := v.CheckValue(v.Today(s.Value)); err != nil {
		r.uncoded++
		fault("value", "%s", err)
		return nil
	}
	if dataset, id, others := strings.Cut(s.Value, ":"); others && v.Role == ascribe.RoleSameAs {
		return r.checkElsewhere(dataset, id, kind, fault)
	}
	if v.Type == ascribe.TypeID && s.Value != ascribe.NotExamined && s.Value != ascribe.NoneFound {
		other, err := r.subject(s.Value)
		if err != nil {
			return err
		}
		if other == "" {
			r.absent++
			fault("value", "there is no incident, actor or link %s%s", s.Value, r.didYouMean(store.SpaceSubject, "", s.Value))
		}
	}
	return nil
}

// checkSaid refuses a statement or correction that has no day.
func checkSaid(field string, said ascribe.Date, source *ascribe.Source, fault fault) {
	switch {
	case !said.IsZero():
	case source.Published.IsZero():
		fault(field, "the source %s has no day on which it came out, so the day must be said here", source.ID)
	}
}

func (r *recorder) checkWithdrawal(w *ascribe.Withdrawal, fault fault) error {
	if w.Of != "" {
		return r.checkStrike(w, fault)
	}
	n, body, found, err := r.tx.Find(store.SpaceStatement, ascribe.Main, w.Statement)
	if err != nil {
		return err
	}
	if found && w.Kind == ascribe.Strike && r.single {
		if struck, err := r.tx.Struck(n); err != nil {
			return err
		} else if struck {
			r.opposing++
			fault("statement", "the %s %s was struck already", kindOf(body), w.Statement)
			return nil
		}
	}
	switch {
	case !found:
		r.absent++
		fault("statement", "there is no statement or withdrawal %s, nor anything else with that id%s", w.Statement, r.didYouMean(0, "", w.Statement))
	case w.Kind == ascribe.Correction && slices.Contains([]string{string(ascribe.RecordAmendment), string(ascribe.RecordDistinction), string(ascribe.RecordAnchor)}, kindOf(body)):
		fault("kind", "%s is %s: it can only be struck", w.Statement, ascribe.WithArticle(kindOf(body)))
	case w.Kind == ascribe.Correction && kindOf(body) == string(ascribe.RecordWithdrawal):
		fault("kind", "%s is a withdrawal: it can be struck, and a source that changes its mind again makes a new statement", w.Statement)
	}
	if w.Kind != ascribe.Correction {
		return nil
	}
	if w.Source == "" {
		return nil // it has a day of its own, as was checked before
	}
	source, err := r.needSource("source", w.Source, fault)
	if err != nil || source == nil {
		return err
	}
	checkSaid("said", w.Said, source, fault)
	return nil
}

func kindOf(body []byte) string {
	noun, err := ledger.Parse(body)
	if err != nil {
		return "record"
	}
	return string(noun.Record())
}

// difference names the fields in which two bodies differ.
func difference(before, after []byte) string {
	var x, y map[string]any
	if json.Unmarshal(before, &x) != nil || json.Unmarshal(after, &y) != nil {
		return ""
	}
	var fields []string
	for _, m := range []map[string]any{x, y} {
		for name := range m {
			if !reflect.DeepEqual(x[name], y[name]) && !slices.Contains(fields, name) {
				fields = append(fields, name)
			}
		}
	}
	slices.Sort(fields)
	return " (" + strings.Join(fields, ", ") + ")"
}
