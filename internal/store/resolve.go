package store

import (
	"database/sql"

	"github.com/ascribe-project/ascribe"
)

// A Space is a space of ids, as the vocabulary has them.
type Space = ascribe.Space

const (
	SpaceSubject   = ascribe.SpaceSubject
	SpaceSource    = ascribe.SpaceSource
	SpaceStatement = ascribe.SpaceStatement
	SpaceRegrade   = ascribe.SpaceRegrade
	SpaceDataset   = ascribe.SpaceDataset
	SpaceEdition   = ascribe.SpaceEdition
	SpaceNote      = ascribe.SpaceNote
	SpaceDocument  = ascribe.SpaceDocument
)

// bounded is a cache that forgets everything when it is full.
type bounded[K comparable, V any] map[K]V

// cacheSize is more than the subjects and sources of a large record, to which
// statements refer in no order: an import that outgrows it takes twice as long.
const cacheSize = 1 << 18

func (b bounded[K, V]) put(k K, v V) {
	if len(b) >= cacheSize {
		clear(b)
	}
	b[k] = v
}

type nameKey struct {
	space   Space
	dataset int64
	id      string
}

// days are the first and the last day of a date, or none.
type days struct{ first, last sql.NullInt64 }

// A resolver finds the numbers of what records refer to, in the derived
// tables as they stand.
type resolver struct {
	*prepared
	at    int64 // the record that is being derived; 0: days are as they were first written
	names bounded[nameKey, int64]
	// lately are the statements and withdrawals that were looked up since the last
	// record was derived: for the next one, which refers to them.
	lately map[string]int64
	kinds  bounded[int64, int64]
	days   bounded[int64, days]
	terms  bounded[string, int64]
	fresh  *fresh // nil: not while writing, or there were statements before
	// newTerm says what a text that is in the table, with that number, or
	// that is not, with 0, gets as its number.
	newTerm func(text string, found int64) (int64, error)
	// holder is the record that has an id, where ids were given again; nil: the first
	// that was given it, as what reads by views has no other.
	holder func(k nameKey) (int64, error)
}

func newResolver(p *prepared) *resolver {
	return &resolver{
		prepared: p,
		names:    make(bounded[nameKey, int64]),
		lately:   make(map[string]int64),
		kinds:    make(bounded[int64, int64]),
		days:     make(bounded[int64, days]),
		terms:    make(bounded[string, int64]),
	}
}

// name is the record that gave an id, 0 for none.
func (r *resolver) name(k nameKey) (int64, error) {
	if n, ok := r.names[k]; ok {
		return n, nil
	}
	if k.space == SpaceStatement {
		return r.statement(k)
	}
	find := r.first
	if r.holder != nil {
		find = r.holder
	}
	n, err := find(k)
	if err == nil && n != 0 && k.space != SpaceRegrade {
		r.names.put(k, n)
	}
	return n, err
}

// first is the first record that gave an id, 0 for none.
func (r *resolver) first(k nameKey) (int64, error) {
	return r.number("name.find", int64(k.space), k.dataset, k.id)
}

// statement is name for a statement or withdrawal. There are too many of them
// to remember them all.
func (r *resolver) statement(k nameKey) (int64, error) {
	if n, ok := r.lately[k.id]; ok {
		return n, nil
	}
	if r.fresh != nil && !r.fresh.mayHave(k) {
		return 0, nil
	}
	n, err := r.first(k)
	if err == nil && n != 0 {
		r.lately[k.id] = n
	}
	return n, err
}

// inserted remembers what a record was just given, since the next ones often
// refer to it.
func (r *resolver) inserted(table string, values []any) {
	switch table {
	case "name":
		k := nameKey{Space(values[0].(int64)), values[1].(int64), values[2].(string)}
		switch {
		case k.space == SpaceSubject || k.space == SpaceSource:
			r.names.put(k, values[3].(int64))
		case k.space == SpaceStatement && r.fresh != nil:
			r.fresh.add(k)
		}
	case "subject":
		r.kinds.put(values[0].(int64), values[1].(int64))
	}
}

// dataset is the number of a dataset, 0 for the team's own.
func (r *resolver) dataset(id string) (int64, error) {
	if id == "" || id == ascribe.Main {
		return 0, nil
	}
	n, err := r.name(nameKey{SpaceDataset, 0, id})
	if err == nil && n == 0 {
		err = notThere(SpaceDataset, "", id)
	}
	return n, err
}

func (r *resolver) kind(subject int64) (int64, error) {
	if k, ok := r.kinds[subject]; ok {
		return k, nil
	}
	k, err := r.number("subject.find", subject)
	if err == nil && k != 0 {
		r.kinds.put(subject, k)
	}
	return k, err
}

func (r *resolver) published(source int64) (days, error) {
	if d, ok := r.days[source]; ok {
		return d, nil
	}
	var d days
	ok, err := false, error(nil)
	if r.at != 0 {
		ok, err = r.get("moved.last of", []any{source, r.at}, []any{&d.first, &d.last})
	}
	if err == nil && !ok {
		ok, err = r.get("source.find", []any{source}, []any{&d.first, &d.last})
	}
	if err == nil && ok {
		r.days.put(source, d)
	}
	return d, err
}

func (r *resolver) term(text string) (int64, error) {
	if n, ok := r.terms[text]; ok {
		return n, nil
	}
	found, err := r.number("term.find", text)
	if err != nil {
		return 0, err
	}
	n, err := r.newTerm(text, found)
	if err == nil {
		r.terms.put(text, n)
	}
	return n, err
}
