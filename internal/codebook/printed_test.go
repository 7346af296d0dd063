package codebook

import (
	"testing"

	"github.com/ascribe-project/ascribe/codebooks"
)

func TestPrinted(t *testing.T) {
	b, err := Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"contact_last", "contact_last"},
		{"contact last", "contact_last"},
		{" Contact  Last ", "contact_last"},
		{"contakt", "contakt"},
		{"", ""},
		{b.Var("guidance").Title, "guidance"},
	} {
		if got := b.Printed(c.text); got != c.want {
			t.Errorf("the variable printed as %q is %q; want %q", c.text, got, c.want)
		}
	}
	for _, c := range []struct{ variable, text, want string }{
		{"contact", "member in person", "member_in_person"},
		{"contact", "Member_In person", "member_in_person"},
		{"contact", "none found", "none_found"},
		{"contact", "not examined", "not_examined"},
		{"contact", "friend", "friend"},
		{"killed", "not examined", "not_examined"},
		{"killed", "3", "3"},
		{"place", "none found", "none_found"},
		{"place", "Ochsenfurt", "Ochsenfurt"},
	} {
		if got := b.Var(c.variable).Printed(c.text); got != c.want {
			t.Errorf("the value of %s printed as %q is %q; want %q", c.variable, c.text, got, c.want)
		}
	}
	for _, c := range []struct{ text, label, level string }{
		{"remote controlled", "remote_controlled", ""},
		{"Remote_Controlled", "remote_controlled", ""},
		{"remote controlled (full control)", "remote_controlled", "full_control"},
		{"inspired", "inspired", ""},
		{"inspired (full control)", "inspired (full control)", ""},
		{"remote controlled (full", "remote controlled (full", ""},
		{"remote", "remote", ""},
	} {
		if label, level := b.PrintedLabel(c.text); label != c.label || level != c.level {
			t.Errorf("the label printed as %q is %q at the level %q; want %q, %q", c.text, label, level, c.label, c.level)
		}
	}
}
