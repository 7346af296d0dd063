package codebook

import (
	"errors"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
)

func TestDirectionCompiles(t *testing.T) {
	b, err := Compile("direction.yaml", codebooks.Direction)
	if e, ok := errors.AsType[*ascribe.Error](err); ok {
		for _, p := range e.Problems {
			t.Log(p)
		}
	}
	if err != nil {
		t.Fatal(err, errors.Unwrap(err))
	}
	for _, r := range b.Rows {
		t.Log(r.ID)
		dump(t, "  ", r.Test)
	}
}

func dump(t *testing.T, in string, n *Node) {
	if n == nil {
		return
	}
	t.Logf("%s%d %b %s", in, n.Op, n.Bits, n.Text)
	for _, k := range n.Kids {
		dump(t, in+"  ", k)
	}
}
