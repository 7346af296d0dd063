package store

import (
	"context"
	"fmt"
	"testing"

	"github.com/ascribe-project/ascribe"
)

// crowd writes incidents with statements, each of a source of its own that
// rests on another and was judged anew, and each withdrawn and that withdrawn in
// turn; and as many actors, each linked and named.
func crowd(f *fixture, incidents, statements int) (ids []string) {
	nouns := []ascribe.Noun{&ascribe.Source{ID: "root", Title: "Root", Published: date(f.tb, "2016-07-19"), Reliability: "B"}}
	add := func(n ...ascribe.Noun) { nouns = append(nouns, n...) }
	for i := range incidents {
		incident, actor, link := fmt.Sprintf("incident-%d", i), fmt.Sprintf("actor-%d", i), fmt.Sprintf("link-%d", i)
		ids = append(ids, incident)
		add(
			&ascribe.Incident{ID: incident, Title: "An incident"},
			&ascribe.Actor{ID: actor, Kind: ascribe.ActorKinds[0]},
			&ascribe.Link{ID: link, Incident: incident, Actor: actor, Role: "claimant"},
		)
		for j := range statements {
			id := fmt.Sprintf("%d-%d", i, j)
			add(&ascribe.Source{ID: "source-" + id, Title: "A source", Published: date(f.tb, "2016-07-20"), RestsOn: []string{"root"}, Reliability: "C"})
			add(&ascribe.Regrade{ID: "regrade-" + id, Source: "source-" + id, Reliability: "B"})
			for k, subject := range []string{incident, actor, link} {
				said := fmt.Sprintf("said-%s-%d", id, k)
				add(
					&ascribe.Statement{ID: said, Subject: subject, Variable: "contact", Value: "two_way", Stance: ascribe.Asserts, Source: "source-" + id},
					&ascribe.Withdrawal{ID: "strike-" + said, Statement: said, Kind: ascribe.Strike},
					&ascribe.Withdrawal{ID: "undo-" + said, Statement: "strike-" + said, Kind: ascribe.Strike},
				)
			}
		}
	}
	f.write(nouns...)
	return ids
}

// reads are what a view is asked, each with as many statements of SQL as it may
// take: however large the record is.
func reads(ids []string, sources []string) map[string]struct {
	most int64
	read func(context.Context, *View) error
} {
	type read = struct {
		most int64
		read func(context.Context, *View) error
	}
	return map[string]read{
		"Dossier": {6, func(ctx context.Context, v *View) error {
			_, err := v.Dossier(ctx, ascribe.Main, ids[0])
			return err
		}},
		"DossiersOf": {6, func(ctx context.Context, v *View) error {
			_, err := v.DossiersOf(ctx, ascribe.Main, ids)
			return err
		}},
		"Described": {6, func(ctx context.Context, v *View) error {
			for _, err := range v.Described(ctx, ascribe.OfActor) {
				if err != nil {
					return err
				}
			}
			return nil
		}},
		"SourcesOf": {3, func(ctx context.Context, v *View) error {
			_, err := v.SourcesOf(ctx, sources)
			return err
		}},
		"RestingOn": {6, func(ctx context.Context, v *View) error {
			s, err := v.Source(ctx, "root")
			if err == nil {
				_, err = v.RestingOn(ctx, s.Record)
			}
			return err
		}},
		"SubjectsOf": {2, func(ctx context.Context, v *View) error {
			_, err := v.SubjectsOf(ctx, ascribe.Main, ids)
			return err
		}},
		"Nouns": {1, func(ctx context.Context, v *View) error {
			_, err := v.Nouns(ctx, []int64{1, 2, 3, 4, 5, 6, 7})
			return err
		}},
		"Cited": {8, func(ctx context.Context, v *View) error {
			s, err := v.Source(ctx, sources[0])
			if err == nil {
				_, _, err = v.Cited(ctx, s.Record, 0, 1<<40, ascribe.MaxDay, 100)
			}
			return err
		}},
	}
}

// TestReadsTakeFewStatements: what a page reads takes one transaction and a few
// statements of SQL, and no more of them on a record of many actors, sources
// and statements.
func TestReadsTakeFewStatements(t *testing.T) {
	counted := map[string]int64{}
	for _, size := range []int{1, 16} {
		f := newFixture(t)
		ids := crowd(f, size, size)
		for name, r := range reads(ids, []string{"source-0-0"}) {
			ctx, n := Counting(t.Context())
			if err := f.View(ctx, func(v *View) error { return r.read(ctx, v) }); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if n.Transactions() != 1 || n.Statements() > r.most {
				t.Errorf("%s of %d: %d transactions and %d statements of SQL, want 1 and at most %d", name, size, n.Transactions(), n.Statements(), r.most)
			}
			if size > 1 && n.Statements() > counted[name] {
				t.Errorf("%s: %d statements of SQL on a small record, and %d on a larger", name, counted[name], n.Statements())
			}
			counted[name] = n.Statements()
		}
	}
}

// TestReferencesAreResolvedOnce: what a record refers to is looked up once, by
// whoever checks it before it is written and by the store together.
func TestReferencesAreResolvedOnce(t *testing.T) {
	f := newFixture(t)
	crowd(f, 1, 2)
	ctx, n := Counting(t.Context())
	_, _, err := f.Write(ctx, f.act(ascribe.EntryEvidence), func(tx *Tx) error {
		find := func(space Space, id string) {
			if _, _, _, err := tx.Find(space, ascribe.Main, id); err != nil {
				t.Error(err)
			}
		}
		add := func(noun ascribe.Noun) (took int64) {
			before := n.Statements()
			if _, err := tx.Append(noun); err != nil {
				t.Error(err)
			}
			return n.Statements() - before
		}
		statement := &ascribe.Statement{ID: "new-1", Subject: "incident-0", Variable: "contact", Value: "two_way", Stance: ascribe.Asserts, Source: "source-0-0"}
		add(statement)
		again := *statement
		again.ID = "new-2"
		if took := add(&again); took != 4 { // the record, its body, its name and its row
			t.Errorf("a statement whose subject, source and terms are known takes %d statements of SQL, want 4", took)
		}
		for _, w := range []struct {
			noun *ascribe.Withdrawal
			want int64
		}{
			{&ascribe.Withdrawal{ID: "new-3", Statement: "new-1", Kind: ascribe.Strike}, 4},
			// A correction must be of a statement, which is looked up beside.
			{&ascribe.Withdrawal{ID: "new-4", Statement: "new-2", Kind: ascribe.Correction, Source: "source-0-0"}, 5},
		} {
			find(SpaceStatement, w.noun.Statement)
			if took := add(w.noun); took != w.want {
				t.Errorf("%s takes %d statements of SQL, want %d", w.noun.ID, took, w.want)
			}
		}
		settling := *statement
		settling.ID, settling.Settles = "new-5", []string{"said-0-0-0", "said-0-1-0"}
		find(SpaceStatement, "said-0-0-0")
		find(SpaceStatement, "said-0-1-0")
		if took := add(&settling); took != 8 { // and two rows of what it settles, each looked up beside
			t.Errorf("an adjudication takes %d statements of SQL, want 8", took)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
