package codebook

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
)

// texts draws what people write, and what trips a writer of YAML.
func texts() *rapid.Generator[string] {
	awkward := rapid.SampledFrom([]string{
		"", "no", "yes", "null", "~", "1.0", "0x1F", "1_000", "- item", "a: b", "# c", "a #b", "'", `"`, `"x" in y`, "it's", `\`, "[a]", "{a: b}",
		"&a", "*a", "!t", "|", ">", "%", "@", "`", " lead", "trail ", "two  spaces", "tab\there", "line\nline", "line\n\nline\n", "\nfirst",
		"a\n  b\nc", "a\n\tb", "a \nb", "é ü 中文 עברית", "U+2028 \u2028", "nbsp\u00a0x", "\u0085", "?", "? a", "a ? b : c", "x:", ":x", "---", "...", "<<",
		strings.Repeat("word ", 40) + "end", strings.Repeat("w", 200), "# " + strings.Repeat("word ", 40) + "end", strings.Repeat("a: b ", 30) + "c",
		strings.Repeat(`"q" in x && `, 12) + "z", "\U0001F600", "\ue000",
	})
	return rapid.OneOf(awkward, rapid.StringMatching(`[a-z][a-z0-9_]{0,12}`), rapid.StringMatching(`[ -~\n]{0,40}`),
		rapid.StringOf(rapid.RuneFrom([]rune("ab \n:#'\"\\-[]{},&|>\t"))))
}

// anyCodebook draws codebooks that the format can hold, sense or not.
func anyCodebook(t *rapid.T) *ascribe.Codebook {
	text := func(what string) string { return texts().Draw(t, what) }
	names := func(what string, most int) []string {
		return rapid.SliceOfNDistinct(rapid.OneOf(rapid.StringMatching(`[a-z][a-z0-9_]{0,8}`), texts()), 0, most, rapid.ID).Draw(t, what)
	}
	second := rapid.Bool().Draw(t, "second format")
	byLanguage := func(text string) (string, []ascribe.Translation) {
		if !second || !rapid.Bool().Draw(t, "by language") {
			return text, nil
		}
		other := texts().Draw(t, "other")
		return text, []ascribe.Translation{{Language: "de", Text: other}, {Language: "en", Text: text}}
	}
	was := func() []string {
		if !second || !rapid.Bool().Draw(t, "renamed") {
			return nil
		}
		return append(names("was", 2), "x")
	}
	c := &ascribe.Codebook{
		ID: text("id"), Version: text("version"), Description: text("description"),
		Adequate: ascribe.Adequacy{
			Reliability: rapid.SampledFrom([]ascribe.Reliability{"A", "C", "F"}).Draw(t, "reliability"),
			Credibility: rapid.SampledFrom([]ascribe.Credibility{"1", "3", "6"}).Draw(t, "credibility"),
		},
	}
	c.Title, c.Titles = byLanguage(text("title"))
	if second {
		c.Format = 2
	}
	for _, name := range names("variables", 3) {
		v := ascribe.Variable{
			Name: name, Was: was(), Type: rapid.SampledFrom(ascribe.Types).Draw(t, "type"),
			Several: rapid.Bool().Draw(t, "several"), Definition: text("definition"), Note: text("note"), Source: text("source"),
			Role:   rapid.SampledFrom(append(ascribe.Roles, "")).Draw(t, "role"),
			Policy: rapid.SampledFrom(ascribe.Policies).Draw(t, "policy"), Decisive: text("decisive"),
			Default: text("default"), Open: rapid.Bool().Draw(t, "open"),
		}
		for _, code := range names("codes", 3) {
			x := ascribe.Value{
				Code: code, Was: was(), Definition: text("definition"), Note: text("note"), LeavesOpen: rapid.Bool().Draw(t, "leaves_open"),
			}
			if second {
				x.Says, x.SaysIn = byLanguage(text("says"))
			}
			v.Values = append(v.Values, x)
		}
		v.Title, v.Titles = byLanguage(text("title"))
		if rapid.Bool().Draw(t, "of") {
			v.Of = []ascribe.SubjectKind{ascribe.OfLink, ascribe.OfActor}
		}
		c.Variables = append(c.Variables, v)
	}
	for _, name := range names("closes", 2) {
		c.Closes = append(c.Closes, ascribe.Closing{Variable: name, Values: append(names("closing", 2), "x")})
	}
	for _, name := range names("labels", 3) {
		l := ascribe.Label{Name: name, Definition: text("definition")}
		for _, level := range names("levels", 2) {
			l.Levels = append(l.Levels, ascribe.Level{Name: level, Definition: text("definition")})
		}
		c.Labels = append(c.Labels, l)
	}
	for range rapid.IntRange(0, 3).Draw(t, "rows") {
		c.Rows = append(c.Rows, ascribe.DecisionRow{
			ID: text("id"), Label: text("label"), Level: text("level"), When: text("when"), Explanation: text("explanation"),
		})
	}
	for range rapid.IntRange(0, 2).Draw(t, "crosswalks") {
		w := ascribe.Crosswalk{ID: text("id"), Source: text("source")}
		w.Title, w.Titles = byLanguage(text("title"))
		for range rapid.IntRange(0, 2).Draw(t, "mappings") {
			w.Mappings = append(w.Mappings, ascribe.Mapping{
				Label: text("label"), Level: text("level"), Term: text("term"),
				Relation: rapid.SampledFrom(ascribe.Relations).Draw(t, "relation"),
			})
		}
		c.Crosswalks = append(c.Crosswalks, w)
	}
	return c
}

func TestWhatIsPrintedIsReadBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCodebook(t)
		printed := Print(c)
		back, err := Parse("printed.yaml", printed)
		if err != nil {
			t.Fatalf("%s\n%s", faults(err), printed)
		}
		if d := cmp.Diff(c, back); d != "" {
			t.Fatalf("%s\n%s", d, printed)
		}
	})
}

func TestPrintingTheShippedCodebookLosesNothing(t *testing.T) {
	c, err := Parse("direction.yaml", codebooks.Direction)
	if err != nil {
		t.Fatal(faults(err))
	}
	back, err := Parse("printed.yaml", Print(c))
	if err != nil {
		t.Fatal(faults(err))
	}
	if d := cmp.Diff(c, back); d != "" {
		t.Error(d)
	}
}

// faults are the problems of an error, one a line.
func faults(err error) string {
	e, ok := err.(*ascribe.Error)
	if !ok {
		return err.Error()
	}
	lines := []string{e.Message}
	for _, p := range e.Problems {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

func FuzzParse(f *testing.F) {
	f.Add(codebooks.Direction)
	f.Add([]byte("codebook: x\nversion: 1.0\nvariables:\n  a: {values: {\"yes\": {}}}\nrows:\n  - id: a\n    when: |-\n      a == \"yes\" &&\n      true\n"))
	f.Add([]byte("codebook: \"\\u00e9\\n\"\ntitle: >-\n  a\n  b\n\n  c\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := Parse("fuzz.yaml", text)
		if err != nil {
			if _, ok := err.(*ascribe.Error); !ok {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		printed := Print(c)
		back, err := Parse("printed.yaml", printed)
		if err != nil {
			t.Fatalf("%s\n%s", faults(err), printed)
		}
		if d := cmp.Diff(c, back); d != "" {
			t.Fatalf("%s\n%s", d, printed)
		}
		if again := Print(back); string(again) != string(printed) {
			t.Fatalf("printed otherwise the second time:\n%s\n%s", printed, again)
		}
	})
}
