package codebook

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
)

func TestDiff(t *testing.T) {
	for _, c := range []struct {
		old, new string
		want     []string
	}{
		{"version: 1.0.0", "version: 1.1.0", []string{`codebook changed: Codebook: the version changed from "1.0.0" to "1.1.0".`}},
		{"version: 1.0.0", "version: 1.0.0\nadequate: {reliability: B}", []string{`codebook changed: Codebook: the worst adequate grade changed from "C3" to "B3".`}},
		{"{friend: {}, member: {}", "{member: {}, friend: {}", []string{`value moved: Variable helpers: the value member was moved to the beginning in the order of values.`}},
		{"{friend: {}, member: {}", "{member: {}, foe: {}", []string{
			`value removed: Variable helpers: the value friend was removed.`, `value added: Variable helpers: the value foe was added.`,
		}},
		{"leaves_open: true", "leaves_open: false", []string{`value changed: Variable helpers, value nobody_knows: it no longer leaves the question open.`}},
		{"{type: number}", "{type: number, policy: highest, open: true, default: \"0\", note: x}", []string{
			`variable changed: Variable killed: the policy changed from "latest" to "highest".`,
			`variable changed: Variable killed: the default is now "0"; there was none.`,
			`variable changed: Variable killed: it is now open; no statement leaves the question open.`,
			`variable changed: Variable killed: the coding note was reworded.`,
		}},
		{"  killed: {type: number}\n", "", []string{`variable removed: Variable killed was removed.`}},
		{"who: [state]", "who: [group]", []string{`closes changed: Closing: who now closes the open variables where it is group, no longer where it is state.`}},
		{"closes:\n  who: [state]\n", "", []string{`closes removed: Closing: who no longer closes the open variables.`}},
		{"{far: {}, near: {}}", "{far: {definition: x}, close: {}}", []string{
			`level removed: Label steered: the level near was removed.`,
			`level changed: Label steered, level far: the definition was reworded.`,
			`level added: Label steered: the level close was added.`,
		}},
		{`who == "state"`, `who != "group"`, []string{
			"row changed: Row first: it now holds when who != \"group\"; it held when who == \"state\".",
		}},
		{"helpers &&\n      killed", "helpers && killed", nil},
		{"version: 1.0.0", "version: 1.0.0\nformat: 2", []string{`codebook changed: Codebook: the format changed from "1" to "2".`}},
		{"version: 1.0.0", "version: 1.0.0\nformat: 1", nil},
		{"  - {id: last, label: open}\n", "", []string{`row removed: Row last, which gave open, was removed.`}},
		{"rows:\n", "rows:\n  - {id: new, label: open, when: killed == 1}\n", []string{`row added: Row new was added; it gives open when killed == 1.`}},
		{"relation: exactMatch", "relation: closeMatch", []string{`crosswalk changed: Crosswalk other: steered → S (closeMatch); the relation was exactMatch.`}},
		{"term: S", "term: T", []string{
			`crosswalk changed: Crosswalk other: steered → S (exactMatch) was removed.`,
			`crosswalk changed: Crosswalk other: steered → T (exactMatch) was added.`,
		}},
	} {
		old, err := Parse("old.yaml", []byte(sound))
		if err != nil {
			t.Fatal(faults(err))
		}
		changed, err := Parse("new.yaml", []byte(strings.Replace(sound, c.old, c.new, 1)))
		if err != nil {
			t.Fatal(faults(err))
		}
		var got []string
		for _, change := range Diff(old, changed) {
			got = append(got, string(change.Part)+" "+string(change.Kind)+": "+change.String())
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q for %q: %s", c.new, c.old, d)
		}
	}
}

func TestRowsThatMoved(t *testing.T) {
	rows := func(ids string) *ascribe.Codebook {
		c := &ascribe.Codebook{ID: "x"}
		for id := range strings.FieldsSeq(ids) {
			c.Rows = append(c.Rows, ascribe.DecisionRow{ID: id, Label: "l"})
		}
		return c
	}
	changes := Diff(rows("a b c d"), rows("d a b c"))
	if len(changes) != 1 || changes[0].String() != "Row d was moved to the beginning." {
		t.Errorf("%v", changes)
	}
	changes = Diff(rows("a b c d"), rows("b c a d"))
	if len(changes) != 1 || changes[0].String() != "Row a was moved behind row c." {
		t.Errorf("%v", changes)
	}
}

// There is no change exactly where two codebooks print the same.
func TestDiffMissesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyCodebook(t), anyCodebook(t)
		for _, c := range []*ascribe.Codebook{a, b} {
			if again, err := Parse("printed.yaml", Print(c)); err != nil || len(Diff(c, again)) != 0 {
				t.Fatalf("a codebook differs from itself: %v, %v", err, Diff(c, again))
			}
		}
		if cmp.Equal(a, b) != (len(Diff(a, b)) == 0) {
			t.Fatalf("%s\nand\n%s\ndiffer by %v", Print(a), Print(b), Diff(a, b))
		}
	})
}

// What has another name is the same, and not gone and come.
func TestRenamed(t *testing.T) {
	book := func(text string) *ascribe.Codebook {
		c, err := Parse("small.yaml", []byte(text))
		if err != nil {
			t.Fatal(faults(err))
		}
		return c
	}
	old := book("codebook: x\nvariables:\n  who: {title: Who, values: {state: {}, group: {}}}\n")
	renamed := book("codebook: x\nformat: 2\nvariables:\n  actor: {was: who, title: {de: Wer, en: Who}, " +
		"values: {state: {says: a state}, band: {was: [group, gang]}}}\n")
	var got []string
	for _, c := range Diff(old, renamed) {
		got = append(got, string(c.Part)+" "+string(c.Kind)+": "+c.String())
	}
	want := []string{
		`codebook changed: Codebook: the format changed from "1" to "2".`,
		`variable renamed: Variable who is now called actor.`,
		`variable changed: Variable actor: it has what was coded under who.`,
		`variable changed: Variable actor: the title changed in another language.`,
		`value renamed: Variable actor: the value group is now called band.`,
		`value changed: Variable actor, value band: it has what was coded under gang, group.`,
		`variable changed: Variable actor: the phrase of one value was reworded.`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
