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
		"other-motive":       "other actor is other motive",
		"other-actor":        "other actor is state or other group",
		"ordered":            "directive is top, cadre or organisation, or (directive is online planner and (training is organisation, or travel is stayed or fought, or contact includes member in person)), or (membership is member, and support includes money, goods or people)",
		"run-from-afar":      "contact includes member remotely or member, and guidance includes supply, cell or step by step",
		"aimed-from-afar":    "contact includes member remotely or member, and guidance includes target or timing",
		"urged-from-afar":    "contact includes member remotely or member, and guidance includes encouragement, and (contact span is sustained, or contact last is minutes before or same day)",
		"guided-from-afar":   "contact includes member remotely or member, and (guidance includes unspecified or directive is online planner)",
		"tied":               "contact includes member in person, member remotely or member, or training is organisation, or travel is stayed or fought, or membership is member, or support includes money, goods or people",
		"somebody-unknown":   "contact includes unidentified or directive is unidentified",
		"drew-on-propaganda": "propaganda is yes, or pledge is public before, during or private, or directive is general call, or contact includes one way",
		"nothing-found":      "no contact was found or (evidence state is exhausted, decided or closed, and contact was not left unexamined)",
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
