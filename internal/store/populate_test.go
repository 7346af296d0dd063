package store

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

func adoptionOf(dataset, id, version, text string) *ascribe.Adoption {
	sum := sha256.Sum256([]byte(text))
	return &ascribe.Adoption{Dataset: dataset, ID: id, Version: version, SHA256: hex.EncodeToString(sum[:]), Text: text}
}

func said(id, subject, variable, value, source string) *ascribe.Statement {
	return &ascribe.Statement{ID: id, Subject: subject, Variable: variable, Value: value, Stance: ascribe.Asserts, Source: source}
}

// populate writes at least two rows into every table of the ledger and every
// derived one.
func populate(f *fixture) {
	f.tb.Helper()
	f.write(adoptionOf("", "direction", "1", "a: 1\n"))
	f.write(
		&ascribe.Incident{ID: "wuerzburg-2016", Title: "Attack on a train near Würzburg"},
		&ascribe.Incident{ID: "paris-2015", Title: "Attacks in Paris"},
		&ascribe.Actor{ID: "org", Kind: ascribe.Organisation, Name: "An organisation"},
		&ascribe.Actor{ID: "handler", Kind: ascribe.Persona, Name: "a screen name"},
		&ascribe.Link{ID: "l1", Incident: "wuerzburg-2016", Actor: "handler", Role: "handler"},
		&ascribe.Link{ID: "l2", Incident: "paris-2015", Actor: "org", Role: "claimant"},
		&ascribe.Source{ID: "s1", Title: "One", Published: date(f.tb, "2016-07-19"), Reliability: "B"},
		&ascribe.Source{ID: "s2", Title: "Two", Published: date(f.tb, "2016-09"), RestsOn: []string{"s1"}},
		&ascribe.Source{ID: "s3", Title: "Three", RestsOn: []string{"s2", "s1"}},
		&ascribe.Source{ID: "s4", Title: "Four", RestsOn: []string{"s3"}},
	)
	first := said("st-1", "wuerzburg-2016", "contact", "two_way", "s1")
	first.Basis, first.Credibility = ascribe.Documented, "2"
	denied := said("st-2", "wuerzburg-2016", "contact", "two_way", "s2")
	denied.Stance, denied.Reliability = ascribe.Denies, "C"
	dated := said("st-3", "l1", "note", strings.Repeat("long ", 20), "s3")
	dated.Said = date(f.tb, "2016-10~")
	settling := said("st-4", "wuerzburg-2016", "contact", "one_way", "s2")
	settling.Settles = []string{"st-2", "st-1"}
	again := said("st-7", "wuerzburg-2016", "note", "settled", "s2")
	again.Settles = []string{"st-3"}
	f.write(first, denied, dated, settling, again, said("st-5", "handler", "name", "someone", "s1"), said("st-6", "org", "name", "someone else", "s1"))
	f.write(
		&ascribe.Withdrawal{ID: "w-1", Statement: "st-1", Kind: ascribe.Correction, Source: "s2"},
		&ascribe.Withdrawal{ID: "w-2", Statement: "st-2", Kind: ascribe.Strike, Reason: "misread"},
		&ascribe.Withdrawal{ID: "w-3", Statement: "w-2", Kind: ascribe.Strike},
		&ascribe.Withdrawal{ID: "w-4", Statement: "st-3", Kind: ascribe.Correction, Said: date(f.tb, "2017"), Source: "s3"},
		&ascribe.Regrade{ID: "g-1", Source: "s1", Reliability: "C"},
		&ascribe.Regrade{ID: "g-2", Source: "s2", Reliability: "A"},
	)
	f.write(
		&ascribe.Dataset{ID: "ged", Title: "Events"},
		&ascribe.Dataset{ID: "gtd", Title: "Other events"},
		&ascribe.Incident{Dataset: "ged", ID: "239008", Title: "Kharkiv"},
		&ascribe.Incident{Dataset: "gtd", ID: "239008", Title: "Elsewhere"},
		&ascribe.Row{Dataset: "ged", Incident: "239008", Edition: "17.1", Source: "s1", Cells: map[string]string{"deaths": "3", "place": ""}},
		&ascribe.Row{Dataset: "gtd", Incident: "239008", Source: "s2", Unlisted: true, Cells: map[string]string{"deaths": "4"}},
		&ascribe.Edition{Dataset: "ged", ID: "17.1", Source: "s1", SHA256: "ab", Columns: []string{"deaths", "place"}},
		&ascribe.Edition{Dataset: "ged", ID: "18.1", Source: "s2", SHA256: "cd"},
		&ascribe.Note{ID: "n-2", Dataset: "gtd", Said: date(f.tb, "2018"), Text: "another source", Source: "s1"},
		&ascribe.Note{ID: "n-1", Dataset: "ged", Said: date(f.tb, "2017-06"), Text: "a new rule of inclusion"},
		adoptionOf("ged", "ged", "17.1", "b: 1\n"),
	)
	f.write(
		&ascribe.Sheet{Name: "attacks", SHA256: "ef", Mapping: "record: attacks\n", Keyed: true, File: []byte("number\n1\n")},
		&ascribe.Sheet{Name: "plots", SHA256: "fe", Mapping: "record: attacks\n", Keyed: true},
		&ascribe.SheetRow{Sheet: "attacks", Row: "1", Hash: "01", Says: []string{"st-1", "st-9 st-3 2016-10"}},
		&ascribe.SheetRow{Sheet: "plots", Row: "1", Hash: "02", Gone: true},
		&ascribe.Filter{Name: "coached", Where: []string{"contact=two_way"}},
		&ascribe.Filter{Name: "deadly", Dataset: "ged", Where: []string{"deaths>=3"}},
	)
	f.write(
		&ascribe.Description{Set: map[string]string{"title": "A record", "owner": "a team"}},
		&ascribe.Description{Set: map[string]string{"owner": ""}},
	)
	f.write(
		&ascribe.Actor{ID: "other", Kind: ascribe.Persona, Name: "another screen name"},
		&ascribe.Link{ID: "l3", Incident: "paris-2015", Actor: "other", Role: "handler"},
		said("st-10", "other", "name", "nobody else", "s1"),
	)
	f.write(
		&ascribe.Document{ID: "d-1", Source: "s1", SHA256: strings.Repeat("ab", 32), Size: 3, MediaType: "text/plain", Method: ascribe.Uploaded},
		&ascribe.Document{ID: "d-2", Source: "s2", SHA256: strings.Repeat("cd", 32), Size: 4, MediaType: "text/html", Method: ascribe.Uploaded, Name: "a page.html"},
		&ascribe.Anchor{ID: "p-1", Statement: "st-1", Document: "d-1", Exact: "was in contact", Start: 7, End: 21},
		&ascribe.Anchor{ID: "p-2", Statement: "st-4", Document: "d-2", Exact: "wrote", Prefix: "he ", Start: 3, End: 8},
		&ascribe.Amendment{ID: "am-shown", Of: ascribe.RecordDocument, Target: "d-1", Field: "shown", Value: "yes"},
	)
	var erasures []ascribe.Noun
	for _, key := range []ascribe.Key{{Space: SpaceStatement, ID: "st-5"}, {Space: SpaceStatement, ID: "st-6"}, {Space: SpaceSubject, ID: "other"}} {
		n, _, ok, err := f.Find(f.tb.Context(), key.Space, "", key.ID)
		if err != nil || !ok {
			f.tb.Fatalf("Find(%s) = %v, %v", key.ID, ok, err)
		}
		erasures = append(erasures, &ascribe.Erasure{Target: n, Reason: "asked for"})
	}
	f.write(erasures...)
	f.write(
		&ascribe.Distinction{ID: "two-1", One: "s1", Other: "s4", Reason: "a namesake"},
		&ascribe.Distinction{ID: "two-2", One: "s3", Other: "s1"},
		&ascribe.Settlement{ID: "set-1", Settles: []string{"st-3"}},
	)
}

// imported is what the import of an edition writes, after others of the dataset; an
// incident that it has first begins with new.
func imported(f *fixture, dataset, edition, published string, rows map[string]map[string]string) []ascribe.Noun {
	return importedFirst(f, dataset, edition, published, rows, func(id string) bool { return strings.HasPrefix(id, "new") })
}

// importedFirst is imported, with what says which incidents it has first.
func importedFirst(f *fixture, dataset, edition, published string, rows map[string]map[string]string, first func(id string) bool) []ascribe.Noun {
	source := dataset + "-" + edition
	nouns := []ascribe.Noun{
		&ascribe.Source{ID: source, Title: source, Published: date(f.tb, published), Reliability: "B"},
		&ascribe.Edition{Dataset: dataset, ID: edition, Source: source, SHA256: "ab", Columns: []string{"deaths"}},
		adoptionOf(dataset, dataset, edition, "c: "+edition+"\n"),
	}
	for _, id := range slices.Sorted(maps.Keys(rows)) {
		if first(id) {
			nouns = append(nouns, &ascribe.Incident{Dataset: dataset, ID: id, Title: id})
		}
		nouns = append(nouns, &ascribe.Row{Dataset: dataset, Incident: id, Edition: edition, Source: source, Cells: rows[id]})
	}
	return nouns
}

// putRight writes into the tables of what was put right.
func putRight(f *fixture) {
	f.tb.Helper()
	amend := func(id string, of ascribe.RecordKind, target, field, value string) *ascribe.Amendment {
		return &ascribe.Amendment{ID: id, Of: of, Target: target, Field: field, Value: value, Reason: "a slip"}
	}
	strike := func(id string, of ascribe.RecordKind, target string) *ascribe.Withdrawal {
		return &ascribe.Withdrawal{ID: id, Of: of, Target: target, Kind: ascribe.Strike, Reason: "not so"}
	}
	f.write(
		amend("a-1", ascribe.RecordIncident, "paris-2015", "title", "Attacks in and near Paris"),
		amend("a-2", ascribe.RecordActor, "org", "name", "Another organisation"),
		amend("a-3", ascribe.RecordSource, "s1", "published", "2016-07-20"),
		amend("a-4", ascribe.RecordSource, "s4", "rests_on", "s1"),
	)
	f.write(strike("w-5", ascribe.RecordLink, "l2"), strike("w-6", ascribe.RecordActor, "handler"))
	f.write(&ascribe.Withdrawal{ID: "w-7", Statement: "w-6", Kind: ascribe.Strike}, &ascribe.Withdrawal{ID: "w-8", Statement: "a-3", Kind: ascribe.Strike})
	f.write(said("st-8", "handler", "name", "nobody", "s1"))
	f.write(strike("w-9", ascribe.RecordSource, "s4"))
	for _, edition := range []string{"19.1", "20.1"} {
		f.write(imported(f, "ged", edition, "2019-0"+edition[:1], map[string]map[string]string{"239008": {"deaths": edition}, "new-" + edition: {"deaths": "1"}})...)
	}
	f.write(said("st-9", "paris-2015", "note", "also there", "ged-20.1"))
	f.write(strike("w-10", ascribe.RecordEdition, "ged@20.1"), strike("w-11", ascribe.RecordEdition, "ged@19.1"))
	f.write(imported(f, "ged", "19.1", "2019-02", map[string]map[string]string{"239008": {"deaths": "7"}})...)
	f.write(said("st-11", "paris-2015", "note", "nothing else", "s1"))
}
