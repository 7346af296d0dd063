package exchange_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// The bytes that an id is made of, as the documentation gives them.
func TestMadeID(t *testing.T) {
	said, _ := ascribe.ParseDate("2016-07-18")
	tests := []struct {
		noun  ascribe.Noun
		bytes string
	}{
		{
			&ascribe.Statement{Subject: "wuerzburg-2016", Variable: "contact", Value: "two_way", Source: "sz-1", Said: said, Note: "ü,"},
			"ascribe id 1 statement\n14:wuerzburg-20167:contact7:two_way0:0:4:sz-10:10:2016-07-180:0:0:0:3:ü,",
		},
		{
			&ascribe.Statement{Subject: "i", Variable: "v", Value: "x", Stance: ascribe.Asserts, Source: "s", Settles: []string{"a", "b"}},
			"ascribe id 1 statement\n1:i1:v1:x7:asserts0:1:s0:0:0:0:0:0:0:3:a;b",
		},
		{&ascribe.Withdrawal{Statement: "s", Kind: ascribe.Strike, Reason: "misread"}, "ascribe id 1 withdrawal\n1:s6:strike0:0:7:misread"},
		{&ascribe.Regrade{Source: "s", Reliability: "B"}, "ascribe id 1 regrade\n1:s1:B0:"},
	}
	for _, test := range tests {
		sum := sha256.Sum256([]byte(test.bytes))
		want := hex.EncodeToString(sum[:])[:20]
		if got := exchange.IDOf(test.noun); got != want || !ascribe.ValidID(got) {
			t.Errorf("IDOf(%v) = %s, want %s", test.noun, got, want)
		}
	}
	if got := exchange.IDOf(&ascribe.Incident{ID: "a", Title: "A"}); got != "" {
		t.Errorf("an incident's id was made: %q", got)
	}
}

// An id from a file is that of the noun before its defaults are filled in.
func TestMadeIDFromAFile(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := &ascribe.Statement{
			Subject: "i", Variable: "v", Value: given.Draw(rt, "value"), Source: "s", Said: someDate.Draw(rt, "said"),
			Stance:  rapid.SampledFrom([]ascribe.Stance{"", ascribe.Asserts, ascribe.Denies}).Draw(rt, "stance"),
			Locator: hostile.Draw(rt, "locator"), Note: hostile.Draw(rt, "note"), Settles: someIDs.Draw(rt, "settles"),
		}
		got, faults := read(t, write(t, exchange.About{Settles: true}, []ascribe.Noun{s}).folder())
		if len(faults) > 0 {
			rt.Fatal(faults)
		}
		if got, want := got[0].(*ascribe.Statement).ID, exchange.IDOf(s); got != want {
			rt.Fatalf("from the file %s, from the noun %s", got, want)
		}
	})
}

func TestIDsDifferWithTheirFields(t *testing.T) {
	a := &ascribe.Statement{Subject: "i", Locator: "1:a", Note: ""}
	b := &ascribe.Statement{Subject: "i", Locator: "", Note: "1:a"}
	c := &ascribe.Statement{Subject: "i", Note: "1:a", Settles: []string{"x"}}
	if ids := []string{exchange.IDOf(a), exchange.IDOf(b), exchange.IDOf(c)}; ids[0] == ids[1] || ids[1] == ids[2] {
		t.Error("two statements have one id:", strings.Join(ids, " "))
	}
}

func TestComplete(t *testing.T) {
	s := &ascribe.Statement{Subject: "i"}
	id := exchange.IDOf(s)
	exchange.Complete(s)
	if s.ID != id || s.Stance != ascribe.Asserts {
		t.Errorf("%+v", s)
	}
	s = &ascribe.Statement{ID: "mine", Stance: ascribe.Denies}
	exchange.Complete(s)
	if s.ID != "mine" || s.Stance != ascribe.Denies {
		t.Errorf("%+v", s)
	}
}

func TestFindCircle(t *testing.T) {
	tests := []struct {
		graph map[string][]string
		want  string
	}{
		{nil, ""},
		{map[string][]string{"a": {"b", "c"}, "b": {"c"}, "c": nil}, ""},
		{map[string][]string{"a": {"elsewhere"}}, ""},
		{map[string][]string{"a": {"a"}}, "a → a"},
		{map[string][]string{"a": {"b"}, "b": {"a"}}, "a → b → a"},
		{map[string][]string{"a": {"x", "b"}, "b": {"c"}, "c": {"d", "b"}, "x": nil}, "b → c → b"},
	}
	for _, test := range tests {
		if got := exchange.FindCircle(test.graph).String(); got != test.want {
			t.Errorf("FindCircle(%v) = %q, want %q", test.graph, got, test.want)
		}
	}
	long := make(map[string][]string)
	for i := range 100_000 {
		long[hex.EncodeToString([]byte{byte(i >> 16), byte(i >> 8), byte(i)})] = []string{hex.EncodeToString([]byte{byte((i + 1) >> 16), byte((i + 1) >> 8), byte(i + 1)})}
	}
	if c := exchange.FindCircle(long); c != nil {
		t.Error("a circle in a chain")
	}
}
