package ask

import (
	"fmt"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// A ProposedNote is a warning about method that a diff suggests: so much
// changed at once that a series would show the change of method rather than
// of the world. Command writes it down.
type ProposedNote struct {
	Said    ascribe.Date `json:"said"`
	Text    string       `json:"text"`
	Source  string       `json:"source"`
	Command string       `json:"command"`
}

// bulk is the part of the incidents from which on a change is one of method
// rather than so many revisions: a tenth.
const bulk = 10

// propose finds the bulk changes of a diff.
func propose(d *EditionDiff) []ProposedNote {
	notes := []ProposedNote{}
	add := func(format string, args ...any) {
		n := ProposedNote{Said: d.New.Published, Text: d.New.Edition + ": " + fmt.Sprintf(format, args...), Source: d.New.Source}
		n.Command = "ascribe note " + d.Dataset + " " + quoteArg(n.Said.String()) + " " + quoteArg(n.Text) + " --source " + quoteArg(n.Source)
		notes = append(notes, n)
	}
	before := d.Common + d.Summary.Removed
	if n := d.Summary.Backdated; n > 0 && n*bulk >= before {
		add("%d incidents added that are dated %s or before, which %s had covered with %d", n, d.Covers, d.Old.Edition, before)
	}
	if n := d.Summary.Removed; n > 0 && n*bulk >= before {
		add("%d of the %d incidents of %s are no longer listed", n, before, d.Old.Edition)
	}
	for _, column := range d.Columns {
		n, cosmetic := d.Changed[column], d.Cosmetic[column]
		if n == 0 || n*bulk < d.Common {
			continue
		}
		spelling := ""
		if cosmetic > 0 {
			spelling = fmt.Sprintf(", %d of them in spelling only", cosmetic)
		}
		if rewritten := d.Rewritten[column]; rewritten > 0 {
			spelling += fmt.Sprintf(", %d only in how numbers are written", rewritten)
		}
		add("%s changed in %d of %d incidents%s", d.Called(column), n, d.Common, spelling)
	}
	for _, r := range d.Renames {
		if r.N*bulk >= d.Common && !r.Cosmetic {
			add("%s: %s is now called %s (%d incidents)", r.Column, r.Old, r.New, r.N)
		}
	}
	return notes
}

// quoteArg quotes an argument for a shell, where it needs it.
func quoteArg(s string) string {
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_./:", r)
	}) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
