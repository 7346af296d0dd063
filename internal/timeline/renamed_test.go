package timeline

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// renamed is the codebook policies with another name for every variable and
// code, each of which says what it was called.
func renamed(t *testing.T) *codebook.Book {
	t.Helper()
	was, err := codebook.Parse("policies.yaml", []byte(policies))
	if err != nil {
		t.Fatal(err)
	}
	is := *was
	is.Format, is.Version = 2, "2.0.0"
	is.Variables = nil
	for _, v := range was.Variables {
		v.Was, v.Name = []string{v.Name}, "new_"+v.Name
		values := v.Values
		v.Values = nil
		for _, x := range values {
			v.Values = append(v.Values, ascribe.Value{Code: x.Code + "2", Was: []string{x.Code}, LeavesOpen: x.LeavesOpen})
		}
		for _, code := range []*string{&v.Decisive, &v.Default} {
			if *code != "" {
				*code += "2"
			}
		}
		is.Variables = append(is.Variables, v)
	}
	is.Closes = []ascribe.Closing{{Variable: "new_state", Values: []string{"ended2"}}}
	text := string(codebook.Print(&is))
	head, rows, _ := strings.Cut(text, "\nrows:")
	rows = strings.NewReplacer(`a ==`, `new_a ==`, `(a)`, `(new_a)`, `b ==`, `new_b ==`, `c in`, `new_c in`, `d ==`, `new_d ==`,
		`killed >`, `new_killed >`, `killed ==`, `new_killed ==`, `"x"`, `"x2"`, `"y"`, `"y2"`, `"z"`, `"z2"`).Replace(rows)
	rows = strings.ReplaceAll(rows, "new_killenew_d", "new_killed")
	book, err := codebook.Compile("renamed.yaml", []byte(head+"\nrows:"+rows))
	if err != nil {
		t.Fatalf("%+v\n%s", err, rows)
	}
	return book
}

// What was coded under the names that variables and codes had before gives the
// answers that it gave, also where others write under the new ones.
func TestWhatIsRenamedStaysTheSame(t *testing.T) {
	before, after := books(t)["policies"], renamed(t)
	for seed := range uint64(rounds(40)) {
		r := rand.New(rand.NewPCG(seed, 7))
		w := random(t, r, before, 30)
		old := w.index(t, w.records)
		mixed := &world{book: after, records: w.records}
		for _, d := range w.dossiers {
			copied := *d
			copied.Statements = nil
			for _, s := range d.Statements {
				v := after.Var(s.Noun.Variable)
				if r.IntN(2) == 0 {
					s.Noun.Variable = v.Name
				}
				if r.IntN(2) == 0 {
					s.Noun.Value = v.Today(s.Noun.Value)
				}
				copied.Statements = append(copied.Statements, s)
			}
			mixed.dossiers = append(mixed.dossiers, &copied)
		}
		now := mixed.index(t, w.records)
		for _, record := range []int64{0, w.records / 2} {
			for day := ascribe.Day(firstDay - 1); day <= firstDay+daySpan; day++ {
				q := Query{Days: []ascribe.Day{day}, Record: record}
				if got, want := cited(t, now, q), cited(t, old, q); !slices.Equal(got, want) {
					t.Fatalf("seed %d, day %d, recorded by %d: %v is cited; it was %v", seed, day, record, got, want)
				}
			}
		}
		err := now.read(ctx, Query{}, func(p *reading) error {
			for i, d := range mixed.dossiers {
				reading, was := classify.Read(after, d, w.records), classify.Read(before, w.dossiers[i], w.records)
				for day := int32(firstDay - 1); day <= firstDay+daySpan; day++ {
					want := was.Belief(ascribe.Day(day))
					if got := reading.Belief(ascribe.Day(day)); got != want {
						t.Fatalf("seed %d, incident %d, day %d: read as %+v; it was %+v", seed, i, day, got, want)
					}
					s, ok := newPartial(p, Query{}, nil).on(int32(i), day)
					if got := p.prepared.belief(s); ok && got != want {
						t.Fatalf("seed %d, incident %d, day %d: %+v; it was %+v", seed, i, day, got, want)
					}
					for k := range before.Vars {
						was, now := was.Value(before.Vars[k].Name, ascribe.Day(day)), reading.Value(after.Vars[k].Name, ascribe.Day(day))
						if now.Variable != after.Vars[k].Name || now.Value != after.Vars[k].Today(was.Value) || fmt.Sprint(was.Statements, was.Against) != fmt.Sprint(now.Statements, now.Against) {
							t.Fatalf("seed %d, incident %d, day %d: %+v; it was %+v", seed, i, day, now, was)
						}
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		days := []ascribe.Day{firstDay + 5, firstDay + 21, firstDay + daySpan + 100}
		for _, by := range []string{"year", "killed", "a", "c"} {
			name := by
			if by != "year" {
				name = "new_" + by
			}
			was, is := sure(old.Count(ctx, Query{By: []string{by}, Days: days})), sure(now.Count(ctx, Query{By: []string{name}, Days: days}))
			for k := range was.Rows {
				if v := after.Var(by); v != nil {
					was.Rows[k].Values = []string{v.Today(was.Rows[k].Values[0])}
				}
			}
			if fmt.Sprint(is) != fmt.Sprint(was) {
				t.Fatalf("seed %d, by %s:\n%v\nit was\n%v", seed, by, is, was)
			}
		}
		if left := sure(now.Lacking(ctx, Query{Days: days[2:]})); len(left) != 0 {
			t.Fatalf("seed %d: %v is lacking", seed, left)
		}
	}
}

// cited is what stands on the sources, which the indexes of two worlds may have
// met in another order.
func cited(t *testing.T, x *Index, q Query) []Citation {
	t.Helper()
	list, err := x.Cited(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(list, func(a, b Citation) int { return cmp.Compare(a.Source, b.Source) })
	return list
}
