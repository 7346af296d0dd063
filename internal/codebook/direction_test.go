package codebook

import (
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
)

// The shipped codebook leaves nothing to CEL as a whole: all of it reads as
// masks, and exactly.
func TestDirectionCompilesToMasks(t *testing.T) {
	b, err := Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		t.Fatal(faults(err))
	}
	for _, r := range b.Rows {
		r.Test.each(func(n *Node) {
			if n.Op != Mask && n.Op != Has {
				t.Errorf("row %s: %s is left to CEL", r.ID, n.Text)
			}
		})
	}
}

// Coders read the definitions, so none is missing; and whoever compares with
// another scheme finds each label in it, or that it has no place there.
func TestDirectionIsComplete(t *testing.T) {
	b, err := Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		t.Fatal(faults(err))
	}
	for _, v := range b.Vars {
		if v.Title == "" || v.Definition == "" || v.Source == "" {
			t.Errorf("variable %s lacks its title, definition or source", v.Name)
		}
		for _, value := range v.Variable.Values {
			if value.Definition == "" {
				t.Errorf("variable %s: the value %s lacks its definition", v.Name, value.Code)
			}
		}
	}
	for _, role := range ascribe.Roles {
		if b.WithRole(role) == nil {
			t.Errorf("no variable has the role %s", role)
		}
	}
	for _, row := range b.Rows {
		if row.Explanation == "" || strings.Contains(row.Explanation, "\n") {
			t.Errorf("row %s lacks its explanation, or it is more than a paragraph", row.ID)
		}
	}
	for _, w := range b.Crosswalks {
		mapped := map[string]bool{}
		for _, m := range w.Mappings {
			mapped[m.Label] = true
			if v := b.Var(w.ID); v != nil && m.Term != "" && v.CheckValue(m.Term) != nil {
				t.Errorf("crosswalk %s: %s is no value of the variable", w.ID, m.Term)
			}
		}
		for _, l := range b.Labels {
			if !mapped[l.Name] && w.ID != "public_label" {
				t.Errorf("crosswalk %s says nothing of %s", w.ID, l.Name)
			}
		}
	}
}
