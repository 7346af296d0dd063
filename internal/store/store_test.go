package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store/dialect"
	"github.com/ascribe-project/ascribe/internal/store/sqlite"
)

func wantKind(t *testing.T, what string, err error, kind ascribe.ErrorKind) {
	t.Helper()
	e, ok := errors.AsType[*ascribe.Error](err)
	if !ok || e.Kind != kind {
		t.Errorf("%s = %v, want an error of the kind %s", what, err, kind)
	} else if e.Hint == "" && kind != ascribe.ErrInterrupted {
		t.Errorf("%s = %v, which has no hint", what, err)
	}
}

func TestQueriesAreValid(t *testing.T) {
	f := newFixture(t)
	words, err := sqlite.OpenWords("")
	if err != nil {
		t.Fatal(err)
	}
	defer words.Close()
	if _, err := words.Exec(onSQLite.query("index.schema")); err != nil {
		t.Fatal(err)
	}
	for name, text := range onSQLite.queries {
		if name == "index.schema" {
			continue // it was run
		}
		db := f.writer
		if strings.HasPrefix(name, "index.") {
			db = words
		}
		s, err := db.Prepare(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s.Close()
	}
}

func TestCreateRefuses(t *testing.T) {
	f := newFixture(t)
	_, err := Create(t.Context(), f.path, f.origin)
	wantKind(t, "Create over a store", err, ascribe.ErrConflict)
	_, err = Create(t.Context(), filepath.Join(t.TempDir(), "no", "x.db"), f.origin)
	wantKind(t, "Create in no folder", err, ascribe.ErrNotFound)
	if _, err := Create(t.Context(), filepath.Join(t.TempDir(), "x.db"), Origin{ID: "other", PublicKey: f.PublicKey()}); ascribe.KindOf(err) != ascribe.ErrInvalid {
		t.Errorf("Create with another's key = %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "foreign.db")
	db, err := raw(foreign, "mode", "rwc")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("create table x (y)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, tc := range []struct {
		path string
		kind ascribe.ErrorKind
	}{
		{filepath.Join(dir, "absent.db"), ascribe.ErrNotFound},
		{filepath.Join(dir, "no", "absent.db"), ascribe.ErrNotFound},
		{dir, ascribe.ErrInvalid},
		{foreign, ascribe.ErrInvalid},
		{write("empty.db", ""), ascribe.ErrInvalid},
		{write("text.db", strings.Repeat("no database ", 100)), ascribe.ErrInvalid},
	} {
		before, _ := os.ReadFile(tc.path)
		_, err := Open(t.Context(), tc.path)
		wantKind(t, "Open "+filepath.Base(tc.path), err, tc.kind)
		if after, _ := os.ReadFile(tc.path); !bytes.Equal(before, after) {
			t.Errorf("Open changed %s", tc.path)
		}
	}
	list, err := os.ReadDir(dir)
	if err != nil || len(list) != 3 {
		t.Errorf("Open left %v, %v", list, err)
	}

	f := newFixture(t)
	if _, err := f.writer.Exec(fmt.Sprintf("pragma user_version = %d", onSQLite.Version+1)); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), f.path)
	wantKind(t, "Open a newer store", err, ascribe.ErrNewer)
}

func TestOpenOddPath(t *testing.T) {
	f := newFixtureAt(t, filepath.Join(t.TempDir(), "a b?c#d%20é.db"))
	f.write(&ascribe.Incident{ID: "a", Title: "A"})
	if _, err := os.Stat(f.path); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), f.path)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.Last(t.Context()); n != 1 || err != nil {
		t.Errorf("Last = %d, %v", n, err)
	}
	s.Close()
}

func TestWrite(t *testing.T) {
	f := newFixture(t)
	one := f.write(&ascribe.Incident{ID: "a", Title: "A"})
	two := f.write(&ascribe.Incident{ID: "b", Title: "B"})
	if one.N != 1 || one.First != 1 || one.Count != 2 || two.First != 3 || two.Person != one.Person {
		t.Errorf("entries %+v, %+v", one, two)
	}
	if !one.Time.Equal(start) || !two.Time.Equal(start.Add(time.Microsecond)) {
		t.Errorf("times %v, %v", one.Time, two.Time)
	}
	if name, err := f.Person(t.Context(), one.Person); name != "Ada" || err != nil {
		t.Errorf("Person = %q, %v", name, err)
	}
	if got, err := f.Entry(t.Context(), 2); err != nil || !reflect.DeepEqual(got, two) {
		t.Errorf("Entry(2) = %+v, %v, want %+v", got, err, two)
	}
	for at, want := range map[time.Time]int64{start.Add(-1): 0, start: 1, start.Add(time.Hour): 2} {
		if n, err := f.EntryAt(t.Context(), at); n != want || err != nil {
			t.Errorf("EntryAt(%v) = %d, %v, want %d", at, n, err, want)
		}
	}
	_, written, err := f.Write(t.Context(), f.act(ascribe.EntryEvidence), func(*Tx) error { return nil })
	if written || err != nil {
		t.Errorf("Write of nothing = %v, %v", written, err)
	}
	if n, _ := f.Last(t.Context()); n != 2 {
		t.Errorf("writing nothing made entry %d", n)
	}
}

func TestWriteRefuses(t *testing.T) {
	f := newFixture(t)
	populate(f)
	before := dump(t, f.Store)
	for name, tc := range map[string]struct {
		noun ascribe.Noun
		kind ascribe.ErrorKind
	}{
		"same id":           {&ascribe.Actor{ID: "paris-2015", Kind: ascribe.Person, Name: "x"}, ascribe.ErrConflict},
		"withdrawal's id":   {&ascribe.Statement{ID: "w-1", Subject: "org", Variable: "v", Value: "x", Stance: ascribe.Asserts, Source: "s1"}, ascribe.ErrConflict},
		"bad id":            {&ascribe.Incident{ID: "A", Title: "x"}, ascribe.ErrInvalid},
		"no subject":        {&ascribe.Statement{ID: "x", Subject: "nobody", Variable: "v", Value: "x", Stance: ascribe.Asserts, Source: "s1"}, ascribe.ErrNotFound},
		"no source":         {&ascribe.Statement{ID: "x", Subject: "org", Variable: "v", Value: "x", Stance: ascribe.Asserts, Source: "s9"}, ascribe.ErrNotFound},
		"no day":            {&ascribe.Statement{ID: "x", Subject: "org", Variable: "v", Value: "x", Stance: ascribe.Asserts, Source: "s3"}, ascribe.ErrInvalid},
		"open day":          {&ascribe.Statement{ID: "x", Subject: "org", Variable: "v", Value: "x", Stance: ascribe.Asserts, Source: "s1", Said: date(t, "2016/..")}, ascribe.ErrInvalid},
		"grade":             {&ascribe.Source{ID: "x", Reliability: "G"}, ascribe.ErrInvalid},
		"stance":            {&ascribe.Statement{ID: "x", Subject: "org", Variable: "v", Value: "x", Source: "s1"}, ascribe.ErrInvalid},
		"rests on itself":   {&ascribe.Source{ID: "x", RestsOn: []string{"x"}}, ascribe.ErrNotFound},
		"no statement":      {&ascribe.Withdrawal{ID: "x", Statement: "y", Kind: ascribe.Strike}, ascribe.ErrNotFound},
		"corrects a strike": {&ascribe.Withdrawal{ID: "x", Statement: "w-2", Kind: ascribe.Correction, Source: "s1"}, ascribe.ErrInvalid},
		"link to a link":    {&ascribe.Link{ID: "x", Incident: "l1", Actor: "org"}, ascribe.ErrInvalid},
		"changed codebook":  {adoptionOf("", "direction", "1", "a: 2\n"), ascribe.ErrConflict},
		"erased twice":      {&ascribe.Erasure{Target: 20}, ascribe.ErrConflict},
		"no such record":    {&ascribe.Erasure{Target: 9999}, ascribe.ErrNotFound},
		"Windows-1252":      {&ascribe.Incident{ID: "x", Title: "W\xfcrzburg"}, ascribe.ErrInvalid},
	} {
		_, err := f.try(t.Context(), tc.noun)
		wantKind(t, name, err, tc.kind)
	}
	if after := dump(t, f.Store); after != before {
		t.Error("a refused entry left something")
	}
	_, _, err := f.Write(t.Context(), f.act(ascribe.EntryEvidence), func(tx *Tx) error {
		tx.Append(&ascribe.Incident{ID: "A"})
		_, err := tx.Append(&ascribe.Incident{ID: "fine"})
		wantKind(t, "Append after an error", err, ascribe.ErrInvalid)
		return nil
	})
	wantKind(t, "Write over an error", err, ascribe.ErrInvalid)

	signing, _, err := ledger.GenerateKey(seeded(9), "test")
	if err != nil {
		t.Fatal(err)
	}
	act := f.act(ascribe.EntryEvidence)
	if act.Signer, err = note.NewSigner(signing); err != nil {
		t.Fatal(err)
	}
	_, _, err = f.Write(t.Context(), act, func(tx *Tx) error { _, err := tx.Append(&ascribe.Incident{ID: "x"}); return err })
	wantKind(t, "Write with another key", err, ascribe.ErrConflict)
}

// dump is every row of every table.
func dump(tb testing.TB, s *Store) string {
	tb.Helper()
	var b strings.Builder
	for _, t := range onSQLite.Tables(onSQLite.Version) {
		key := "select group_concat(name, ', ') from (select name from pragma_table_info('" + t.Name + "') where pk > 0 order by pk)"
		var order string
		if err := s.reader.QueryRow(key).Scan(&order); err != nil {
			tb.Fatal(err)
		}
		rows, err := s.reader.Query("select * from " + t.Name + " order by " + order)
		if err != nil {
			tb.Fatal(err)
		}
		c := cursor{table: t.Name, rows: rows}
		for {
			row, err := c.next()
			if err != nil {
				tb.Fatal(err)
			}
			if row == nil {
				break
			}
			fmt.Fprintln(&b, t.Name, show(row))
		}
		rows.Close()
	}
	return b.String()
}

func TestRebuildEqualsLive(t *testing.T) {
	written := map[ascribe.RecordKind]int{}
	for seed := range uint64(6) {
		f := newFixture(t)
		random := rand.New(rand.NewPCG(seed, 0))
		f.write(&ascribe.Dataset{ID: "d1"}, &ascribe.Incident{ID: "i0"}, &ascribe.Incident{Dataset: "d1", ID: "i0"}, &ascribe.Actor{ID: "a0", Kind: ascribe.Person},
			&ascribe.Link{ID: "l0", Incident: "i0", Actor: "a0", Role: "handler"}, &ascribe.Source{ID: "s0", Published: date(t, "2016")})
		before := dump(t, f.Store)
		for range 160 {
			noun := randomNoun(random)
			if _, err := f.try(t.Context(), noun); err == nil {
				written[noun.Record()]++
				before = dump(t, f.Store)
			} else if k := ascribe.KindOf(err); k == ascribe.ErrInternal || k == ascribe.ErrUnverified {
				t.Fatalf("seed %d: Write(%+v): %v", seed, noun, err)
			} else if dump(t, f.Store) != before {
				t.Fatalf("seed %d: Write(%+v) failed and left something", seed, noun)
			}
		}
		if err := f.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		if dump(t, f.Store) != before {
			t.Fatalf("seed %d: rebuilding gives other rows", seed)
		}
		if _, err := f.Verify(t.Context(), nil); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
	for _, kind := range []ascribe.RecordKind{
		ascribe.RecordIncident, ascribe.RecordActor, ascribe.RecordLink, ascribe.RecordSource, ascribe.RecordRegrade,
		ascribe.RecordStatement, ascribe.RecordWithdrawal, ascribe.RecordDataset, ascribe.RecordRow, ascribe.RecordErasure, ascribe.RecordAmendment,
	} {
		if written[kind] < 5 {
			t.Errorf("only %d records of the kind %s were drawn and written", written[kind], kind)
		}
	}
}

// randomNoun draws a noun of few ids, so that it often refers to one that is
// there, and sometimes to nothing.
func randomNoun(r *rand.Rand) ascribe.Noun {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	fresh := func(kind string) string { return fmt.Sprintf("%s%d", kind, r.IntN(40)) }
	some := func(kind string) string { return kind + pick("0", "0", "0", "1", "2", "3", "4", "5") }
	day := ascribe.OnDay(ascribe.Day(17000 + r.IntN(300)))
	switch r.IntN(22) {
	case 18:
		return &ascribe.Edition{Dataset: "d1", ID: fresh("e"), Source: some("s")}
	case 19:
		return &ascribe.Withdrawal{ID: fresh("w"), Of: ascribe.RecordEdition, Target: "d1@" + fresh("e"), Kind: ascribe.Strike}
	case 14, 15:
		of := pick("incident", "actor", "source")
		field := map[string]string{"incident": "title", "actor": "name", "source": pick("published", "rests_on", "title")}[of]
		value := map[string]string{"published": pick("", day.String()), "rests_on": pick("", some("s"), some("s")+";"+some("s"))}[field]
		if value == "" && field != "published" && field != "rests_on" {
			value = pick("u", "v")
		}
		return &ascribe.Amendment{ID: fresh("w"), Of: ascribe.RecordKind(of), Target: some(of[:1]), Field: field, Value: value}
	case 16:
		of := pick("incident", "actor", "source", "link")
		return &ascribe.Withdrawal{ID: fresh("w"), Of: ascribe.RecordKind(of), Target: of[:1] + pick("1", "2", "3", "4", "5"), Kind: ascribe.Strike}
	case 17:
		return &ascribe.Withdrawal{ID: fresh("w"), Statement: some("w"), Kind: ascribe.Strike}
	case 0:
		return &ascribe.Incident{ID: fresh("i"), Title: "t", Dataset: pick("", "d1")}
	case 1:
		return &ascribe.Actor{ID: fresh("a"), Kind: ascribe.Person, Name: "n"}
	case 2:
		return &ascribe.Link{ID: fresh("l"), Incident: some("i"), Actor: some("a"), Role: pick("handler", "claimant")}
	case 3:
		s := &ascribe.Source{ID: fresh("s"), Title: "t", Published: day, Reliability: ascribe.Reliability(pick("", "A", "F"))}
		if r.IntN(2) == 0 {
			s.RestsOn = []string{some("s")}
		}
		return s
	case 4, 5, 6, 7:
		s := &ascribe.Statement{
			ID: pick(fresh("st"), some("st")), Subject: pick(some("i"), some("a"), some("l")), Variable: pick("v", "w", fresh("v")),
			Value: pick("x", fresh("y"), strings.Repeat("z", 65)), Stance: ascribe.Raises, Source: some("s"),
		}
		if r.IntN(4) == 0 {
			s.Settles = []string{some("st")}
		}
		return s
	case 8, 9:
		return &ascribe.Withdrawal{ID: pick(fresh("w"), some("w")), Statement: pick(some("st"), some("st"), some("w")), Kind: ascribe.WithdrawalKind(pick("correction", "strike")), Said: day}
	case 10:
		return &ascribe.Regrade{ID: fresh("g"), Source: some("s"), Reliability: "B"}
	case 11:
		return &ascribe.Dataset{ID: fresh("d")}
	case 12, 20, 21:
		return &ascribe.Row{Dataset: pick("", "d1"), Incident: some("i"), Source: some("s"), Cells: map[string]string{"v": pick("", "q"), fresh("w"): "x"}}
	}
	return &ascribe.Erasure{Target: 8 + r.Int64N(80)}
}

func TestErasure(t *testing.T) {
	f := newFixture(t)
	f.write(&ascribe.Incident{ID: "a", Title: "A"}, &ascribe.Source{ID: "s", Title: "S", Published: date(t, "2016")},
		&ascribe.Actor{ID: "p", Kind: ascribe.Person, Name: "Unmistakable Name"},
		&ascribe.Statement{ID: "st", Subject: "p", Variable: "name", Value: "Unmistakable Name", Stance: ascribe.Asserts, Source: "s"})
	f.write(&ascribe.Erasure{Target: 4, Reason: "asked"}, &ascribe.Erasure{Target: 5, Reason: "asked"})
	if _, err := f.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
	if _, err := f.Subject(t.Context(), "", "p"); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("Subject = %v", err)
	}
	_, err := f.Proof(t.Context(), 5)
	if ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("Proof of an erased record = %v", err)
	}
	for x, err := range f.Records(t.Context(), 4) {
		if err != nil || x.Record < 6 {
			t.Errorf("Records: %+v, %v", x, err)
		}
	}
	f.write(&ascribe.Actor{ID: "p", Kind: ascribe.Person, Name: "p"})
	if err := f.Rebuild(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := f.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
	f.Close()
	for _, suffix := range []string{"", "-wal"} {
		if data, _ := os.ReadFile(f.path + suffix); bytes.Contains(data, []byte("Unmistakable")) {
			t.Errorf("the erased text is still in the file%s", suffix)
		}
	}
}

func TestLedgerIsInsertOnly(t *testing.T) {
	f := newFixture(t)
	populate(f)
	for _, table := range onSQLite.Tables(onSQLite.Version) {
		if table.Class != dialect.Ledger && table.Class != dialect.Erasing {
			continue
		}
		for _, attempt := range []string{
			"delete from %[1]s", "update %[1]s set rowid = rowid", "insert or replace into %[1]s select * from %[1]s",
			"insert into %[1]s select * from %[1]s where true on conflict do update set rowid = rowid",
		} {
			if _, err := f.writer.Exec(fmt.Sprintf(attempt, table.Name)); err == nil {
				t.Errorf("%s: %s was done", table.Name, attempt)
			}
		}
	}
	if _, err := f.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

func TestRaceTwoWriters(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	other, err := Open(t.Context(), f.path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	begun, done := make(chan bool), make(chan bool)
	hold := func(d time.Duration, id string) {
		_, _, err := f.Write(context.Background(), f.act(ascribe.EntryEvidence), func(tx *Tx) error {
			begun <- true
			time.Sleep(d)
			_, err := tx.Append(&ascribe.Incident{ID: id, Title: id})
			return err
		})
		if err != nil {
			t.Errorf("the first writer: %v", err)
		}
		done <- true
	}
	write := func(id string) error {
		act := f.act(ascribe.EntryEvidence)
		act.Rand = seeded(7)
		_, _, err := other.Write(t.Context(), act, func(tx *Tx) error {
			_, err := tx.Append(&ascribe.Incident{ID: id, Title: id})
			return err
		})
		return err
	}
	go hold(200*time.Millisecond, "a")
	<-begun
	if err := write("b"); err != nil {
		t.Errorf("the second writer did not wait: %v", err)
	}
	<-done
	go hold(6*time.Second, "c")
	<-begun
	wantKind(t, "writing while another does", write("d"), ascribe.ErrConflict)
	<-done
	if n, err := f.Last(t.Context()); n != 3 || err != nil {
		t.Errorf("Last = %d, %v", n, err)
	}
}

func TestInterrupt(t *testing.T) {
	f := newFixture(t)
	populate(f)
	before := dump(t, f.Store)
	ctx, cancel := context.WithCancel(t.Context())
	_, _, err := f.Write(ctx, f.act(ascribe.EntryImport), func(tx *Tx) error {
		for i := range 1000 {
			if i == 500 {
				cancel()
			}
			if _, err := tx.Append(&ascribe.Incident{ID: fmt.Sprintf("x%d", i), Title: "x"}); err != nil {
				return err
			}
		}
		return nil
	})
	wantKind(t, "an interrupted entry", err, ascribe.ErrInterrupted)
	if dump(t, f.Store) != before {
		t.Error("an interrupted entry left something")
	}
	f.write(&ascribe.Incident{ID: "x0", Title: "x"})
}

func TestDiskFull(t *testing.T) {
	f := newFixture(t)
	populate(f)
	before := dump(t, f.Store)
	if _, err := f.writer.Exec("pragma max_page_count = 1"); err != nil { // that is, no more than there are
		t.Fatal(err)
	}
	var nouns []ascribe.Noun
	for i := range 2000 {
		nouns = append(nouns, &ascribe.Incident{ID: fmt.Sprintf("x%d", i), Title: strings.Repeat("x", 100)})
	}
	_, err := f.try(t.Context(), nouns...)
	wantKind(t, "writing to a full disk", err, ascribe.ErrConflict)
	if err == nil || !strings.Contains(err.Error(), "full") {
		t.Errorf("the error says %v", err)
	}
	if dump(t, f.Store) != before {
		t.Error("it left something")
	}
}

func TestWriteRefusesWhatDoesNotFit(t *testing.T) {
	good := goodStore(t)
	for _, tc := range []struct{ table, do string }{
		{"checkpoint", "delete from checkpoint where size = (select max(size) from checkpoint)"},
		{"node", "update node set hash = zeroblob(32)"},
		{"entry", "update entry set kind = 'import' where n = (select max(n) from entry)"},
		{"record", "insert into record values ((select max(n) + 1 from record), zeroblob(32))"},
	} {
		v := newVandal(t, good)
		v.untriggered(tc.table, func() { v.must(tc.do) })
		v.db.Close()
		s, err := Open(t.Context(), v.path)
		if tc.table == "record" { // what it ends with is looked at before anything else
			wantKind(t, "opening after "+tc.do, err, ascribe.ErrUnverified)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		f := &fixture{Store: s, tb: t, now: start, random: seeded(3)}
		signing, _, err := ledger.GenerateKey(seeded(1), "test")
		if err != nil {
			t.Fatal(err)
		}
		if f.signer, err = note.NewSigner(signing); err != nil {
			t.Fatal(err)
		}
		_, err = f.try(t.Context(), &ascribe.Incident{ID: "x", Title: "x"})
		wantKind(t, "writing after "+tc.do, err, ascribe.ErrUnverified)
		s.Close()
	}
}

func TestBackup(t *testing.T) {
	f := newFixture(t)
	populate(f)
	path := filepath.Join(t.TempDir(), "backup.db")
	if _, err := f.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	_, err := f.Backup(t.Context(), path)
	wantKind(t, "Backup over a file", err, ascribe.ErrConflict)
	copied, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	if dump(t, copied) != dump(t, f.Store) {
		t.Error("the backup differs")
	}
	v := newVandal(t, goodStore(t))
	v.must("delete from name where id = 's1'")
	v.db.Close()
	bad, err := Open(t.Context(), v.path)
	if err != nil {
		t.Fatal(err)
	}
	defer bad.Close()
	never := filepath.Join(t.TempDir(), "never.db")
	_, err = bad.Backup(t.Context(), never)
	wantKind(t, "Backup of a bad store", err, ascribe.ErrUnverified)
	if list, _ := os.ReadDir(filepath.Dir(never)); len(list) != 0 {
		t.Errorf("a failed backup left %v", list)
	}
}

// TestQueriesAreUsed keeps the SQL from outliving its callers.
func TestQueriesAreUsed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source.Write(text)
	}
	used := func(name string) bool { return strings.Contains(source.String(), `"`+name+`"`) }
	for name := range onSQLite.queries {
		table, of, _ := strings.Cut(name, ".")
		composed := slices.Contains(onSQLite.derived, table) && (of == "insert" || of == "scan" || of == "empty") || of == "count" // by the name of the table
		if !composed && !used(name) {
			t.Errorf("nothing uses the query %s", name)
		}
	}
}
