package codebook

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe/codebooks"
)

func TestDirectionInWords(t *testing.T) {
	b, err := Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for i := range b.Rows {
		got[b.Rows[i].ID] = b.InWords(b.Rows[i].Test)
	}
	want := map[string]string{
		"other-motive":       "done for another motive",
		"other-actor":        "the act of a state or the act of another organisation",
		"ordered":            "ordered by the organisation's leadership, ordered by an officer of the organisation or ordered by the organisation, or (set going by an online planner and (trained by the organisation, or back from a stay with the organisation or back from fighting for the organisation, or in touch with a member face to face)), or (a member of the organisation, and given money by the organisation, given goods by the organisation or helped by people of the organisation)",
		"run-from-afar":      "in touch with a member from a distance or in touch with a member, and supplied with means, led as a group or guided step by step",
		"aimed-from-afar":    "in touch with a member from a distance or in touch with a member, and advised on the target or advised on the time",
		"urged-from-afar":    "in touch with a member from a distance or in touch with a member, and encouraged, and (over days or longer, or until minutes before the act or until the day of the act)",
		"guided-from-afar":   "in touch with a member from a distance or in touch with a member, and (guided, how is not said, or set going by an online planner)",
		"tied":               "in touch with a member face to face, in touch with a member from a distance or in touch with a member, or trained by the organisation, or back from a stay with the organisation or back from fighting for the organisation, or a member of the organisation, or given money by the organisation, given goods by the organisation or helped by people of the organisation",
		"somebody-unknown":   "in touch with somebody unknown or ordered by somebody unknown",
		"drew-on-propaganda": "drawing on the organisation's propaganda, or pledged to the organisation in public, before the act, pledged to the organisation during the act or pledged to the organisation in private, or following a public call to all, or following somebody who never answered",
		"nothing-found":      "no contact was found or (examined in full, decided, and open to appeal or closed for good, and contact was not left unexamined)",
		"not-decided":        "always",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestInWords(t *testing.T) {
	for when, want := range map[string]string{
		`one != "a"`:                               `one is not a`,
		`!(one in ["a", "b"])`:                     `one is not a or b`,
		`one == "not_examined"`:                    `one was not examined`,
		`one in ["a", "none_found"]`:               `one is a or no one was found`,
		`known(one)`:                               `one is known`,
		`!known(one)`:                              `one is not known`,
		`known(many)`:                              `many is known`,
		`!known(many)`:                             `many is not known`,
		`"a" in many && "b" in many`:               `many includes a and b`,
		`"a" in many || "b" in many`:               `many includes a or b`,
		`!("a" in many || "b" in many)`:            `many does not include a and many does not include b`,
		`number > 3 && word == "x"`:                `number is more than 3 and word is x`,
		`number >= 3 || count <= 1`:                `number is at least 3 or count is at most 1`,
		`known(number)`:                            `number is known`,
		`number > 1 && number < 5`:                 `number > 1 && number < 5`,
		`one == two && number != 1`:                `one == two and number is not 1`,
		`one == "a" && ("b" in many || count > 1)`: `one is a and (many includes b or count is more than 1)`,
		`true`:                     `always`,
		`one == "a" && one == "b"`: `never`,
	} {
		b := mustCompileOne(t, when)
		if got := b.InWords(b.Rows[0].Test); got != want {
			t.Errorf("%s\nis  %s\nnot %s", when, got, want)
		}
	}
}
