package ascribe_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
)

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,79}$`)

func TestIDs(t *testing.T) {
	for _, s := range []string{
		"", "a", "0", "wuerzburg-2016", "a.b_c-d", ".a", "-a", "_a", "A", "aB", "ä", "a b", "a\n", "\na", "a/b", "a;b", "a:b", "..",
		strings.Repeat("a", ascribe.MaxID), strings.Repeat("a", ascribe.MaxID+1), "\xff", "a\x00",
	} {
		if got := ascribe.ValidID(s); got != idForm.MatchString(s) {
			t.Errorf("ValidID(%q) = %v", s, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[a-zA-Z0-9._\- ä]{0,82}`).Draw(t, "id")
		if got := ascribe.ValidID(s); got != idForm.MatchString(s) {
			t.Errorf("ValidID(%q) = %v", s, got)
		}
	})
}

// Each kind of record makes the noun that says it is of that kind.
func TestKindsMakeTheirNouns(t *testing.T) {
	for _, k := range []ascribe.RecordKind{
		ascribe.RecordIncident, ascribe.RecordActor, ascribe.RecordLink, ascribe.RecordSource, ascribe.RecordRegrade,
		ascribe.RecordStatement, ascribe.RecordWithdrawal, ascribe.RecordDataset, ascribe.RecordRow, ascribe.RecordAdoption,
		ascribe.RecordReason, ascribe.RecordErasure,
	} {
		if n := k.New(); n == nil || n.Record() != k {
			t.Errorf("%s makes %T", k, n)
		}
	}
	if n := ascribe.RecordKind("thing").New(); n != nil {
		t.Errorf("a thing is a %T", n)
	}
}
