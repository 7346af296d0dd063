package codebook

import (
	"testing"

	"github.com/ascribe-project/ascribe/codebooks"
)

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := Compile("direction.yaml", codebooks.Direction); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTruth(b *testing.B) {
	book, err := Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		b.Fatal(err)
	}
	vals := make([]Values, len(book.Vars))
	for i := range vals {
		vals[i] = Values{In: book.Vars[i].Every, Out: book.Vars[i].Every &^ baseBits}
	}
	for b.Loop() {
		for i := range book.Rows {
			book.Rows[i].Truth(vals)
		}
	}
}

// What one test of several variables costs in CEL.
func BenchmarkWhole(b *testing.B) {
	book, err := Compile("x.yaml", []byte(withRows("one == two")))
	if err != nil {
		b.Fatal(err)
	}
	vals := make([]Values, len(book.Vars))
	for i := range vals {
		vals[i] = Values{In: 1<<Nothing | 1<<FirstCode}
	}
	for b.Loop() {
		book.Rows[0].Truth(vals)
	}
}
