package exchange_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// BenchmarkRead reads statements as they come in a casebook: half of them
// without an id, a fifth with a quotation in another script.
func BenchmarkRead(b *testing.B) {
	const rows = 50_000
	var s strings.Builder
	s.WriteString(statementsHeader)
	for i := range rows {
		id, quote := "", "\"he was, he said, \"\"in touch\"\" with somebody abroad\""
		if i%2 == 0 {
			id = fmt.Sprintf("st-%d", i)
		}
		if i%5 == 0 {
			quote = "كان على اتصال بشخص في الخارج"
		}
		fmt.Fprintf(&s, "%s,incident-%d,guidance,target,asserts,document,source-%d,p. %d,2016-%02d-%02d,,2,coder-a,%s,a short note on it\n",
			id, i/20, i%700, i%90, i%12+1, i%28+1, quote)
	}
	m := fstest.MapFS{
		"incidents.csv":  {Data: []byte(incidentsHeader)},
		"statements.csv": {Data: []byte(s.String())},
	}
	b.SetBytes(int64(s.Len()))
	b.ReportAllocs()
	for b.Loop() {
		c, err := exchange.OpenCasebook(m, "casebook")
		if err != nil {
			b.Fatal(err)
		}
		var problems ascribe.Problems
		n := 0
		for _, err := range c.Nouns(&problems) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if err := problems.Err("casebook", ""); err != nil || n != rows {
			b.Fatal(n, faultsOf(err))
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
