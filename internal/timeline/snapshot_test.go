package timeline

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/ascribe-project/ascribe"
)

// TestSnapshot holds an index that was saved and loaded to what it was, also
// after it has taken more in, and refuses every damaged one.
func TestSnapshot(t *testing.T) {
	book := direction(t)
	w := random(t, rand.New(rand.NewPCG(1, 4)), book, 40)
	half := w.records / 2
	x := w.index(t, half)
	var b bytes.Buffer
	if err := x.Save(&b); err != nil {
		t.Fatal(err)
	}
	y, err := Load(ctx, bytes.NewReader(b.Bytes()), book)
	if err != nil {
		t.Fatal(err)
	}
	if y.Entry() != half {
		t.Errorf("it goes to entry %d", y.Entry())
	}
	for _, i := range []*Index{x, y} {
		if err := i.Update(w.records, w.records, func(u *Update) error { w.feedUpdate(u, half, w.records); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	q := Query{By: []string{"year", "label", "level", "settled"}, Days: []ascribe.Day{firstDay + 9, firstDay + 40}}
	for _, q.Record = range []int64{0, half / 2} {
		if got, want := fmt.Sprint(sure(y.Count(ctx, q))), fmt.Sprint(sure(x.Count(ctx, q))); got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	}

	for at := 0; at < b.Len(); at += 1 + b.Len()/300 {
		damaged := bytes.Clone(b.Bytes())
		damaged[at] ^= 0x41
		if _, err := Load(ctx, bytes.NewReader(damaged), book); !errors.Is(err, ErrUnfit) {
			t.Fatalf("byte %d changed: %v", at, err)
		}
		if _, err := Load(ctx, bytes.NewReader(b.Bytes()[:at]), book); !errors.Is(err, ErrUnfit) {
			t.Fatalf("cut at %d: %v", at, err)
		}
	}
}
