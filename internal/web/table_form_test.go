package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestManyAtOnce: a table that is pasted is tried, its faults are told by row, and it is
// written as one entry or not at all.
func TestManyAtOnce(t *testing.T) {
	v := signedIn(t, deskOf(t, sampleRecord(t)))
	n := v.s.entries(t)
	contains(t, v.get(t, "/desk/table", 200), "What each row is", `<form action="/desk/table" method="get">`)
	page := v.get(t, "/desk/table?record=statement", 200)
	if rows := typedIn(page).Get("rows"); !strings.HasPrefix(rows, "subject\tvariable\tvalue\tsource\t") {
		t.Fatalf("the table begins with %q", rows)
	}
	head := "subject\tvariable\tvalue\tsource\tcredibility\n"
	good := head + "wuerzburg-train-2016\tinjured\t4\tcbc-day6-2017\t2\nwuerzburg-train-2016\tstage\tattack\tcbc-day6-2017\n\n"
	tried := v.send("/desk/table", typedIn(page, "try", "yes", "rows", good)).Body.String()
	contains(t, tried, "What would be written", "2 statements.", "row 2 becomes the statement ", "1 statement would not count, with no credibility")
	if v.s.entries(t) != n {
		t.Fatal("what was only tried is written")
	}

	for rows, fault := range map[string]string{
		head + "nobody\tinjured\t4\tcbc-day6-2017\t2\nwuerzburg-train-2016\tinjured\tmany\tcbc-day6-2017\t2\n": "row:3: ",
		head + "wuerzburg-train-2016\tinjured\t4\tcbc-day6-2017\t2\tbeyond\n":                                  "row 2 has a cell in a column without a name",
		"subject\tvariabel\n" + "wuerzburg-train-2016\tinjured\n":                                              "variabel",
		head: "the first row names the columns",
	} {
		w := v.send("/desk/table", typedIn(page, "rows", rows))
		if w.Code != 422 || !strings.Contains(w.Body.String(), fault) || !strings.Contains(w.Body.String(), "beyond") && strings.Contains(rows, "beyond") {
			t.Errorf("%q: %d, without %q", rows, w.Code, fault)
		}
	}
	if v.s.entries(t) != n {
		t.Fatal("what has a fault is written")
	}

	w := v.send("/desk/table", typedIn(page, "rows", good, "why", "from our list"))
	if w.Code != http.StatusSeeOther || v.s.entries(t) != n+1 {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	contains(t, v.get(t, w.Header().Get("Location"), 200), "from our list")

	// As CSV, of another kind, and by a program.
	sources := `{"record": "source", "rows": "id,title,published,rests_on\npaper-1,\"A report, by us\",2016-07-19,\npaper-2,Another,2016-07-20,paper-1;cbc-day6-2017\n"}`
	write(t, v.s, "/imports/table", sources).wants(t, http.StatusCreated, `"source":2`)
	contains(t, v.get(t, "/sources/paper-2", 200), "A report, by us")
	write(t, v.s, "/imports/table", `{"record": "entry", "rows": "id\nx"}`).wants(t, 422, "it is statement, incident, actor, link or source")
	write(t, v.s, "/imports/table", `{"record": "source", "rows": "id,title\nx,\"y\n"}`).wants(t, 422, "quotes are not closed")
}

// TestBibliographyAtTheDesk: entries become sources, once.
func TestBibliographyAtTheDesk(t *testing.T) {
	v := signedIn(t, deskOf(t, sampleRecord(t)))
	n := v.s.entries(t)
	page := v.get(t, "/desk/bibliography", 200)
	const ris = "TY  - NEWS\nTI  - Another paper\nPY  - 2020/01/03\nUR  - https://example.org/a\nER  - \n"
	contains(t, v.send("/desk/bibliography", typedIn(page, "try", "yes", "format", "ris", "text", ris)).Body.String(), "1 source.", "would be the source")
	if v.s.entries(t) != n {
		t.Fatal("what was only tried is written")
	}
	if w := v.send("/desk/bibliography", typedIn(page, "format", "ris", "text", ris)); w.Code != http.StatusSeeOther || v.s.entries(t) != n+1 {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	again := v.get(t, "/desk/bibliography", 200)
	contains(t, v.send("/desk/bibliography", typedIn(again, "try", "yes", "format", "ris", "text", ris)).Body.String(), "is there already, as")
	if w := v.send("/desk/bibliography", typedIn(again, "format", "ris", "text", ris)); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sources" || v.s.entries(t) != n+1 {
		t.Errorf("once more: %d to %s", w.Code, w.Header().Get("Location"))
	}
}
