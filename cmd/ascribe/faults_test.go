package main

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// goodBook is a casebook that imports; each test spoils it in one way.
var goodBook = map[string]string{
	"incidents.csv":  "id,title\na-2020,An attack\n",
	"actors.csv":     "id,kind,name\ngroup,organisation,The organisation\n",
	"links.csv":      "id,incident,actor,role\na-claim,a-2020,group,claimant\n",
	"sources.csv":    "id,title,publisher,url,archived_url,published,kind,language,reliability,rests_on\npaper,A report,A newspaper,,,2020-01-15,press,en,B,\n",
	"statements.csv": statementsHeader + "s1,a-2020,propaganda,yes,asserts,told,paper,,,,2,c1,,\n",
}

const (
	statementsHeader  = "id,subject,variable,value,stance,basis,source,locator,said,reliability,credibility,coder,quote,note\n"
	withdrawalsHeader = "id,statement,kind,said,source,reason\n"
)

// TestFaults holds every kind of bad input to a sentence that says what and
// where, its exit code, and a store that is as it was.
func TestFaults(t *testing.T) {
	statement := func(row string) map[string]string {
		return map[string]string{"statements.csv": statementsHeader + row + "\n"}
	}
	for _, tt := range []struct {
		name  string
		files map[string]string
		code  int
		says  string
	}{
		{"too few fields", statement("s1,a-2020,propaganda,yes"), 3, `statements.csv:2:1: the row has 4 fields, and the header 14`},
		{"too many fields", statement("s1,a-2020,propaganda,yes,asserts,told,paper,,,,2,c1,,,more"), 3, `statements.csv:2:\d+: the row has 15 fields`},
		{"unknown variable", statement("s1,a-2020,propagandda,yes,asserts,told,paper,,,,2,c1,,"), 3, `statements.csv:2:11: .*no variable "propagandda"; did you mean "propaganda"`},
		{"unknown value", statement("s1,a-2020,propaganda,maybe,asserts,told,paper,,,,2,c1,,"), 3, `statements.csv:2:22: .*maybe`},
		{"not of its type", statement("s1,a-2020,killed,many,asserts,told,paper,,,,2,c1,,"), 3, `statements.csv:2:18: .*many`},
		{"no such day", statement("s1,a-2020,propaganda,yes,asserts,told,paper,,2016-02-30,,2,c1,,"), 3, `statements.csv:2:\d+: .*February 2016 has no day 30`},
		{"open-ended said", statement("s1,a-2020,propaganda,yes,asserts,told,paper,,2016-02/..,,2,c1,,"), 3, `statements.csv:2:\d+: `},
		{"no such grade", statement("s1,a-2020,propaganda,yes,asserts,told,paper,,,G7,2,c1,,"), 3, `statements.csv:2:\d+: .*G7`},
		{"no such source", statement("s1,a-2020,propaganda,yes,asserts,told,nobody,,,,2,c1,,"), 4, `statements.csv:2:\d+: there is no source nobody`},
		{"no such incident", statement("s1,b-2020,propaganda,yes,asserts,told,paper,,,,2,c1,,"), 4, `statements.csv:2:4: there is no incident, actor or link b-2020`},
		{"withdrawal of nothing", map[string]string{"withdrawals.csv": withdrawalsHeader + ",s9,strike,,,misread\n"}, 4, `withdrawals.csv:2:\d+: there is no statement or withdrawal s9`},
		{"same id, other content", statement("s1,a-2020,propaganda,yes,denies,told,paper,,,,2,c1,,\ns1,a-2020,propaganda,yes,asserts,told,paper,,,,2,c1,,"), 5, `statements.csv:3:1: .*with other content \(stance\): strike it and add`},
		{"an encoding that is not said", map[string]string{"incidents.csv": "id,title\na-2020,\xc2\xee\xeb\xe3\xee\xe3\xf0\xe0\xe4\n"}, 3, `incidents.csv:2:8: .*windows-1251`},
		{"two encodings", map[string]string{"incidents.csv": "id,title\na-2020,W\xc3\xbcrzburg\nb-2020,M\xfcnchen\n"}, 3, `incidents.csv:3:\d+: .*not UTF-8, and what stands before it is`},
		{"NUL", map[string]string{"incidents.csv": "id,title\na-2020,An\x00attack\n"}, 3, `incidents.csv:2:\d+: .*NUL`},
		{"a field over a megabyte", map[string]string{"incidents.csv": "id,title\na-2020," + strings.Repeat("x", 1<<20+1) + "\n"}, 3, `incidents.csv:2:\d+: .*1 MiB`},
		{"a path that leaves the folder", map[string]string{"datapackage.json": `{"resources":[{"name":"incidents","path":"../incidents.csv"}]}`}, 3, `datapackage.json:1:\d+: .*\.\./incidents\.csv`},
		{"a missing column", map[string]string{"incidents.csv": "id\na-2020\n"}, 3, `incidents.csv:1:1: the column "title" is missing`},
		{"a truncated file", map[string]string{"statements.csv": statementsHeader + "s1,a-2020,propaganda,\"yes"}, 3, `statements.csv:2:\d+: `},
		{"a missing file", map[string]string{"statements.csv": ""}, 3, `statements.csv`},
		{"sources in a circle", map[string]string{"sources.csv": "id,title,publisher,url,archived_url,published,kind,language,reliability,rests_on\npaper,A,,,,2020,press,en,B,other\nother,B,,,,2020,press,en,B,paper\n"}, 3, `sources.csv:\d+:\d+: .*circle: .* → `},
		{"several faults at once", map[string]string{"incidents.csv": "id,title\nÄ,x\na-2020,\n"}, 3, `(?s)incidents.csv:2:1: .*incidents.csv:3:\d+: `},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("ASCRIBE_STORE", filepath.Join(t.TempDir(), "ascribe.db"))
			must(t, "init")
			before := must(t, "checkpoint")
			folder := t.TempDir()
			for name, text := range goodBook {
				if spoilt, ok := tt.files[name]; ok {
					text = spoilt
				}
				put(t, filepath.Join(folder, name), text)
			}
			for name, text := range tt.files {
				put(t, filepath.Join(folder, name), text)
			}
			code, _, stderr := call("import", folder)
			if code != tt.code || !regexp.MustCompile(tt.says).MatchString(stderr) {
				t.Errorf("exit code %d, want %d; it says\n%s\nwant %s", code, tt.code, stderr, tt.says)
			}
			if strings.Contains(stderr, "internal/") || strings.Contains(stderr, "sqlite") {
				t.Errorf("it shows what is inside: %s", stderr)
			}
			if after := must(t, "checkpoint"); after != before {
				t.Error("the store has changed")
			}
			must(t, "verify")
		})
	}
}

// TestBadZips holds zips that are cut short, unpack to too much or leave the
// folder to a sentence each.
func TestBadZips(t *testing.T) {
	t.Setenv("ASCRIBE_STORE", filepath.Join(t.TempDir(), "ascribe.db"))
	must(t, "init")
	good := zipped(t, goodBook)
	bomb := map[string]string{"statements.csv": statementsHeader, "incidents.csv": "id,title\n" + strings.Repeat("a", 64<<20)}
	for name, text := range map[string][]byte{
		"cut.zip": good[:len(good)/2], "text.zip": []byte("no zip"), "bomb.zip": zipped(t, bomb),
		"out.zip": zipped(t, map[string]string{"../incidents.csv": "id,title\n", "statements.csv": statementsHeader}),
	} {
		file := filepath.Join(t.TempDir(), name)
		put(t, file, string(text))
		if code, _, stderr := call("import", file); code != 3 || !strings.Contains(stderr, name) {
			t.Errorf("%s: exit code %d, it says %s", name, code, stderr)
		}
	}
	file := filepath.Join(t.TempDir(), "good.zip")
	put(t, file, string(good))
	must(t, "import", file)
}

// TestManyFaults holds a file of many faults to the first hundred, and how many
// more there are.
func TestManyFaults(t *testing.T) {
	t.Setenv("ASCRIBE_STORE", filepath.Join(t.TempDir(), "ascribe.db"))
	must(t, "init")
	folder := t.TempDir()
	for name, text := range goodBook {
		put(t, filepath.Join(folder, name), text)
	}
	put(t, filepath.Join(folder, "statements.csv"), statementsHeader+strings.Repeat(",a-2020,propaganda,maybe,,,paper,,,,2,,,\n", 250))
	code, _, stderr := call("import", folder)
	if code != 3 || strings.Count(stderr, "statements.csv:") != 100 || !strings.Contains(stderr, "has 250 faults") || !strings.Contains(stderr, "and 150 more") {
		t.Errorf("exit code %d, it says %s", code, stderr)
	}
}

// TestInterrupt cancels an import in its midst.
func TestInterrupt(t *testing.T) {
	t.Setenv("ASCRIBE_STORE", filepath.Join(t.TempDir(), "ascribe.db"))
	must(t, "init")
	before := must(t, "checkpoint")
	folder := t.TempDir()
	for name, text := range goodBook {
		put(t, filepath.Join(folder, name), text)
	}
	var rows strings.Builder
	for i := range 50_000 {
		rows.WriteString(",a-2020,killed,")
		rows.WriteString(strings.Repeat("1", 1+i%9))
		rows.WriteString(",,,paper,,,,2,,,note ")
		rows.WriteString(strings.Repeat("x", i%97))
		rows.WriteString("\n")
	}
	put(t, filepath.Join(folder, "statements.csv"), statementsHeader+rows.String())
	ctx, cancel := context.WithCancel(t.Context())
	var out, errs bytes.Buffer
	go cancel()
	code := run(ctx, []string{"import", folder}, strings.NewReader(""), &out, &errs)
	if code != 130 || !strings.Contains(errs.String(), "nothing was changed") {
		t.Errorf("exit code %d, it says %s", code, errs.String())
	}
	if after := must(t, "checkpoint"); after != before {
		t.Error("the store has changed")
	}
	must(t, "verify")
}

// call runs a command line in this process.
func call(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

func must(t *testing.T, args ...string) string {
	t.Helper()
	code, stdout, stderr := call(args...)
	if code != 0 {
		t.Fatalf("ascribe %v: exit code %d: %s", args, code, stderr)
	}
	return stdout
}

func put(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func zipped(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
