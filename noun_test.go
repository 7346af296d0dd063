package ascribe

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNounsDescribeThemselves: of each noun its key, what it names, what it is
// found by and its line.
func TestNounsDescribeThemselves(t *testing.T) {
	type described struct {
		Key        Key
		References []Key
		Texts      []string
		Line       string
	}
	wants := map[RecordKind]described{}
	hold := func(n Noun, want described) {
		t.Helper()
		wants[n.Record()] = want
		got := described{n.Key(), n.References(), n.Texts(), n.Line()}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", n.Record(), diff)
		}
	}
	hold(&Incident{Dataset: "ged", ID: "1", Title: "A title"}, described{Key{SpaceSubject, "ged", "1"}, []Key{{SpaceDataset, "", "ged"}}, []string{"A title", "1"}, "A title"})
	hold(&Actor{ID: "a", Name: "A name", Kind: Person}, described{Key{SpaceSubject, "", "a"}, nil, nil, "A name"})
	hold(&Actor{ID: "a", Name: "A name", Kind: Organisation}, described{Key{SpaceSubject, "", "a"}, nil, []string{"A name", "a"}, "A name"})
	hold(&Link{ID: "l", Incident: "i", Actor: "a", Role: "co_handler"}, described{Key{SpaceSubject, "", "l"}, []Key{{SpaceSubject, "", "i"}, {SpaceSubject, "", "a"}}, nil, "a: co handler in i"})
	hold(&Source{ID: "s", Title: "A title", Publisher: "A paper", RestsOn: []string{"t", NotShown, "u"}}, described{Key{SpaceSource, "", "s"}, []Key{{SpaceSource, "", "t"}, {SpaceSource, "", "u"}}, []string{"A title", "A paper", "s"}, "A title"})
	hold(&Regrade{ID: "r", Source: "s", Reliability: "C"}, described{Key{SpaceRegrade, "", "r"}, []Key{{SpaceSource, "", "s"}}, nil, "s is judged C"})
	hold(
		&Statement{ID: "x", Subject: "i", Variable: "contact", Value: "member", Stance: Denies, Source: "s", Quote: "q", Note: "n", Settles: []string{"y"}},
		described{Key{SpaceStatement, "", "x"}, []Key{{SpaceSubject, "", "i"}, {SpaceSource, "", "s"}, {SpaceStatement, "", "y"}}, []string{"q", "n", "member", "contact"}, "i: contact = member (denies), by s"},
	)
	hold(&Withdrawal{ID: "w", Statement: "x", Kind: Correction, Source: "s", Reason: "why"}, described{Key{SpaceStatement, "", "w"}, []Key{{SpaceStatement, "", "x"}, {SpaceSource, "", "s"}}, nil, "correction of x: why"})
	hold(
		&Amendment{ID: "a", Of: RecordSource, Target: "s", Field: "rests_on", Value: "t;u", Reason: "why"},
		described{Key{SpaceStatement, "", "a"}, []Key{{SpaceSource, "", "s"}, {SpaceSource, "", "t"}, {SpaceSource, "", "u"}}, nil, "rests_on of s: t;u"},
	)
	hold(&Distinction{ID: "d", One: "s", Other: "t", Reason: "why"}, described{Key{SpaceStatement, "", "d"}, []Key{{SpaceSource, "", "s"}, {SpaceSource, "", "t"}}, nil, "s and t are two: why"})
	hold(&Settlement{ID: "t", Settles: []string{"x", "y"}}, described{Key{SpaceStatement, "", "t"}, []Key{{SpaceStatement, "", "x"}, {SpaceStatement, "", "y"}}, nil, "settles x, y, by an adjudication that was erased"})
	hold(
		&Document{ID: "d", Source: "s", MediaType: "text/html", Size: 12, Name: "a page.html"},
		described{Key{SpaceDocument, "", "d"}, []Key{{SpaceSource, "", "s"}}, nil, "a copy of s, text/html, a page.html (12 bytes)"},
	)
	hold(
		&Anchor{ID: "a", Statement: "x", Document: "d", Exact: "words that not everybody may see", Page: 2},
		described{Key{SpaceStatement, "", "a"}, []Key{{SpaceStatement, "", "x"}, {SpaceDocument, "", "d"}}, nil, "x stands in d, page 2"},
	)
	hold(&Dataset{ID: "ged", Title: "A title"}, described{Key{SpaceDataset, "", "ged"}, nil, nil, "A title"})
	hold(&Edition{Dataset: "ged", ID: "20.1", Source: "s"}, described{Key{SpaceEdition, "ged", "20.1"}, []Key{{SpaceDataset, "", "ged"}, {SpaceSource, "", "s"}}, nil, "s"})
	hold(
		&Row{Dataset: "ged", Incident: "1", Source: "s", Cells: map[string]string{"b": "2", "a": "1"}},
		described{Key{0, "ged", "1"}, []Key{{SpaceDataset, "", "ged"}, {SpaceSource, "", "s"}, {SpaceSubject, "ged", "1"}}, nil, "a = 1, b = 2"},
	)
	hold(&Note{ID: "n", Dataset: "ged", Text: "A text"}, described{Key{SpaceNote, "ged", "n"}, []Key{{SpaceDataset, "", "ged"}}, nil, "A text"})
	hold(&Note{ID: "n", Dataset: Main, Text: "A text"}, described{Key{SpaceNote, Main, "n"}, nil, nil, "A text"})
	hold(&Filter{Name: "deadly", Dataset: "ged", Where: []string{"killed>=10", "country=DE"}}, described{Key{0, "ged", "deadly"}, []Key{{SpaceDataset, "", "ged"}}, nil, "killed>=10 and country=DE"})
	hold(&Description{Set: map[string]string{"owner": "", "title": "A record"}}, described{Key{}, nil, nil, "title: A record; owner: "})
	hold(&Adoption{ID: "direction", Version: "1.0"}, described{Key{0, "", "direction"}, nil, nil, "1.0"})
	hold(&Sheet{Name: "attacks", Mapping: "a text"}, described{Key{}, nil, nil, "attacks"})
	hold(&SheetRow{Sheet: "attacks", Row: "a name", Gone: true}, described{Key{}, nil, nil, "a row of attacks that is gone"})
	hold(
		&SheetRow{Sheet: "attacks", Row: "a name", Says: []string{"x", "y z", "v w 2016-10"}},
		described{Key{}, nil, nil, "a row of attacks, which says 3 things"},
	)
	hold(&Reason{Text: "A text"}, described{Key{}, nil, nil, "A text"})
	hold(&Erasure{Target: 7, Reason: "why"}, described{Key{}, nil, nil, "record 7: why"})
	for kind := range nouns {
		if _, ok := wants[kind]; !ok {
			t.Errorf("the %s is not described", kind)
		}
		if got := kind.New().Record(); got != kind {
			t.Errorf("the empty %s is a %s", kind, got)
		}
	}
}
