package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// maxTerm is the length in bytes up to which a value is a term. The text of a
// longer one stays in its record.
const maxTerm = 64

// The numbers of kinds in the derived tables count from 1 in the order of the
// vocabulary's lists, which only grow at their ends.
var (
	incidentKind = number(ascribe.SubjectKinds, ascribe.OfIncident)
	actorKind    = number(ascribe.SubjectKinds, ascribe.OfActor)
	linkKind     = number(ascribe.SubjectKinds, ascribe.OfLink)

	withdrawalKinds = []ascribe.WithdrawalKind{ascribe.Correction, ascribe.Strike}
)

// number is the place of x in the list, from 1; 0 where it is not in it.
func number[T comparable](list []T, x T) int64 { return int64(slices.Index(list, x) + 1) }

// A deriver makes the derived rows of records. It is the only thing that
// does: while writing and rebuilding its rows are inserted, while verifying
// they are compared with those that are there.
type deriver struct {
	*resolver
	// emit takes a row with the columns of its table, in order. The rows of
	// one record come in the order of each table's key.
	emit func(table string, values ...any) error

	claims, texts, rows Fold // of what was derived

	righted *righted // once it was asked for

	version int64 // of the schema

	// erasures are those of the whole ledger, by what they erase, where it is gone
	// through again.
	erasures map[int64]*ascribe.Erasure
}

// fold emits the row that ends a segment.
func (d *deriver) fold(n int64) error {
	claims, texts, rows := d.claims.Sum(), d.texts.Sum(), d.rows.Sum()
	if d.version < 3 {
		return d.emit("fold", n, claims[:], texts[:])
	}
	return d.emit("fold", n, claims[:], texts[:], rows[:])
}

// derive makes the rows of the noun in record n, and folds them. hash is the
// record's.
func (d *deriver) derive(n int64, hash []byte, noun ascribe.Noun) error {
	defer clear(d.lately)
	r, err := d.right()
	if err != nil {
		return err
	}
	if d.at = 0; len(r.amendments) > 0 { // else no day has moved
		d.at = n
	}
	switch x := noun.(type) {
	case *ascribe.Incident:
		dataset, err := d.dataset(x.Dataset)
		if err != nil {
			return err
		}
		if dataset == 0 {
			d.claims.Incident(n, x.ID)
			d.texts.text(mention{statement: n}, hash)
		}
		return d.subject(n, dataset, x.ID, incidentKind)
	case *ascribe.Actor:
		if !slices.Contains(ascribe.ActorKinds, x.Kind) {
			return ascribe.Errorf(ascribe.ErrInvalid, "actor %s: %q is no kind of actor", x.ID, x.Kind)
		}
		d.texts.text(mention{statement: n}, hash)
		return d.subject(n, 0, x.ID, actorKind)
	case *ascribe.Link:
		d.texts.text(mention{statement: n}, hash)
		return d.link(n, x)
	case *ascribe.Source:
		d.claims.Source(n, x.Reliability)
		d.texts.text(mention{statement: n}, hash)
		return d.source(n, x)
	case *ascribe.Regrade:
		return d.regrade(n, x)
	case *ascribe.Statement:
		return d.statement(n, hash, x)
	case *ascribe.Withdrawal:
		return d.withdrawal(n, x)
	case *ascribe.Amendment:
		return d.amendment(n, x)
	case *ascribe.Distinction:
		return d.distinction(n, x)
	case *ascribe.Settlement:
		return d.settlement(n, x)
	case *ascribe.Document:
		return d.document(n, x)
	case *ascribe.Anchor:
		return d.anchor(n, x)
	}
	return d.deriveAround(n, hash, noun)
}

// deriveAround is derive for what is no evidence of the team's own: imported
// datasets, codebooks, and what stands around the record.
func (d *deriver) deriveAround(n int64, hash []byte, noun ascribe.Noun) error {
	switch x := noun.(type) {
	case *ascribe.Dataset:
		if x.ID == ascribe.Main {
			return ascribe.Errorf(ascribe.ErrInvalid, "the dataset %s is there without being recorded", ascribe.Main)
		}
		return d.name(n, SpaceDataset, 0, x.ID)
	case *ascribe.Edition:
		return d.edition(n, x)
	case *ascribe.Row:
		return d.row(n, hash, x)
	case *ascribe.Note:
		return d.note(n, x)
	case *ascribe.Filter:
		return d.filter(n, x)
	case *ascribe.Description:
		return d.description(n, x)
	case *ascribe.Adoption:
		return d.adoption(n, x)
	case *ascribe.Sheet:
		return d.sheet(n, x)
	case *ascribe.SheetRow:
		return d.sheetRow(n, x)
	case *ascribe.Reason:
		return nil
	case *ascribe.Erasure:
		return d.erasure(n, x)
	}
	return ascribe.Errorf(ascribe.ErrInternal, "the store does not know the kind of record %q", noun.Record())
}

// name gives the id to record n.
func (d *deriver) name(n int64, space Space, dataset int64, id string) error {
	if !ascribe.ValidID(id) {
		return ascribe.Errorf(ascribe.ErrInvalid, "%q cannot be an id", id).
			WithHint("an id has small letters, digits, dots, dashes and underscores, begins with a letter or digit, and is at most %d long", ascribe.MaxID)
	}
	return d.give(n, space, dataset, id)
}

// refer is the record before n that gave the id.
func (d *deriver) refer(n int64, space Space, dataset int64, id string) (int64, error) {
	target, err := d.resolver.name(nameKey{space, dataset, id})
	if err == nil && (target == 0 || target >= n) {
		err = ascribe.Errorf(ascribe.ErrNotFound, "there is no %s %q", space, id).WithHint("record it first, or look for a slip in its id")
	}
	if err != nil {
		return target, err
	}
	return target, d.refuseStruck(target, space, id)
}

// refuseStruck refuses a record that is not there any more.
func (d *deriver) refuseStruck(target int64, space Space, id string) error {
	by, err := d.struckBy(target)
	if err != nil || by == 0 {
		return err
	}
	strike, err := d.written(by)
	if err != nil {
		return err
	}
	return ascribe.Errorf(ascribe.ErrConflict, "the %s %q was struck by %s", space, id, strike.Key().ID).
		WithHint("strike that first, with: ascribe withdraw %s --kind strike", strike.Key().ID)
}

// referSubject is refer for a subject that must be of a kind; 0 is any.
func (d *deriver) referSubject(n, dataset int64, id string, kind int64) (int64, error) {
	target, err := d.refer(n, SpaceSubject, dataset, id)
	if err != nil || kind == 0 {
		return target, err
	}
	is, err := d.kind(target)
	if err == nil && is != kind {
		err = ascribe.Errorf(ascribe.ErrInvalid, "%s is no %s", id, ascribe.SubjectKinds[kind-1]).WithHint("look for a slip in its id")
	}
	return target, err
}

// subject gives the id to an incident, actor or link. Those of an imported
// dataset keep their letters.
func (d *deriver) subject(n, dataset int64, id string, kind int64) error {
	var err error
	switch {
	case dataset == 0:
		err = d.name(n, SpaceSubject, dataset, id)
	case !ascribe.ValidDatasetID(id):
		err = ascribe.Errorf(ascribe.ErrInvalid, "%q cannot be an id of a dataset", id).
			WithHint("an id is on one line, without space around it, and at most %d bytes long", ascribe.MaxID)
	default:
		err = d.give(n, SpaceSubject, dataset, id)
	}
	if err != nil {
		return err
	}
	return d.emit("subject", n, kind, dataset)
}

func (d *deriver) link(n int64, x *ascribe.Link) error {
	if err := d.subject(n, 0, x.ID, linkKind); err != nil {
		return err
	}
	incident, err := d.referSubject(n, 0, x.Incident, incidentKind)
	if err != nil {
		return err
	}
	actor, err := d.referSubject(n, 0, x.Actor, actorKind)
	if err != nil {
		return err
	}
	role, err := d.term(x.Role)
	if err != nil {
		return err
	}
	if err := d.emit("link", n, incident, actor, role); err != nil {
		return err
	}
	return d.hang(n, incident, actor)
}

func (d *deriver) source(n int64, x *ascribe.Source) error {
	if err := checkGrade(x.ID, x.Reliability, ""); err != nil {
		return err
	}
	if err := d.name(n, SpaceSource, 0, x.ID); err != nil {
		return err
	}
	var first, last any
	if !x.Published.IsZero() {
		first, last = int64(x.Published.First()), int64(x.Published.Last())
	}
	if err := d.emit("source", n, reliability(x.Reliability), first, last); err != nil {
		return err
	}
	targets, err := d.refers(n, SpaceSource, x.ID, x.RestsOn)
	for _, target := range targets {
		if err := d.emit("rests_on", n, target); err != nil {
			return err
		}
	}
	return err
}

// refers is the records of all ids that record n refers to, in order.
func (d *deriver) refers(n int64, space Space, id string, refers []string) ([]int64, error) {
	targets := make([]int64, 0, len(refers))
	for _, r := range refers {
		if space == SpaceSource && r == ascribe.NotShown {
			continue
		}
		target, err := d.refer(n, space, 0, r)
		if err == nil && space == SpaceStatement {
			err = d.refuseWithdrawal(target, id, r)
		}
		if err != nil {
			return nil, err
		}
		if slices.Contains(targets, target) {
			return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s names %s twice", id, r)
		}
		targets = append(targets, target)
	}
	slices.Sort(targets)
	return targets, nil
}

func (d *deriver) edition(n int64, x *ascribe.Edition) error {
	dataset, err := d.dataset(x.Dataset)
	if err != nil {
		return err
	}
	source, err := d.refer(n, SpaceSource, 0, x.Source)
	if err != nil {
		return err
	}
	if err := d.name(n, SpaceEdition, dataset, x.ID); err != nil {
		return err
	}
	return d.emit("edition", n, dataset, source)
}

func (d *deriver) note(n int64, x *ascribe.Note) error {
	dataset, err := d.dataset(x.Dataset)
	if err != nil {
		return err
	}
	if err := d.name(n, SpaceNote, dataset, x.ID); err != nil {
		return err
	}
	if d.version < 3 {
		return d.emit("note", n, dataset)
	}
	var source int64
	var sourceColumn any
	if x.Source != "" {
		if source, err = d.resolver.name(nameKey{SpaceSource, 0, x.Source}); err != nil {
			return err
		}
	}
	if source != 0 && source < n {
		sourceColumn = source
	}
	if err := d.emit("note", n, dataset, sourceColumn); err != nil {
		return err
	}
	return d.hang(n, dataset, source)
}

func (d *deriver) row(n int64, hash []byte, x *ascribe.Row) error {
	if err := checkGrade(x.Incident, x.Reliability, x.Credibility); err != nil {
		return err
	}
	dataset, err := d.dataset(x.Dataset)
	if err != nil {
		return err
	}
	incident, err := d.referSubject(n, dataset, x.Incident, incidentKind)
	if err != nil {
		return err
	}
	source, err := d.refer(n, SpaceSource, 0, x.Source)
	if err != nil {
		return err
	}
	first, last, err := d.said(x.Incident, x.Said, source)
	if err != nil {
		return err
	}
	unlisted := int64(0)
	if x.Unlisted {
		unlisted = 1
	}
	d.rows.Row(n, incident, source, ascribe.Day(last), x.Unlisted, hash)
	return d.emit("row", n, incident, source, first, last, unlisted)
}

func (d *deriver) adoption(n int64, x *ascribe.Adoption) error {
	sum := sha256.Sum256([]byte(x.Text))
	if hex.EncodeToString(sum[:]) != x.SHA256 {
		return ascribe.Errorf(ascribe.ErrInvalid, "the hash of codebook %s %s is not that of its text", x.ID, x.Version)
	}
	dataset, err := d.dataset(x.Dataset)
	if err != nil {
		return err
	}
	var adopted []byte
	ok, err := d.get("adoption.find", []any{dataset, x.ID, x.Version}, []any{&adopted})
	if err != nil {
		return err
	}
	if ok && !bytes.Equal(adopted, sum[:]) {
		return ascribe.Errorf(ascribe.ErrConflict, "version %s of codebook %s was adopted with another text", x.Version, x.ID).
			WithHint("a version never changes: give the new text a new version")
	}
	return d.emit("adoption", n, dataset, x.ID, x.Version, sum[:])
}

func (d *deriver) erasure(n int64, x *ascribe.Erasure) error {
	if x.Target < 1 || x.Target >= n {
		return ascribe.Errorf(ascribe.ErrNotFound, "there is no record %d before this one", x.Target).WithHint("look for a slip in its number")
	}
	is, err := d.number("erasure.is", x.Target)
	if err == nil && is != 0 {
		err = ascribe.Errorf(ascribe.ErrInvalid, "record %d is itself an erasure", x.Target).WithHint("an erasure stays")
	}
	if err != nil {
		return err
	}
	return d.emit("erasure", n, x.Target)
}
