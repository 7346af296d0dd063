package acts_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

const caseMapping = `record: cases
row: no
incident: {id: "case-{no}", title: "{title}"}
sources: {paper: {title: "{paper}", published: "{day}", reliability: B}}
credibility: "2"
columns:
  dead: {variable: killed}
  hurt: {variable: injured}
  met: {variable: contact, several: ";"}
`

const caseRows = `no,title,paper,day,dead,hurt,met
1,One,The Paper,2016-07-19,3,1,member;outsider
2,Two,The Paper,2016-07-19,0,,
3,Three,The Sheet,2016-08-01,2,5,member
`

// dryRun says what an import would do.
func dryRun(t *testing.T, a *point.App, rows, mapping string) *acts.SheetImported {
	t.Helper()
	by := anna
	by.DryRun = true
	done, err := acts.ImportSheet(context.Background(), a, by, planned(t, a, "cases.csv", []byte(rows), []byte(mapping)))
	if err != nil {
		fatal(t, err)
	}
	return done
}

// bring imports rows under a mapping.
func bring(t *testing.T, a *point.App, rows, mapping string, how func(*acts.SheetImport)) (*acts.SheetImported, error) {
	t.Helper()
	in := planned(t, a, "cases.csv", []byte(rows), []byte(mapping))
	if how != nil {
		how(&in)
	}
	return acts.ImportSheet(context.Background(), a, anna, in)
}

func mustBring(t *testing.T, a *point.App, rows, mapping string, how func(*acts.SheetImport)) *acts.SheetImported {
	t.Helper()
	done, err := bring(t, a, rows, mapping, how)
	if err != nil {
		fatal(t, err)
	}
	return done
}

func strike(in *acts.SheetImport)     { in.Changed = acts.ChangeStrike }
func later(in *acts.SheetImport)      { in.Changed = acts.ChangeLater }
func strikeGone(in *acts.SheetImport) { in.StrikeGone = true }

// values are what stands in the record, as "case-1 killed 3".
func values(t *testing.T, a *point.App) map[string]int {
	t.Helper()
	all := map[string]int{}
	for text, n := range standing(t, a) {
		f := strings.Fields(text)
		all[f[0]+" "+f[1]+" "+f[3]] += n
	}
	return all
}

func checkValues(t *testing.T, a *point.App, want ...string) {
	t.Helper()
	have := values(t, a)
	for _, w := range want {
		if have[w] != 1 {
			t.Errorf("%s stands %d times", w, have[w])
		}
		delete(have, w)
	}
	for v, n := range have {
		t.Errorf("%s stands %d times, and is not said", v, n)
	}
}

var allOfCases = []string{"case-1 killed 3", "case-1 injured 1", "case-1 contact member", "case-1 contact outsider", "case-2 killed 0", "case-3 killed 2", "case-3 injured 5", "case-3 contact member"}

func without(list []string, leave ...string) (out []string) {
	for _, s := range list {
		keep := true
		for _, l := range leave {
			keep = keep && s != l
		}
		if keep {
			out = append(out, s)
		}
	}
	return out
}

// Whatever the order of rows and columns, and whatever the columns are called,
// the same sheet is nothing new.
func TestSheetThatSaysTheSame(t *testing.T) {
	for name, change := range map[string]struct{ rows, mapping string }{
		"the same":                 {caseRows, caseMapping},
		"sorted otherwise":         {lines(caseRows, 0, 3, 1, 2), caseMapping},
		"columns in another order": {"met,hurt,dead,day,paper,title,no\nmember;outsider,1,3,2016-07-19,The Paper,One,1\n,,0,2016-07-19,The Paper,Two,2\nmember,5,2,2016-08-01,The Sheet,Three,3\n", caseMapping},
		"a column renamed":         {strings.Replace(caseRows, "dead", "fatalities", 1), strings.Replace(caseMapping, "dead", "fatalities", 1)},
		"codes in another order":   {strings.Replace(caseRows, "member;outsider", "outsider; member", 1), caseMapping},
		"a column more":            {"no,title,paper,day,dead,hurt,met,to do\n1,One,The Paper,2016-07-19,3,1,member;outsider,look\n2,Two,The Paper,2016-07-19,0,,,\n3,Three,The Sheet,2016-08-01,2,5,member,\n", caseMapping},
		"a mapping with comments":  {caseRows, "# ours\n" + caseMapping},
	} {
		t.Run(name, func(t *testing.T) {
			a := emptyRecord.App(t)
			mustBring(t, a, caseRows, caseMapping, nil)
			if done := mustBring(t, a, change.rows, change.mapping, nil); done.Entry != 0 || len(done.Changed)+len(done.Gone) > 0 {
				t.Errorf("%+v", done)
			}
			checkValues(t, a, allOfCases...)
		})
	}
}

// lines are lines of a text, by their numbers.
func lines(text string, numbers ...int) string {
	all := strings.SplitAfter(text, "\n")
	var out strings.Builder
	for _, n := range numbers {
		out.WriteString(all[n])
	}
	return out.String()
}

// A cell that has changed is not decided without being asked for; then it is a
// strike and a new statement, or a later one.
func TestSheetThatChanged(t *testing.T) {
	now := strings.Replace(caseRows, "2016-07-19,3,1,member;outsider", "2016-07-19,4,1,member", 1)
	a := emptyRecord.App(t)
	mustBring(t, a, caseRows, caseMapping, nil)
	_, err := bring(t, a, now, caseMapping, nil)
	undecided, ok := errors.AsType[*acts.Undecided](err)
	if !ok || len(undecided.Reason.Problems) != 2 || !strings.Contains(undecided.Reason.Problems[0].String()+undecided.Reason.Problems[1].String(), `cases.csv:2:28: killed of case-1 was "3", and "4" now`) {
		t.Fatalf("%v: %+v", err, undecided)
	}
	checkValues(t, a, allOfCases...)
	done := mustBring(t, a, now, caseMapping, strike)
	if done.Struck != 2 || done.New["statement"] != 1 || done.New["withdrawal"] != 2 || done.Entry != 3 {
		t.Errorf("%+v", done)
	}
	checkValues(t, a, append(without(allOfCases, "case-1 killed 3", "case-1 contact outsider"), "case-1 killed 4")...)

	// And back: what was struck is said anew.
	if done := mustBring(t, a, caseRows, caseMapping, strike); done.Struck != 1 || done.New["statement"] != 2 {
		t.Errorf("back: %+v", done)
	}
	checkValues(t, a, allOfCases...)
	if done := mustBring(t, a, caseRows, caseMapping, nil); done.Entry != 0 {
		t.Errorf("once more: %+v", done)
	}
}

func TestSheetThatSaysOtherwiseLater(t *testing.T) {
	now := strings.Replace(caseRows, "2016-07-19,3,1", "2016-07-19,4,1", 1)
	now = strings.Replace(now, "The Sheet,2016-08-01,2,5", "The Sheet,2016-09-01,1,5", 1) // another day of the paper
	a := emptyRecord.App(t)
	mustBring(t, a, caseRows, caseMapping, nil)
	_, err := bring(t, a, now, caseMapping, later)
	wantFault(t, err, "cases.csv:2:28", "say when, as in --said")
	day, _ := ascribe.ParseDate("2016-10-01")
	laterOn := func(in *acts.SheetImport) { in.Changed, in.Said = acts.ChangeLater, day }
	done := mustBring(t, a, now, caseMapping, laterOn)
	if done.Later != 4 || done.Struck != 0 || done.New["statement"] != 4 {
		t.Errorf("%+v", done)
	}
	// The first stays and the second is dated: the one by the flag, the others by
	// the paper of that day.
	have := standing(t, a)
	for _, want := range []string{"case-1 killed asserts 4 | ", "case-1 killed asserts 3 | ", "case-3 killed asserts 2 | ", "case-3 killed asserts 1 | ", "case-3 injured asserts 5 | "} {
		n := 0
		for text, times := range have {
			if strings.HasPrefix(text, want) {
				n += times
				if strings.Contains(want, "case-1 killed asserts 4") != strings.Contains(text, " 2016-10-01 ") {
					t.Errorf("the day of %s", text)
				}
			}
		}
		if wanted := map[bool]int{true: 2, false: 1}[strings.HasPrefix(want, "case-3 injured")]; n != wanted {
			t.Errorf("%s stands %d times, not %d", want, n, wanted)
		}
	}
	if done := mustBring(t, a, now, caseMapping, nil); done.Entry != 0 {
		t.Errorf("the same once more: %+v", done)
	}
	// What was said later, and had been miscoded, keeps its day.
	mustBring(t, a, strings.Replace(now, "2016-07-19,4,1", "2016-07-19,6,1", 1), caseMapping, strike)
	found := false
	for text := range standing(t, a) {
		found = found || strings.HasPrefix(text, "case-1 killed asserts 6 | ") && strings.Contains(text, " 2016-10-01 ")
	}
	if !found {
		t.Errorf("%v", standing(t, a))
	}
	// A cell that is empty now says nothing of a later day.
	done = mustBring(t, a, strings.Replace(now, "2016-07-19,4,1", "2016-07-19,,1", 1), caseMapping, later)
	if len(done.Kept) != 1 || !strings.Contains(done.Kept[0].Message, "the cell is empty now") {
		t.Errorf("%+v", done)
	}
}

func wantFault(t *testing.T, err error, words ...string) {
	t.Helper()
	var e *ascribe.Error
	if !asError(err, &e) {
		t.Fatalf("the error is %v", err)
	}
	text := e.Message + "\n" + e.Hint
	for _, p := range e.Problems {
		text += "\n" + p.String()
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not in:\n%s", w, text)
		}
	}
}

// Rows that are gone are listed, and struck only where that is asked for: half a
// sheet loses nothing.
func TestSheetWithoutRows(t *testing.T) {
	a := emptyRecord.App(t)
	mustBring(t, a, caseRows, caseMapping, nil)
	half := lines(caseRows, 0, 2)
	done := mustBring(t, a, half, caseMapping, nil)
	if done.Entry != 0 || len(done.Gone) != 2 || !strings.Contains(done.Gone[0].Message, `the row "1" is gone`) {
		t.Errorf("%+v", done)
	}
	checkValues(t, a, allOfCases...)
	if done := mustBring(t, a, caseRows, caseMapping, nil); done.Entry != 0 || len(done.Gone) > 0 {
		t.Errorf("the whole again: %+v", done)
	}
	done = mustBring(t, a, lines(caseRows, 0, 1, 2), caseMapping, strikeGone)
	if done.Struck != 3 || len(done.Gone) != 1 {
		t.Errorf("%+v", done)
	}
	checkValues(t, a, without(allOfCases, "case-3 killed 2", "case-3 injured 5", "case-3 contact member")...)
	if done := mustBring(t, a, lines(caseRows, 0, 1, 2), caseMapping, nil); len(done.Gone) != 0 || done.Entry != 0 {
		t.Errorf("what is struck is gone once: %+v", done)
	}
	mustBring(t, a, caseRows, caseMapping, nil)
	checkValues(t, a, allOfCases...)
}

// What two rows say is not struck where one of them says it no more.
func TestSheetOfTwoRowsThatSayOne(t *testing.T) {
	mapping := strings.Replace(caseMapping, "case-{no}", "{title}", 1)
	rows := "no,title,paper,day,dead,hurt,met\n1,one,The Paper,2016-07-19,3,,\n2,one,The Paper,2016-07-19,3,1,\n"
	a := emptyRecord.App(t)
	mustBring(t, a, rows, mapping, nil)
	checkValues(t, a, "one killed 3", "one injured 1")
	mustBring(t, a, strings.Replace(rows, "2016-07-19,3,,", "2016-07-19,,,", 1), mapping, strike)
	checkValues(t, a, "one killed 3", "one injured 1")
	mustBring(t, a, "no,title,paper,day,dead,hurt,met\n1,one,The Paper,2016-07-19,,,\n", mapping, strikeGone)
	checkValues(t, a)
}

// A mapping that reads the same cells otherwise had misread them: that is not
// asked about. Where both have changed, nobody can tell which was said later.
func TestSheetUnderAnotherMapping(t *testing.T) {
	a := emptyRecord.App(t)
	mustBring(t, a, caseRows, caseMapping, nil)
	graded := strings.Replace(caseMapping, `credibility: "2"`, `credibility: "3"`, 1)
	done := mustBring(t, a, caseRows, graded, nil)
	if done.Struck != 8 || done.New["statement"] != 8 || !strings.Contains(done.Changed[0].Message, "another grade") {
		t.Errorf("%+v", done)
	}
	checkValues(t, a, allOfCases...)
	if done := mustBring(t, a, caseRows, graded, nil); done.Entry != 0 {
		t.Errorf("%+v", done)
	}
	_, err := bring(t, a, strings.Replace(caseRows, ",3,1,", ",4,1,", 1), caseMapping, later)
	wantFault(t, err, "the row and the mapping have both changed")
	// A mapping that reads one column more says more, and nothing of before is other.
	more := strings.Replace(graded, "columns:\n", "columns:\n  title: {variable: place}\n", 1)
	if done := mustBring(t, a, caseRows, more, nil); done.New["statement"] != 3 || done.Struck != 0 {
		t.Errorf("%+v", done)
	}
}

// Without ids of rows a second import is refused, and says how to get them; with
// them it is compared with what the first wrote.
func TestSheetWithoutIDs(t *testing.T) {
	unkeyed := strings.Replace(caseMapping, "row: no\n", "", 1)
	a := emptyRecord.App(t)
	mustBring(t, a, caseRows, unkeyed, nil)
	if done := mustBring(t, a, caseRows, unkeyed, nil); done.Entry != 0 {
		t.Errorf("the same file: %+v", done)
	}
	now := strings.Replace(caseRows, "2016-07-19,3,1", "2016-07-19,4,1", 1)
	_, err := bring(t, a, now, unkeyed, strike)
	wantFault(t, err, "nothing tells its rows apart", "row: number", "ascribe map FILE --record")
	checkValues(t, a, allOfCases...)
	done := mustBring(t, a, lines(now, 0, 1, 2), caseMapping, strike)
	if done.Struck != 1 || done.New["statement"] != 1 || len(done.Gone) != 3 {
		t.Errorf("%+v", done)
	}
	checkValues(t, a, append(without(allOfCases, "case-1 killed 3"), "case-1 killed 4")...)
	if done := mustBring(t, a, lines(now, 0, 1, 2), caseMapping, nil); done.Entry != 0 || len(done.Gone) > 0 {
		t.Errorf("%+v", done)
	}
}

// What was struck by hand is not said again by the sheet that still has it.
func TestSheetAndStrikesByHand(t *testing.T) {
	a := emptyRecord.App(t)
	in := planned(t, a, "cases.csv", []byte(caseRows), []byte(caseMapping))
	brought(t, a, in)
	ctx := context.Background()
	id := in.Plan.Rows[0].Statements[0].ID
	if _, err := acts.Add(ctx, a, anna, &ascribe.Withdrawal{Statement: id, Kind: ascribe.Strike, Reason: "misread"}); err != nil {
		fatal(t, err)
	}
	if done := mustBring(t, a, caseRows, caseMapping, nil); done.Entry != 0 {
		t.Errorf("%+v", done)
	}
	checkValues(t, a, without(allOfCases, "case-1 killed 3")...)
	if done := mustBring(t, a, strings.Replace(caseRows, "2016-07-19,3,1", "2016-07-19,4,1", 1), caseMapping, strike); done.Struck != 0 || done.New["statement"] != 1 {
		t.Errorf("%+v", done)
	}
	checkValues(t, a, append(without(allOfCases, "case-1 killed 3"), "case-1 killed 4")...)
}

// Where a sheet has another title of what it brought, that is amended; a source's
// reliability is judged anew. What somebody amended by hand stays.
func TestSheetWithOtherTitles(t *testing.T) {
	mapping := strings.Replace(caseMapping, `{title: "{paper}"`, `{id: "{paper}", title: "{paper}", publisher: "{publisher}"`, 1)
	mapping = strings.Replace(mapping, "reliability: B", `reliability: "{grade}"`, 1)
	rows := "no,title,paper,publisher,grade,day,dead,hurt,met\n1,One,The Paper,P,B,2016-07-19,3,,\n"
	a := emptyRecord.App(t)
	mustBring(t, a, rows, mapping, nil)
	now := "no,title,paper,publisher,grade,day,dead,hurt,met\n1,Another,The Paper,Q,C,2016-07-19,3,,\n"
	done := mustBring(t, a, now, mapping, nil)
	if done.New["regrade"] != 1 || done.New["amendment"] != 2 || len(done.New) != 2 || len(done.Kept) != 0 || len(done.Changed) != 2 ||
		!strings.Contains(done.Changed[0].String(), `cases.csv:2:3: the title of the incident case-1 was "One", and is amended to "Another"`) {
		t.Errorf("%+v", done)
	}
	checkTitle(t, a, "Another")
	if done := mustBring(t, a, now, mapping, nil); done.Entry != 0 {
		t.Errorf("%+v", done)
	}
	if done := mustBring(t, a, strings.Replace(now, "Another", "One", 1), mapping, nil); done.New["amendment"] != 1 { // as it was first
		t.Errorf("%+v", done)
	}
	checkTitle(t, a, "One")
	if _, err := acts.Amend(context.Background(), a, anna, []*ascribe.Amendment{{Of: ascribe.RecordIncident, Target: "case-1", Field: "title", Value: "By hand"}}); err != nil {
		fatal(t, err)
	}
	if done := mustBring(t, a, strings.Replace(now, "Another", "One", 1), mapping, nil); done.Entry != 0 || len(done.Kept) != 0 {
		t.Errorf("%+v", done)
	}
	if done := mustBring(t, a, strings.Replace(now, "Another", "A third", 1), mapping, nil); done.Entry != 0 || len(done.Kept) != 1 || !strings.Contains(done.Kept[0].Message, `was amended by hand, and stays "By hand"`) {
		t.Errorf("%+v", done)
	}
	checkTitle(t, a, "By hand")
	// What somebody else wrote under the same id is not taken for the sheet's.
	b := emptyRecord.App(t)
	if _, err := acts.Add(context.Background(), b, anna, &ascribe.Incident{ID: "case-1", Title: "Something else"}); err != nil {
		fatal(t, err)
	}
	_, err := bring(t, b, caseRows, caseMapping, nil)
	wantFault(t, err, "cases.csv:2:3", "there is an incident case-1 already, with other content (title)")
}

func checkTitle(t *testing.T, a *point.App, want string) {
	t.Helper()
	err := a.At(context.Background(), &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, func(p *point.Point) error {
		subject, err := p.View.Subject(context.Background(), ascribe.Main, "case-1")
		if err == nil && subject.Noun.Line() != want {
			t.Errorf("the title is %q; want %q", subject.Noun.Line(), want)
		}
		return err
	})
	if err != nil {
		fatal(t, err)
	}
}

// A dry run says what would be written, and writes nothing.
func TestSheetDryRun(t *testing.T) {
	a := emptyRecord.App(t)
	done := dryRun(t, a, strings.Replace(caseRows, ",0,,", ",many,,", 1), strings.Replace(caseMapping, `credibility: "2"`, "", 1))
	if done.New["statement"] != 7 || done.Entry != 2 || !done.DryRun || len(done.Examples) == 0 || len(done.Uncounted) != 1 || done.Uncounted[0] != (acts.Uncounted{N: 7, Why: "no credibility"}) {
		t.Errorf("%+v", done)
	}
	if len(done.Faults) != 1 || !strings.Contains(done.Faults[0].String(), `cases.csv:3:28: killed: "many" is not a whole number`) {
		t.Errorf("%v", done.Faults)
	}
	checkValues(t, a)
	mustBring(t, a, caseRows, caseMapping, nil)
	done = dryRun(t, a, strings.Replace(caseRows, ",0,,", ",1,,", 1), caseMapping)
	if len(done.Changed) != 1 || done.Entry != 3 {
		t.Errorf("%+v", done)
	}
	checkValues(t, a, allOfCases...)
}

// An import that is interrupted leaves nothing half done.
func TestSheetInterrupted(t *testing.T) {
	a := emptyRecord.App(t)
	in := planned(t, a, "cases.csv", []byte(caseRows), []byte(caseMapping))
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := acts.ImportSheet(ctx, a, anna, in); err == nil {
		t.Error("it was imported all the same")
	}
	checkValues(t, a)
	if last, err := a.Store.Last(context.Background()); err != nil || last != 1 {
		t.Errorf("%v, %v", last, err)
	}
}

// The file itself is kept only where that is asked for.
func TestSheetKept(t *testing.T) {
	a := emptyRecord.App(t)
	mustBring(t, a, caseRows, caseMapping, nil)
	mustBring(t, a, strings.Replace(caseRows, ",0,,", ",1,,", 1), caseMapping, func(in *acts.SheetImport) {
		in.Changed, in.File = acts.ChangeStrike, []byte("the file")
	})
	all, err := a.Store.Sheets(context.Background(), "cases")
	if err != nil || len(all) != 2 || all[0].Noun.File != nil || string(all[1].Noun.File) != "the file" || all[0].Noun.Mapping != caseMapping || !all[0].Noun.Keyed {
		t.Errorf("%+v, %v", all, err)
	}
}

// Many rows are one entry, and again are nothing new.
func TestSheetOfManyRows(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("no,title,paper,day,dead,hurt,met\n")
	for n := range 2000 {
		fmt.Fprintf(&rows, "%d,Case %d,Paper %d,2016-07-19,%d,%d,member\n", n, n, n%50, n%7, n%5)
	}
	a := emptyRecord.App(t)
	if done := mustBring(t, a, rows.String(), caseMapping, nil); done.New["statement"] != 6000 || done.New["source"] != 50 {
		t.Errorf("%+v", done.New)
	}
	if done := mustBring(t, a, rows.String(), caseMapping, nil); done.Entry != 0 {
		t.Errorf("%+v", done.New)
	}
}
