package codebook

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

var update = flag.Bool("update", false, "write what is found into testdata")

// Each faulty codebook of testdata has its faults beside it.
func TestFaultyCodebooks(t *testing.T) {
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no faulty codebooks: ", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Compile(filepath.Base(file), text)
		if ascribe.KindOf(err) != ascribe.ErrInvalid {
			t.Fatalf("%s: %v", file, err)
		}
		got := faults(err) + "\n"
		golden := strings.TrimSuffix(file, ".yaml") + ".faults"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got); d != "" {
			t.Errorf("%s: %s", file, d)
		}
	}
}

// A sound codebook, to break in one place at a time.
const sound = `codebook: small
version: 1.0.0
variables:
  who:
    values: {state: {}, group: {}}
  helpers:
    several: true
    values: {friend: {}, member: {}, nobody_knows: {leaves_open: true}}
  killed: {type: number}
  day: {type: date, role: event_date}
closes:
  who: [state]
labels:
  steered: {levels: {far: {}, near: {}}}
  open: {}
rows:
  - {id: first, label: steered, level: far, when: who == "state"}
  - id: second
    label: steered
    level: near
    when: |-
      "member" in helpers &&
      killed > 3
  - {id: last, label: open}
crosswalks:
  - id: other
    mappings:
      - {label: steered, term: S, relation: exactMatch}
      - {label: open, relation: none}
`

func TestOneFaultAtATime(t *testing.T) {
	if _, err := Compile("small.yaml", []byte(sound)); err != nil {
		t.Fatal(faults(err))
	}
	for _, c := range []struct{ old, new, want string }{
		{"version: 1.0.0", "version: 1.0.0\n\tx: y", `:3:1: this is not YAML: found character '	' that cannot start any token`},
		{"codebook: small", "codebook: [small", `:2:1: this is not YAML: `},
		{"codebook: small", "codebook: &a small", `:1:11: anchors and aliases are not read; write the text out`},
		{"codebook: small", "codebook: !!str small", `:1:11: tags are not read; quote the text where it begins with an exclamation mark`},
		{"codebook: small", "codebook: {a: b}", `:1:11: this is a text, not a mapping`},
		{"version: 1.0.0", "version: 1.0.0\nformat: 3\nnew_key: x", `:3:9: this is a codebook of format 3, and this program reads up to 2: take a newer version of ascribe`},
		{"version: 1.0.0", "version: 1.0.0\nformat: two", `:3:9: "two" is no format: it is a whole number, at most 2`},
		{"version: 1.0.0", "version: 1.0.0\nformat: 0", `:3:9: "0" is no format: it is a whole number, at most 2`},
		{"{state: {}, group: {}}", "{state: {says: a state}, group: {}}", `:5:28: says belongs to format 2: write "format: 2" at the top of the file, so that an older program refuses it`},
		{"version: 1.0.0", "version: 1.0.0\ntitle: {en: x}", `:3:8: a text by language belongs to format 2: write "format: 2" at the top of the file, so that an older program refuses it`},
		{"version: 1.0.0", "version: 1.0.0\nformat: 2\ntitle: {en: x, klingon!: y}", `:4:16: "klingon!" is no language: write its tag, as in en or pt-BR`},
		{"version: 1.0.0", "version: 1.0.0\nformat: 2\ntitle: {en: [x]}", `:4:13: this is a text, not a list`},
		{"  who:\n", "  who:\n    was: helpers\n", `:5:10: was belongs to format 2: write "format: 2" at the top of the file, so that an older program refuses it`},
		{"codebook: small\n", "", `:1:1: the codebook has no id: give one, as in "codebook: direction"`},
		{"version: 1.0.0", "version: 1 0", `:2:10: "1 0" cannot be a version: letters, digits, dot, dash, plus and underscore, at most 40`},
		{"version", "verison", `:2:1: a codebook takes no key "verison"; did you mean "version"?`},
		{"label: open}\n", "label: open}\n---\na: b\n", `:26:1: a second document begins here; a file holds one`},
		{"codebook: small", "codebook: sm\xe4ll", `:1:13: the byte 0xe4 is not UTF-8; save the file as UTF-8`},
		{"codebook: small", "codebook: sm\x00ll", `:1:13: the control character U+0000 cannot stand here`},
		{"closes:\n  who: [state]", "closes: [who]", `:11:9: closes is a mapping of keys to values, not a list`},
		{"  who:\n    values", "  who:\n    policy: any\n    decisive: stat\n    values", `:6:15: "stat" is not a value of who; did you mean "state"?`},
		{`who == "state"`, `whom == "state"`, `:17:51: there is no variable "whom"; did you mean "who"?`},
		{`who == "state"`, `who == "State"`, `:17:58: "State" is not a value of who; did you mean "state"?`},
		{`who == "state"`, `'who == "State"'`, `:17:59: "State" is not a value of who; did you mean "state"?`},
		{`who == "state"`, `"who == \"State\""`, `:17:59: "State" is not a value of who; did you mean "state"?`},
		{`who == "state"`, `'who in ["state", "grup"]'`, `:17:69: "grup" is not a value of who; did you mean "group"?`},
		{`"member" in helpers`, `"members" in helpers`, `:22:7: "members" is not a value of helpers; did you mean "member"?`},
		{`killed > 3`, `killed > "3"`, ":23:14: > does not fit a number and a text, in `killed > \"3\"`"},
		{`killed > 3`, `kiled > 3`, `:23:7: there is no variable "kiled"; did you mean "killed"?`},
		{`killed > 3`, `known(kiled)`, `:23:13: there is no variable "kiled"; did you mean "killed"?`},
		{`killed > 3`, `killed > `, ":23:15: the condition `\"member\" in helpers && killed >` breaks off"},
		{`killed > 3`, `known(who) && who == "none_found"`, ":21:11: row \"second\" can never be reached: its condition `\"member\" in helpers && known(who) && who == \"none_found\"` never holds"},
		{`killed > 3`, `who == "state"`, ":21:11: row \"second\" can never be reached: whenever its condition `\"member\" in helpers && who == \"state\"` holds, row \"first\" of line 17 does, and comes first"},
		{`who == "state"`, `who != "state" || who == "state"`, `:24:5: row "last" can never be reached: whenever it holds, row "first" of line 17 does, and comes first`},
		{`who == "state"`, `killed >= 0 || killed == null`, `:24:5: row "last" can never be reached: whenever it holds, row "first" of line 17 does, and comes first`},
		{"id: second", "id: first", `:18:9: two rows have the id "first"; the first is in line 17`},
		{"label: open}", "label: opne}", `:24:23: no label "opne" is declared; did you mean "open"?`},
		{"{id: last, label: open}", `{id: last, label: open, when: killed > 9}`, `:24:35: the last row holds only when "killed > 9": let a row without a condition be the last, so that there is always an answer`},
		{"term: S, relation: exactMatch", "term: S, relation: exact", `:28:45: there is no relation "exact"; it is one of exactMatch, closeMatch, broadMatch, narrowMatch, none`},
	} {
		text := strings.Replace(sound, c.old, c.new, 1)
		_, err := Compile("small.yaml", []byte(text))
		if err == nil {
			t.Errorf("%q for %q: no fault", c.new, c.old)
			continue
		}
		if got := faults(err); !strings.Contains(got, "small.yaml"+c.want) {
			t.Errorf("%q for %q:\n%s\nwanted %s", c.new, c.old, got, c.want)
		}
	}
}

func TestEveryFileIsRefusedInWords(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":      "",
		"a comment":    "# nothing\n",
		"a text":       "hello",
		"a list":       "- a\n- b\n",
		"deep":         strings.Repeat("[", 1000),
		"deeper":       strings.Repeat("- ", 1000),
		"large":        strings.Repeat("#\n", yamltext.MaxBytes),
		"many pieces":  strings.Repeat("- a\n", 60_000),
		"alias bomb":   "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
		"merge":        "a: &a {b: c}\nd:\n  <<: *a\n",
		"only quotes":  `"`,
		"bad escape":   `codebook: "\q"`,
		"control char": `codebook: "\u0001"`,
	} {
		_, err := Compile("x.yaml", []byte(text))
		e, ok := err.(*ascribe.Error)
		if !ok || e.Kind != ascribe.ErrInvalid || len(e.Problems) == 0 || e.Hint == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestManyFaultsAreCounted(t *testing.T) {
	text := sound
	for range 150 {
		text += "x" + strings.Repeat("y", strings.Count(text, "\n")) + ": 1\n"
	}
	_, err := Compile("x.yaml", []byte(text))
	if e := err.(*ascribe.Error); len(e.Problems) != ascribe.MaxProblems || e.More != 50 {
		t.Errorf("%d problems and %d more", len(e.Problems), e.More)
	}
}

func TestACodebookWithoutRowsIsAllowed(t *testing.T) {
	b, err := Compile("ged.yaml", []byte("codebook: ged\nversion: \"24.1\"\nvariables:\n  best: {type: number}\n"))
	if err != nil {
		t.Fatal(faults(err))
	}
	if len(b.Rows) != 0 || b.Vars[0].Policy != ascribe.PolicyLatest || b.Codebook.Adequate != (ascribe.Adequacy{Reliability: "C", Credibility: "3"}) {
		t.Errorf("%+v", b)
	}
}

// Each earlier name can be one thing only, and is no name for a condition.
func TestFaultsOfNamesBefore(t *testing.T) {
	second := "format: 2\n" + sound
	for _, c := range []struct{ old, new, want string }{
		{"  who:\n", "  who:\n    was: [helpers]\n", `:6:11: who cannot have been called "helpers": a variable of that name is there`},
		{"killed: {type: number}", "killed: {type: number, was: dead}\n  lost: {type: number, was: [dead]}", `:11:30: "dead" is said twice to be what a variable was called: killed has it`},
		{"killed: {type: number}", "killed: {type: number, was: [Dead]}", `:10:32: "Dead" cannot be the name of a variable: it begins with a small letter; small letters, digits and underscores follow`},
		{"{state: {}, group: {}}", "{state: {was: group}, group: {}}", `:6:27: state cannot have been called "group": a value of that name is there`},
		{"{state: {}, group: {}}", "{state: {was: [power]}, group: {was: power}}", `:6:50: "power" is said twice to be what a value was called: state has it`},
		{"{state: {}, group: {}}", "{state: {was: none_found}, group: {}}", `:6:27: "none_found" is still what it was: every variable has it`},
		{"{state: {}, group: {}}", "{state: {was: [a b]}, group: {}}", `:6:28: "a b" cannot have been a value`},
	} {
		text := strings.Replace(second, c.old, c.new, 1)
		_, err := Compile("small.yaml", []byte(text))
		if got := faults(err); !strings.Contains(got, c.want) {
			t.Errorf("%q: %s, want %s", c.new, got, c.want)
		}
	}
	renamed := strings.NewReplacer("  who:\n", "  who:\n    was: actor\n", "{state: {},", "{state: {was: power},").Replace(second)
	b, err := Compile("small.yaml", []byte(renamed))
	if err != nil {
		t.Fatal(faults(err))
	}
	who := b.Var("actor")
	if who == nil || who.Name != "who" || who.Today("power") != "state" || who.Today("group") != "group" || who.Today("x") != "x" {
		t.Errorf("%+v", who)
	}
	for _, when := range []string{`actor == "state"`, `who == "power"`} {
		if _, err := Compile("small.yaml", []byte(strings.Replace(renamed, `who == "state"`, when, 1))); err == nil {
			t.Errorf("the condition %s is taken", when)
		}
	}
}
