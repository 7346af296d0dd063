package shorthand_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/shorthand"
)

func direction(t *testing.T) *codebook.Book {
	t.Helper()
	book, err := codebook.Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

var usual = shorthand.Settings{Basis: ascribe.Told, Credibility: "2", Locator: "p. 3"}

func TestRead(t *testing.T) {
	r := &shorthand.Reader{Book: direction(t), Of: ascribe.OfIncident}
	for _, c := range []struct{ typed, want string }{
		{"contact member_remotely", "contact member_remotely asserts 2 told @p. 3"},
		{"contact m_r r", "contact member_remotely raises 2 told @p. 3"},
		{"contact 2 d", "contact member_remotely denies 2 told @p. 3"},
		{"contact member", "contact member asserts 2 told @p. 3"}, // though others begin with it
		{"CONTACT None Found", "contact none_found asserts 2 told @p. 3"},
		{"contact none", "contact none_found asserts 2 told @p. 3"},
		{"p_l lone", "public_label lone_actor asserts 2 told @p. 3"},
		{"public label remote controlled B3", "public_label remote_controlled asserts B3 told @p. 3"},
		{"pub rem r b3 19.7.2016 doc p. 4 \"his phone\"", "public_label remote_controlled raises B3 2016-07-19 document @p. 4 \"his phone\""},
		{"pub rem 3 r 19 July 2016 p. 4", "public_label remote_controlled raises 3 2016-07-19 told @p. 4"},
		{"pub rem told 19 July 2016", "public_label remote_controlled asserts 2 2016-07-19 told @p. 3"},
		{"pub rem July 19, 2016", "public_label remote_controlled asserts 2 2016-07-19 told @p. 3"},
		{"pub rem 2016-07 C", "public_label remote_controlled asserts C2 2016-07 told @p. 3"},
		{"prop yes @3 a", "propaganda yes asserts 2 told @3 a"},
		{"prop yes @", "propaganda yes asserts 2 told"},
		{"prop yes „so steht es da“", "propaganda yes asserts 2 told @p. 3 \"so steht es da\""},
		{"prop yes \"not closed", "propaganda yes asserts 2 told @p. 3 \"not closed\""},
		{"prop yes \"d 3\"", "propaganda yes asserts 2 told @p. 3 \"d 3\""},
		{"killed 4", "killed 4 asserts 2 told @p. 3"},
		{"killed 4 3", "killed 4 asserts 3 told @p. 3"},
		{"killed not", "killed not_examined asserts 2 told @p. 3"},
		{"date 18.7.2016", "date 2016-07-18 asserts 2 told @p. 3"},
		{"date 2016-07 3", "date 2016-07 asserts 3 told @p. 3"},
		{"country de", "country DE asserts 2 told @p. 3"},
		{"country South Korea 1", "country KR asserts 1 told @p. 3"},
		{"country no", "country NO asserts 2 told @p. 3"},
		{"place \"near Würzburg, Bavaria\" 3", "place \"near Würzburg, Bavaria\" asserts 3 told @p. 3"},
		{"place Villejuif", "place Villejuif asserts 2 told @p. 3"},
		{"location 49.74 9.96 town 3", "location \"49.74 9.96 town\" asserts 3 told @p. 3"},
		{"location 49.74 9.96", "location \"49.74 9.96\" asserts 2 told @p. 3"},
		{"same_as ged-ukr:17", "same_as ged-ukr:17 asserts 2 told @p. 3"},
		// What has no variable says what holds from now on.
		{"3", "3 told @p. 3"},
		{"C", "C2 told @p. 3"},
		{"b4 seen", "B4 seen @p. 3"},
		{"1 May 2017", "2 2017-05-01 told @p. 3"}, // a day before a grade
		{"@section 2", "2 told @section 2"},
		{"3 1 May 2017 @", "3 2017-05-01 told"},
	} {
		line, err := r.Read(c.typed, usual)
		if err != nil {
			t.Errorf("%s: %v", c.typed, err)
			continue
		}
		if got := line.String(); got != c.want {
			t.Errorf("%s is %s; want %s", c.typed, got, c.want)
		}
	}
}

func TestFaults(t *testing.T) {
	book := direction(t)
	for _, c := range []struct {
		of          ascribe.SubjectKind
		typed, want string
	}{
		{ascribe.OfIncident, "", "nothing was typed"},
		{ascribe.OfIncident, "con member", `"con" can be contact, contact_span or contact_last`},
		{ascribe.OfIncident, "contact mem", `"mem" can be member_in_person, member_remotely or member`},
		{ascribe.OfIncident, "contcat member", `has no variable "contcat"; did you mean "contact"?`},
		{ascribe.OfIncident, "contact membr", `"membr" is not a value of contact; did you mean "member"?`},
		{ascribe.OfIncident, "contact 99", `"99" is not a value of contact`},
		{ascribe.OfIncident, "contact", "a value of contact is missing"},
		{ascribe.OfIncident, "contact member outsider", "one value of contact, and outsider is another"},
		{ascribe.OfIncident, "contact member assrets", `"assrets" is neither a stance nor a basis; did you mean "asserts"?`},
		{ascribe.OfIncident, "contact member B7", `"B7" is no grade`},
		{ascribe.OfIncident, "contact member 7", `"7" is no grade`},
		{ascribe.OfIncident, "contact member 3/4/2016", "3/4/2016 can be 2016-04-03 or 2016-03-04"},
		{ascribe.OfIncident, "date 3/4/2016", `"3/4/2016" can be 2016-04-03 or 2016-03-04`},
		{ascribe.OfIncident, "date soon", "date takes dates"},
		{ascribe.OfIncident, "country Atlantis", `"Atlantis" is not a value of country`},
		{ascribe.OfIncident, "killed many", `"many" is not a value of killed`},
		{ascribe.OfIncident, "contact member \"a note\" p. 3", "something stands behind the note"},
		{ascribe.OfIncident, "part yes", "part is coded of links, and not of incidents"},
		{ascribe.OfLink, "directive top", "directive is coded of incidents, and not of links"},
		{ascribe.OfLink, "dir top", `has no variable "dir"`},
	} {
		r := &shorthand.Reader{Book: book, Of: c.of}
		if _, err := r.Read(c.typed, usual); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %s", c.typed, err, c.want)
		}
	}
}

// Whatever was coded can be typed: each statement of the sample, written as a line and
// read again, is the same, with nothing or something else before it.
func TestTypedAgain(t *testing.T) {
	book := direction(t)
	f, err := os.Open("../../casebooks/remote-direction/statements.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, row := range rows[1:] {
		line := shorthand.Line{
			Variable: row[2], Value: row[3], Stance: ascribe.Stance(row[4]), Note: row[13],
			Settings: shorthand.Settings{Basis: ascribe.Basis(row[5]), Locator: row[7], Reliability: ascribe.Reliability(row[9]), Credibility: ascribe.Credibility(row[10])},
		}
		if row[8] != "" {
			if line.Said, err = ascribe.ParseDate(row[8]); err != nil {
				t.Fatal(err)
			}
		}
		if strings.Contains(line.Note, `"`) {
			continue // what is quoted cannot be quoted
		}
		of := ascribe.OfIncident
		switch v := book.Var(row[2]); {
		case strings.HasPrefix(row[1], "l-"):
			of = ascribe.OfLink
		case len(v.Of) > 0 && v.Of[0] == ascribe.OfActor:
			of = ascribe.OfActor
		}
		r := &shorthand.Reader{Book: book, Of: of}
		again, err := r.Read(line.String(), shorthand.Settings{})
		if err != nil || *again != line {
			t.Errorf("%s: %+v %v; want %+v", line.String(), again, err, line)
		}
		n++
	}
	if n < 600 {
		t.Errorf("only %d were looked at", n)
	}
}

func TestOffer(t *testing.T) {
	r := &shorthand.Reader{Book: direction(t), Of: ascribe.OfIncident}
	for _, c := range []struct{ typed, word, want string }{
		{"con", "con", "contact contact_span contact_last"},
		{"p_l", "p_l", "public_label"},
		{"contact ", "", "member_in_person member_remotely member outsider undercover unidentified one_way not_examined none_found"},
		{"contact m_", "m_", "member_in_person member_remotely member"},
		{"contact member ", "", "asserts denies raises seen document told inferred"},
		{"contact member d", "d", "denies document"},
		{"contact member \"d", "", ""},
		{"killed ", "", ""},
		{"nothing ", "", ""},
	} {
		got := r.Offer(c.typed)
		if got.Word != c.word || strings.Join(got.Words, " ") != c.want {
			t.Errorf("%s: %+v", c.typed, got)
		}
	}
	if !r.Offer("same_as w").IDs || r.Offer("contact m").IDs {
		t.Error("what takes an id is offered ids")
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"contact m_r r B2 p. 3 \"x\"", "«", "@", "\"", "country South Korea", "date 1/2/3", "“a", "contact member “"} {
		f.Add(s)
	}
	book, err := codebook.Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		f.Fatal(err)
	}
	r := &shorthand.Reader{Book: book, Of: ascribe.OfIncident}
	f.Fuzz(func(t *testing.T, text string) {
		line, err := r.Read(text, shorthand.Settings{})
		r.Offer(text)
		if err == nil && line.Variable != "" && book.Var(line.Variable).CheckValue(line.Value) != nil {
			t.Errorf("%q is read as %+v", text, line)
		}
	})
}
