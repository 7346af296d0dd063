package dataset_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// ids are those of a file under a mapping, with its faults.
func ids(t testing.TB, form ascribe.IDForm, text, under string) (ids, faults []string) {
	t.Helper()
	table, err := open("f.csv", []byte(text), mapping(t, under))
	if err != nil {
		t.Fatal(faultsOf(err))
	}
	if err := table.Continue(dataset.Before{IDs: form}); err != nil {
		t.Fatal(faultsOf(err))
	}
	rows, faults := rowsOf(t, table)
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids, faults
}

func TestIDsKeepTheirLetters(t *testing.T) {
	long := strings.Repeat("ж", 41)
	got, faults := ids(t, ascribe.IDsKept, "id\nUKR1\nukr1\n 7.0 \n007\nМариуполь\nA-ж1\nA-з1\nMu\u0308nchen\nMunchen\nKbs0\nkbS0\n---\n..\n"+long+"\n1.97E+11\n\"\"\n", "{}")
	hash := got[len(got)-1]
	want := []string{"UKR1", "ukr1", "7", "007", "Мариуполь", "A-ж1", "A-з1", "München", "Munchen", "Kbs0", "kbS0", "---", "hash-", "hash-"}
	for i := range got[:min(len(got), len(want))] {
		if want[i] == "hash-" {
			got[i] = got[i][:5]
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if len(hash) != len("hash-")+24 {
		t.Error(hash)
	}
	wantFaults(t, faults, `f.csv:16:1: the id "1.97E+11" was rounded by a spreadsheet`)
}

func TestIDsOfSeveralColumns(t *testing.T) {
	got, faults := ids(t, ascribe.IDsKept, "a,b\nUKR,1.0\nÉire/x,2\n,3\n3,\na~b,c\na,b~c\n"+strings.Repeat("x", 90)+",1\n,\n", "id: [a, b]")
	if len(got) != 7 || !slices.Equal(got[:4], []string{"UKR~1", "Éire/x~2", "~3", "3~"}) {
		t.Errorf("%q", got)
	}
	for i, a := range got {
		if slices.Index(got, a) != i || i > 3 && !strings.HasPrefix(a, "hash-") {
			t.Errorf("%d %q", i, a)
		}
	}
	if len(faults) != 0 { // an empty row is passed over
		t.Errorf("%q", faults)
	}
	_, faults = ids(t, ascribe.IDsKept, "a,b,c\n,,x\n", "id: [a, b]")
	wantFaults(t, faults, `f.csv:2:1: the id is missing: the row has no "a" or "b"`)

	_, rows, _ := read(t, "f.csv", []byte("a,b,c\nUA,1,\n,2,x\n"), mapping(t, "id: [a, b, c]"))
	if rows[0].Title != "UA, 1" || rows[1].Title != "2, x" || rows[0].ID != "UA~1~" {
		t.Errorf("%+v", rows)
	}
}

// A dataset that the first version imported keeps its form of ids.
func TestIDsOfTheFirstVersion(t *testing.T) {
	got, faults := ids(t, ascribe.IDsFolded, "a,b\nUKR,1.0\nÉire/x,2\n,3\n1.97E+11,\n"+strings.Repeat("x", 90)+",1\n", "id: [a, b]")
	if !slices.Equal(got, []string{"ukr.1", "eire-x.2"}) {
		t.Errorf("%q", got)
	}
	wantFaults(t, faults,
		`f.csv:4:1: the id is missing: the row has no "a"`,
		`f.csv:5:1: the id is missing: the row has no "b"`,
		`f.csv:6:1: "xxx`,
	)
	_, faults = ids(t, ascribe.IDsFolded, "id\n1.97E+11\n---\n", "{}")
	wantFaults(t, faults, `f.csv:2:1: the id "1.97E+11" was rounded by a spreadsheet`, `f.csv:3:1: "---" cannot be an id`)
}

func TestTheIDTwice(t *testing.T) {
	for form, want := range map[ascribe.IDForm]string{
		ascribe.IDsKept:   `f.csv:4:1: the id "b" is there twice, first in line 3: each incident has one row; if these are different incidents, more columns belong to the id, and if not, repeated: last or keep`,
		ascribe.IDsFolded: `f.csv:5:1: the id "a" is there twice, first in line 2: the ids of this dataset are made of small Latin letters, as when it was first imported, and so "á" meets another`,
	} {
		table, err := open("f.csv", []byte("id\nA\nb\nb\ná\n"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := table.Continue(dataset.Before{IDs: form}); err != nil {
			t.Fatal(err)
		}
		rows, _ := rowsOf(t, table)
		seen := dataset.IDs{}
		var again []string
		for _, r := range rows {
			if p, ok := seen.Again(r); ok {
				again = append(again, p.String())
			}
		}
		if last := again[len(again)-1]; !strings.HasPrefix(last, want) {
			t.Errorf("%q\nwant %q", last, want)
		}
	}
}

func TestRepeatedRows(t *testing.T) {
	const text = "id,n\nx,1\ny,2\nx,3\nx,4\n"
	for way, want := range map[string]string{
		"refuse": "x=1 y=2 x=3 x=4",
		"keep":   "x=1 y=2 x#2=3 x#3=4",
		"last":   "y=2 x=4",
	} {
		table, rows, faults := read(t, "f.csv", []byte(text), mapping(t, "repeated: "+way))
		wantFaults(t, faults)
		var got []string
		for _, r := range rows {
			got = append(got, r.ID+"="+cell(t, r, "n"))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q", way, got)
		}
		if n := table.Remarks().Len(); n != 2 && way != "refuse" || n != 0 && way == "refuse" {
			t.Errorf("%s: %d remarks", way, n)
		}
	}
}

func TestIDsByTheRow(t *testing.T) {
	table, rows, faults := read(t, "f.csv", []byte("a,b\nx,1\n,\nx,1\n"), mapping(t, "id: row"))
	wantFaults(t, faults)
	if len(rows) != 2 || rows[0].ID != "1" || rows[1].ID != "2" {
		t.Errorf("%+v", rows)
	}
	if r := table.Remarks(); r.Len() != 2 || !strings.Contains(r.List[0].Message, "editions of this dataset cannot be compared") {
		t.Errorf("%+v", r)
	}
	_, rows, _ = read(t, "f.csv", []byte("row,b\nx,1\n"), mapping(t, "id: row"))
	if len(rows) != 1 || rows[0].ID != "x" {
		t.Errorf("a column of that name is the id: %+v", rows)
	}
}

// Two ids meet only where each of their parts is the same but for space around
// it, how accents are encoded, and 7.0 for 7; and each can be an id.
func TestIDsNeverMeet(t *testing.T) {
	plain := func(s string) string {
		s = norm.NFC.String(strings.TrimSpace(s))
		if whole, rest, ok := strings.Cut(s, "."); ok && whole != "" && rest != "" && strings.Trim(whole, "0123456789") == "" && strings.Trim(rest, "0") == "" {
			return whole
		}
		return s
	}
	part := rapid.OneOf(
		rapid.StringMatching("[~.aAe\u0301é0 7#]{0,4}"),
		rapid.StringMatching(`7\.0{0,2}|hash-[0-9a-f]{24}|[жЖ~]{38,45}`),
	)
	rapid.Check(t, func(t *rapid.T) {
		seen := map[string]string{}
		for range 12 {
			a, b := part.Draw(t, "a"), part.Draw(t, "b")
			text := fmt.Sprintf("a,b,c\n%q,%q,c\n", a, b)
			if strings.ContainsAny(a+b, "\"\\\r\n") {
				continue
			}
			table, err := open("f.csv", []byte(text), &dataset.Mapping{IDs: []string{"a", "b"}})
			if err != nil {
				t.Fatal(faultsOf(err))
			}
			var problems ascribe.Problems
			for r := range table.Rows(&problems) {
				key := plain(a) + "|" + plain(b)
				if other, met := seen[r.ID]; met && other != key {
					t.Fatalf("%q and %q are both %q", other, key, r.ID)
				}
				seen[r.ID] = key
				if !ascribe.ValidDatasetID(r.ID) {
					t.Fatalf("%q", r.ID)
				}
			}
		}
	})
}

// An id that an address takes for a folder is a hash, like others that cannot
// stand in one.
func TestIDsThatAreFolders(t *testing.T) {
	_, rows, faults := read(t, "a.csv", []byte("id,place\n.,Kyiv\n..,Lviv\n...,Odesa\n"), nil)
	if len(faults) > 0 || len(rows) != 3 {
		t.Fatalf("%d rows, %q", len(rows), faults)
	}
	hash := regexp.MustCompile(`^hash-[0-9a-f]{24}$`)
	if a, b := rows[0].ID, rows[1].ID; a == b || !hash.MatchString(a) || !hash.MatchString(b) || rows[2].ID != "..." {
		t.Errorf("%q, %q, %q", a, b, rows[2].ID)
	}
}
