package store

import (
	"cmp"
	"context"
	"database/sql"
	"iter"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// Dossier is all that was written down about one subject. A cell of a row is
// a statement in it, with the id "record#column".
func (v *View) Dossier(ctx context.Context, dataset, id string) (*ascribe.Dossier, error) {
	s, err := v.Subject(ctx, dataset, id)
	if err != nil {
		return nil, err
	}
	d := newDossier(id)
	if incident, ok := s.Noun.(*ascribe.Incident); ok {
		d.Title = incident.Title
	}
	if dataset == "" || dataset == ascribe.Main {
		d.Statements, err = v.statements(ctx, "statement.of", s.Record)
	} else {
		err = v.addRows(ctx, d, s.Record)
	}
	if err != nil {
		return nil, err
	}
	err = v.complete(ctx, d, func(target int64) ([]int64, error) { return v.withdrawing(ctx, target) })
	return d, explain(ctx, err)
}

func newDossier(subject string) *ascribe.Dossier {
	return &ascribe.Dossier{Subject: subject, Sources: make(map[string]*ascribe.Provenance)}
}

// Dossiers is the dossiers of all incidents, in the order of the ledger. Two
// cursors run side by side, over the incidents and over the statements sorted
// by their subject; what is kept is the numbers of the withdrawals, and the
// sources.
func (v *View) Dossiers(ctx context.Context, dataset string) iter.Seq2[*ascribe.Dossier, error] {
	return func(yield func(*ascribe.Dossier, error) bool) {
		if err := v.dossiers(ctx, dataset, yield); err != nil {
			yield(nil, explain(ctx, err))
		}
	}
}

func (v *View) dossiers(ctx context.Context, dataset string, yield func(*ascribe.Dossier, error) bool) error {
	if dataset != "" && dataset != ascribe.Main {
		return v.imported(ctx, dataset, yield)
	}
	pairs, err := v.withdrawalPairs(ctx)
	if err != nil {
		return err
	}
	statements, err := v.bySubject()
	if err != nil {
		return err
	}
	defer statements.rows.Close() //nolint:errcheck // what was read was read
	for x, err := range v.Subjects(ctx, dataset, ascribe.OfIncident) {
		if err != nil {
			return err
		}
		incident, ok := x.Noun.(*ascribe.Incident)
		if !ok {
			return unexpected(x.Record, x.Noun)
		}
		d := newDossier(incident.ID)
		d.Title = incident.Title
		if d.Statements, err = statements.of(x.Record); err != nil {
			return err
		}
		if err := v.complete(ctx, d, pairs); err != nil {
			return err
		}
		if !yield(d, nil) {
			return nil
		}
	}
	return nil
}

// withdrawalPairs reads which records withdraw which, once for all dossiers.
func (v *View) withdrawalPairs(ctx context.Context) (func(target int64) ([]int64, error), error) {
	of := make(map[int64][]int64)
	var failed error
	scan(ctx, v.prepared, "withdrawal.pairs", nil, func(rows *sql.Rows) bool {
		var target, n int64
		failed = rows.Scan(&target, &n)
		of[target] = append(of[target], n)
		return failed == nil
	}, func(err error) { failed = err })
	return func(target int64) ([]int64, error) { return of[target], nil }, failed
}

// complete adds the withdrawals of the dossier's statements, those of the
// withdrawals, and the sources of all.
func (v *View) complete(ctx context.Context, d *ascribe.Dossier, withdrawing func(target int64) ([]int64, error)) error {
	for i := range d.Statements {
		s := &d.Statements[i]
		if err := v.addSource(ctx, d, s.Noun.Source); err != nil {
			return err
		}
		if err := v.addWithdrawals(ctx, d, s.Record, withdrawing); err != nil {
			return err
		}
	}
	slices.SortFunc(d.Withdrawals, func(a, b ascribe.Noted[ascribe.Withdrawal]) int { return cmp.Compare(a.Record, b.Record) })
	return nil
}

func (v *View) addWithdrawals(ctx context.Context, d *ascribe.Dossier, target int64, withdrawing func(target int64) ([]int64, error)) error {
	records, err := withdrawing(target)
	if err != nil {
		return err
	}
	for _, n := range records {
		if n <= target {
			return ascribe.Errorf(ascribe.ErrUnverified, "record %d withdraws what comes after it", n).WithHint("look with: ascribe verify")
		}
		w, err := v.withdrawal(n)
		if err != nil {
			return err
		}
		d.Withdrawals = append(d.Withdrawals, w)
		if err := v.addSource(ctx, d, w.Noun.Source); err != nil {
			return err
		}
		if err := v.addWithdrawals(ctx, d, n, withdrawing); err != nil {
			return err
		}
	}
	return nil
}

func (v *View) withdrawal(n int64) (ascribe.Noted[ascribe.Withdrawal], error) {
	var none ascribe.Noted[ascribe.Withdrawal]
	var body []byte
	if _, err := v.prepared.get("body.get", []any{n}, []any{&body}); err != nil {
		return none, err
	}
	noun, err := ledger.Parse(body)
	if err != nil {
		return none, unreadable(n, err)
	}
	w, ok := noun.(*ascribe.Withdrawal)
	if !ok {
		return none, unexpected(n, noun)
	}
	return noted(v, n, *w)
}

// statements is the statements of a query that gives the numbers of records,
// and bodies.
func (v *View) statements(ctx context.Context, name string, args ...any) ([]ascribe.Noted[ascribe.Statement], error) {
	all := []ascribe.Noted[ascribe.Statement]{}
	var failed error
	scan(ctx, v.prepared, name, args, func(rows *sql.Rows) bool {
		var n int64
		var body sql.RawBytes
		if failed = rows.Scan(&n, &body); failed != nil {
			return false
		}
		var s ascribe.Noted[ascribe.Statement]
		s, failed = read[ascribe.Statement](v, n, body)
		all = append(all, s)
		return failed == nil
	}, func(err error) { failed = err })
	return all, explain(ctx, failed)
}

// read is the noun of a body, which must be of its kind.
func read[N any](v *View, n int64, body []byte) (ascribe.Noted[N], error) {
	noun, err := ledger.Parse(body)
	if err != nil {
		return ascribe.Noted[N]{}, unreadable(n, err)
	}
	x, ok := any(noun).(*N)
	if !ok {
		return ascribe.Noted[N]{}, unexpected(n, noun)
	}
	return noted(v, n, *x)
}

// subjectCursor is a cursor over all statements, sorted by their subject.
type subjectCursor struct {
	rows    *sql.Rows
	view    *View
	subject int64 // of the statement at hand; past the end, none
	at      ascribe.Noted[ascribe.Statement]
	started bool
}

func (v *View) bySubject() (*subjectCursor, error) {
	rows, err := v.prepared.rows("statement.all")
	if err != nil {
		return nil, err
	}
	return &subjectCursor{rows: rows, view: v}, nil
}

const noSubject = 1<<63 - 1

func (c *subjectCursor) next(wanted int64) error {
	for c.rows.Next() {
		var n int64
		var body sql.RawBytes
		if err := c.rows.Scan(&c.subject, &n, &body); err != nil {
			return err
		}
		if c.subject < wanted {
			continue // about an actor, a link or another dataset
		}
		var err error
		c.at, err = read[ascribe.Statement](c.view, n, body)
		return err
	}
	c.subject = noSubject
	return c.rows.Err()
}

// of is the statements about a subject. Subjects are asked for in ascending
// order.
func (c *subjectCursor) of(subject int64) ([]ascribe.Noted[ascribe.Statement], error) {
	list := []ascribe.Noted[ascribe.Statement]{}
	for !c.started || c.subject < subject {
		c.started = true
		if err := c.next(subject); err != nil {
			return nil, err
		}
	}
	for c.subject == subject {
		list = append(list, c.at)
		if err := c.next(subject); err != nil {
			return nil, err
		}
	}
	return list, nil
}
