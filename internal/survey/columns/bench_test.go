package columns

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// BenchmarkCount counts 350,000 incidents in eight editions, of which each changes one
// in twenty, by two columns on a day, and adds up one by year on all days.
func BenchmarkCount(b *testing.B) {
	s := largeSurvey(b)
	for _, q := range []struct {
		name string
		survey.Query
	}{
		{"two columns on a day", survey.Query{By: []string{"country", "kind"}, Days: []ascribe.Day{firstDay + 500}}},
		{"a sum at all editions", survey.Query{By: []string{"year"}, Sum: "deaths", Days: days(8)}},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Count(b.Context(), q.Query); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func days(n int) (list []ascribe.Day) {
	for i := range n {
		list = append(list, ascribe.Day(firstDay+100*i))
	}
	return list
}

// largeSurvey is that of such a dataset: every row has a country, a kind, deaths and
// a date, and lies near others of its country, as rows do.
func largeSurvey(b *testing.B) *Survey {
	b.Helper()
	const incidents, editions = 350_000, 8
	r := rand.New(rand.NewPCG(1, 16))
	w := &world{}
	table, sources := Empty(), Sources{}
	for e := range editions {
		id, day := fmt.Sprint("edition-", e), firstDay+ascribe.Day(100*e)
		sources[id] = &ascribe.Provenance{Noted: ascribe.Noted[ascribe.Source]{Noun: ascribe.Source{ID: id, Reliability: "B", Published: ascribe.OnDay(day)}}}
		builder := NewBuilder()
		for i := range int64(incidents) {
			if e > 0 && r.IntN(20) > 0 {
				continue
			}
			builder.Row(Row{Record: int64(e+1)*incidents + i, Incident: i + 1, ID: fmt.Sprint("i", i), Entry: int64(e + 1), Day: day, Source: id, Credibility: "2"})
			builder.Cell([]byte("country"), fmt.Append(nil, "C", (i/3000+r.Int64N(2))%120))
			builder.Cell([]byte("date"), fmt.Append(nil, 1990+r.IntN(33)))
			builder.Cell([]byte("deaths"), fmt.Append(nil, r.IntN(40)))
			builder.Cell([]byte("kind"), []byte("abc")[r.IntN(3):][:1])
		}
		next, ok := table.With(builder)
		if !ok {
			b.Fatal("the table does not go on")
		}
		table = next
	}
	s, ok := table.Survey(w.compile(b, func(book *ascribe.Codebook) { book.Variables[0].Type, book.Variables[0].Role = ascribe.TypeText, "" }), editions, nil, sources)
	if !ok {
		b.Fatal("the columns cannot answer")
	}
	return s
}
