package acts

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
	"github.com/ascribe-project/ascribe/internal/store"
)

// rows compares what each row says with what it said before, and writes what is
// other.
func (i *sheetImporter) rows(ctx context.Context) error {
	held := i.held()
	var rows []*ascribe.SheetRow
	if i.unkeyed() {
		if err := i.settleUnkeyed(ctx, held); err != nil {
			return err
		}
	}
	for n := range i.Plan.Rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		row := &i.Plan.Rows[n]
		says, err := i.row(ctx, row, held)
		if err != nil {
			return err
		}
		if before, known := i.before.rows[row.ID]; i.Plan.Keyed && (!known || !slices.Equal(before, says)) {
			rows = append(rows, &ascribe.SheetRow{Sheet: i.name, Row: row.ID, Hash: row.Hash, Says: texts(says)})
		}
		if i.Done != nil {
			i.Done.Add(1)
		}
	}
	gone, err := i.goneRows(ctx, held)
	if err != nil {
		return err
	}
	if rows = append(rows, gone...); len(rows) == 0 && len(i.done.New) == 0 && !i.done.First {
		return nil
	}
	s := &ascribe.Sheet{Name: i.name, SHA256: i.SHA256, Mapping: i.Plan.Mapping.Text, Keyed: i.Plan.Keyed, File: i.File}
	if _, err := i.tx.Append(s); err != nil {
		return err
	}
	for _, r := range rows {
		if _, err := i.tx.Append(r); err != nil {
			return err
		}
	}
	return nil
}

func texts(says []saidBefore) (list []string) {
	for _, s := range says {
		list = append(list, s.String())
	}
	return list
}

// unkeyed reports whether the sheet had no ids of rows before, and has now.
func (i *sheetImporter) unkeyed() bool {
	last := i.before.last()
	return last != nil && !last.Keyed && i.Plan.Keyed
}

// held are the things that some row says: what one row no longer says is not
// struck where another does. Rows that are gone and stay hold what they said.
func (i *sheetImporter) held() map[string]bool {
	held := map[string]bool{}
	there := map[string]bool{}
	for n := range i.Plan.Rows {
		there[i.Plan.Rows[n].ID] = true
		for m := range i.Plan.Rows[n].Statements {
			held[i.Plan.Rows[n].Statements[m].ID] = true
		}
	}
	if i.StrikeGone || !i.Plan.Keyed {
		return held
	}
	for id, said := range i.before.rows {
		if !there[id] && id != "" {
			for _, s := range said {
				held[s.plan] = true
			}
		}
	}
	return held
}

// row is what the record has of a row from now on. What it said and says no more
// is struck, or stays where it was only followed by something later.
func (i *sheetImporter) row(ctx context.Context, row *sheet.Row, held map[string]bool) (says []saidBefore, err error) {
	before := map[string]saidBefore{}
	for _, s := range i.before.rows[row.ID] {
		before[s.plan] = s
	}
	var added []*sheet.Statement
	for n := range row.Statements {
		st := &row.Statements[n]
		if s, was := before[st.ID]; was {
			delete(before, st.ID)
			says = append(says, s)
			i.done.Unchanged[string(ascribe.RecordStatement)]++
			continue
		}
		added = append(added, st)
	}
	var lost []lostStatement
	for _, s := range i.before.rows[row.ID] {
		if _, left := before[s.plan]; !left {
			continue
		}
		l, err := i.lose(ctx, s)
		if err != nil {
			return nil, err
		}
		if l.statement != nil {
			lost = append(lost, l)
		}
	}
	pairs := i.pair(added, lost)
	way := i.way(row, pairs)
	for _, st := range added {
		s, err := i.add(ctx, st, cmp.Or(pairs[st], i.ofUnkeyed[st]), way)
		if err != nil {
			return nil, err
		}
		says = append(says, s)
	}
	for n := range lost {
		stays, err := i.drop(row, &lost[n], held, way)
		if err != nil {
			return nil, err
		}
		if stays {
			says = append(says, lost[n].saidBefore)
		}
	}
	slices.SortFunc(says, func(a, b saidBefore) int { return cmp.Compare(a.plan, b.plan) })
	return says, nil
}

// settleUnkeyed compares a sheet whose rows have ids with what it said when they
// had none: what no row says now was changed where a row says something else of
// it, and else belonged to nobody knows which row.
func (i *sheetImporter) settleUnkeyed(ctx context.Context, held map[string]bool) error {
	was := map[string]bool{}
	var lost []lostStatement
	for _, s := range i.before.rows[""] {
		if was[s.plan] = true; held[s.plan] {
			continue
		}
		l, err := i.lose(ctx, s)
		if err != nil {
			return err
		}
		if l.statement != nil {
			lost = append(lost, l)
		}
	}
	var added []*sheet.Statement
	for n := range i.Plan.Rows {
		for m := range i.Plan.Rows[n].Statements {
			if st := &i.Plan.Rows[n].Statements[m]; !was[st.ID] {
				added = append(added, st)
			}
		}
	}
	i.ofUnkeyed = i.pair(added, lost)
	for n := range lost {
		l := &lost[n]
		if l.by != nil {
			if _, err := i.drop(nil, l, held, i.Changed); err != nil {
				return err
			}
			continue
		}
		i.gone.Add(ascribe.Problem{File: i.FileName, Message: fmt.Sprintf("no row says any more that %s of %s was %s", l.statement.Variable, l.statement.Subject, dataset.Quote(l.statement.Value))})
		if i.StrikeGone {
			if err := i.strike(l, fmt.Sprintf("the sheet %s lost it by entry %d", i.name, i.tx.Entry()), dataset.Spot{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// way is what the changes of a row mean. Where its cells are what they were, it is
// the mapping that has changed, and the row had been misread.
func (i *sheetImporter) way(row *sheet.Row, pairs map[*sheet.Statement]*lostStatement) Change {
	last := i.before.last()
	if last == nil || last.Mapping == i.Plan.Mapping.Text {
		return i.Changed
	}
	if i.before.hashes[row.ID] == row.Hash {
		return ChangeStrike
	}
	if i.Changed == ChangeLater && len(pairs) > 0 {
		i.faults.Add(row.At.Problem("the row and the mapping have both changed, so that it cannot be told which of its values were said later: import the sheet under the mapping of before first, or say --changed strike"))
	}
	return i.Changed
}

// A lostStatement is something that a row said and says no more.
type lostStatement struct {
	saidBefore
	record    int64
	statement *ascribe.Statement // nil: it was struck or erased meanwhile
	by        *sheet.Statement   // what the row says in its place; nil: nothing
}

// lose finds what a row said.
func (i *sheetImporter) lose(ctx context.Context, s saidBefore) (lostStatement, error) {
	record, statement, err := i.statementAt(s.written)
	if err != nil || statement == nil {
		return lostStatement{}, err
	}
	struck, err := i.struckBy(ctx, record)
	if err != nil || struck != 0 {
		return lostStatement{}, err
	}
	return lostStatement{saidBefore: s, record: record, statement: statement}, nil
}

// pair finds which new statement stands in the place of which lost one: one of
// the same value, of which something else was said, or the only other of its
// variable.
func (i *sheetImporter) pair(added []*sheet.Statement, lost []lostStatement) map[*sheet.Statement]*lostStatement {
	type of struct{ subject, variable string }
	lostOf := map[of][]*lostStatement{}
	for n := range lost {
		key := of{lost[n].statement.Subject, lost[n].statement.Variable}
		lostOf[key] = append(lostOf[key], &lost[n])
	}
	pairs := map[*sheet.Statement]*lostStatement{}
	for _, fits := range []func(a *sheet.Statement, l *ascribe.Statement) bool{
		func(a *sheet.Statement, l *ascribe.Statement) bool { return a.Value == l.Value && a.Source == l.Source },
		func(a *sheet.Statement, l *ascribe.Statement) bool { return a.Value == l.Value },
		func(a *sheet.Statement, l *ascribe.Statement) bool {
			return a.Source == l.Source && !i.several(a.Variable)
		},
		func(a *sheet.Statement, _ *ascribe.Statement) bool { return !i.several(a.Variable) },
	} {
		for _, a := range added {
			for _, l := range lostOf[of{a.Subject, a.Variable}] {
				if pairs[a] == nil && l.by == nil && fits(a, l.statement) {
					pairs[a], l.by = l, a
				}
			}
		}
	}
	return pairs
}

func (i *sheetImporter) several(variable string) bool {
	v := i.book.Var(variable)
	return v != nil && v.Several
}

// add writes a statement that the row did not say before, and is what the record
// has of it. instead is what it stands in the place of, or nil.
func (i *sheetImporter) add(ctx context.Context, st *sheet.Statement, instead *lostStatement, way Change) (saidBefore, error) {
	s := st.Statement
	says := saidBefore{plan: s.ID}
	switch {
	case instead == nil:
	case way == ChangeLater:
		day, err := i.laterDay(st, instead)
		if err != nil {
			return says, err
		}
		s.Said = day
		if day != st.Said {
			says.said = day.String()
		}
		i.done.Later++
	case instead.said != "":
		says.said = instead.said
		s.Said, _ = ascribe.ParseDate(instead.said) //nolint:errcheck // it was written as a date
	}
	if says.said != "" {
		restance(&s)
	}
	first := s.ID
	for n := 2; ; n++ {
		record, _, found, err := i.tx.Find(store.SpaceStatement, ascribe.Main, s.ID)
		if err != nil {
			return says, err
		}
		says.written = s.ID
		if !found {
			return says, i.write(&s, in(st.At))
		}
		struck, err := i.struckBy(ctx, record)
		switch {
		case err != nil:
			return says, err
		case struck == 0:
			i.done.Unchanged[string(ascribe.RecordStatement)]++
			return says, nil
		case !i.before.wrote(struck):
			i.kept.Add(st.At.Problem("the statement %s was struck, and stays so", s.ID))
			return says, nil
		}
		sum := sha256.Sum256(fmt.Appendf(nil, "ascribe sheet again 1\n%d:%s", n, first))
		s.ID = hex.EncodeToString(sum[:10])
	}
}

// restance gives a statement whose day was changed the id of its new content.
func restance(s *ascribe.Statement) {
	s.ID = ""
	if s.Stance == ascribe.Asserts {
		s.Stance = "" // as it was when its first id was made
	}
	exchange.Complete(s)
}

// laterDay is the day of a statement that follows another: its own, where that is
// later, or the one that was given for such.
func (i *sheetImporter) laterDay(st *sheet.Statement, instead *lostStatement) (ascribe.Date, error) {
	now, err := i.dayOf(&st.Statement)
	if err != nil {
		return ascribe.Date{}, err
	}
	was, err := i.dayOf(instead.statement)
	if err != nil {
		return ascribe.Date{}, err
	}
	switch {
	case now > was:
		return st.Said, nil
	case i.Said.IsZero():
		i.faults.Add(st.At.Problem("%s of %s would be said later than on %s, and the row has no later day: say when, as in --said 2016-09-30", st.Variable, st.Subject, was))
	case i.Said.OpenEnded() || i.Said.Last() <= was:
		i.faults.Add(st.At.Problem("%s of %s was said on %s, and %s is not later", st.Variable, st.Subject, was, i.Said))
	}
	return i.Said, nil
}

// dayOf is the day that counts of a statement.
func (i *sheetImporter) dayOf(s *ascribe.Statement) (ascribe.Day, error) {
	source, err := i.source(s.Source)
	if err != nil || source == nil {
		return ascribe.MinDay, err
	}
	return countedDay(source, s.Said), nil
}

// drop strikes what a row says no more, unless another row says it, or it was
// only followed; stays is whether the row is still what it stands on.
func (i *sheetImporter) drop(row *sheet.Row, l *lostStatement, held map[string]bool, way Change) (stays bool, err error) {
	if held[l.plan] {
		return false, nil
	}
	if l.by == nil && i.Plan.Problems.Len() > 0 { // of a dry run: it may be said by what was not understood
		return true, nil
	}
	at, now := dataset.Spot{}, "and nothing now"
	if row != nil {
		at = row.At
	}
	if l.by != nil {
		at, now = l.by.At, "and "+described(&l.by.Statement, l.statement)+" now"
	}
	i.changed.Add(at.Problem("%s of %s was %s, %s", l.statement.Variable, l.statement.Subject, dataset.Quote(l.statement.Value), now))
	if way == "" {
		i.open++
	}
	if way == ChangeLater {
		if l.by == nil && !i.StrikeGone {
			i.kept.Add(at.Problem("%s of %s was %s; the cell is empty now, which says nothing of a later day: it stays; --gone strike strikes it", l.statement.Variable, l.statement.Subject, dataset.Quote(l.statement.Value)))
			return true, nil
		}
		if l.by != nil {
			return false, nil
		}
	}
	return false, i.strike(l, fmt.Sprintf("the sheet %s says otherwise since entry %d", i.name, i.tx.Entry()), at)
}

func (i *sheetImporter) strike(l *lostStatement, reason string, at dataset.Spot) error {
	i.done.Struck++
	return i.write(&ascribe.Withdrawal{Statement: l.written, Kind: ascribe.Strike, Reason: reason}, in(at))
}
