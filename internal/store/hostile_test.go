package store

import (
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// TestHostileStores: a store that was made to do harm is refused when it is
// opened, or when what is wrong in it is read, and never panics.
func TestHostileStores(t *testing.T) {
	good := goodStore(t)
	_, evil, err := ledger.GenerateKey(seeded(1), "evil")
	if err != nil {
		t.Fatal(err)
	}
	evil = strings.Replace(evil, "evil", "../outside/evil", 1)
	const endless = "with recursive e (n) as (select 1 union all select n + 1 from e) select "
	for what, tc := range map[string]struct {
		table string
		do    []string
	}{
		"its id leaves the cache folder": {"store", []string{"update store set id = '../outside/evil', key = '" + evil + "'"}},
		"its id is a million long":       {"store", []string{"update store set id = printf('%01000000d', 1)"}},
		"an endless view as statements": {"", []string{
			"drop table statement", "create view statement as " + endless + "n, 1 as subject, 1 as variable, 1 as value, 1 as stance, 1 as basis, 1 as source, 1 as first, 1 as last, 1 as reliability, 1 as credibility from e",
		}},
		"an endless view as entries":    {"", []string{"drop table entry", "create view entry as " + endless + "n, n as time, 'p' as person, 'k' as kind, n as first, 1 as count, zeroblob(32) as root from e"}},
		"an endless trigger":            {"", []string{"create trigger more after insert on record begin insert into record values (new.n + 1, new.hash); end"}},
		"thousands of tables":           {"", []string{"create table zz (x)", "create table zzz (x)"}},
		"an entry of impossible number": {"entry", []string{"update entry set n = 4611686018427387904 where n = (select max(n) from entry)"}},
		"an entry of too many records":  {"entry", []string{"update entry set count = 4611686018427387904 where n = (select max(n) from entry)"}},
		"a record of impossible number": {"record", []string{"insert into record values (1099511627776, zeroblob(32))", "update entry set count = 1099511627777 - first where n = (select max(n) from entry)"}},
		"a day beyond the calendar":     {"statement", []string{"update statement set last = 9000000000000"}},
		"the day before all":            {"statement", []string{"update statement set last = -2147483648"}},
		"a stance that is none":         {"statement", []string{"update statement set stance = 99"}},
		"a stance below none":           {"statement", []string{"update statement set stance = -1"}},
		"a grade that is none":          {"statement", []string{"update statement set credibility = 7"}},
		"a basis that is none":          {"statement", []string{"update statement set basis = 5"}},
		"a source to come":              {"statement", []string{"update statement set source = n + 1"}},
		"a withdrawal of no kind":       {"withdrawal", []string{"update withdrawal set kind = 0"}},
		"a source of no grade":          {"source", []string{"update source set reliability = -3"}},
	} {
		t.Run(what, func(t *testing.T) {
			v := newVandal(t, good)
			spoil := func() {
				for _, s := range tc.do {
					v.must(s)
				}
			}
			switch {
			case tc.table == "":
				spoil()
			case tc.table == "record": // and the entry that counts it
				v.untriggered("record", func() { v.untriggered("entry", spoil) })
			default:
				v.untriggered(tc.table, spoil)
			}
			if err := v.db.Close(); err != nil {
				t.Fatal(err)
			}
			err := readAll(t, v.path)
			if ascribe.KindOf(err) != ascribe.ErrUnverified {
				t.Errorf("it is read: %v", err)
			}
		})
	}
	if err := readAll(t, good); err != nil {
		t.Errorf("the good store: %v", err)
	}
}

// readAll reads of a store what an index does.
func readAll(t *testing.T, path string) error {
	t.Helper()
	ctx := t.Context()
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	defer s.Close()
	last, err := s.Last(ctx)
	if err != nil {
		return err
	}
	record, err := s.LastRecord(ctx, last)
	if err != nil {
		return err
	}
	r := Range{UpTo: record}
	err = s.SourceGrades(ctx, r, func(int64, ascribe.Reliability) {}, func(int64, int64, ascribe.Reliability) {})
	if err == nil {
		err = s.Claims(ctx, r, func(Claim) error { return nil })
	}
	if err == nil {
		err = s.Endings(ctx, r, func(Ending) {})
	}
	if err == nil {
		err = s.ReadWords(ctx, plainWords(""), record)
	}
	return err
}
