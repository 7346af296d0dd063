package desk

import (
	"cmp"
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// DescriptionIn is what the record says of itself.
type DescriptionIn struct {
	Title   *string `json:"title,omitempty" doc:"What it is called. Of each field: left out it stays, and set to nothing it is taken away."`
	Owner   *string `json:"owner,omitempty" doc:"Whose it is."`
	Contact *string `json:"contact,omitempty" doc:"Where one can write to."`
	Licence *string `json:"licence,omitempty" doc:"On which terms it may be used."`
	About   *string `json:"about,omitempty" doc:"A sentence on what it is and is not."`
	kit.Wish
}

// Describe changes what the record says of itself.
var Describe = kit.Act[DescriptionIn, acts.Described]{
	Path: "/description", Name: "describe", Summary: "Say what the record is", Tag: "Ledger",
	Do: func(ctx context.Context, a *point.App, by point.By, in *DescriptionIn) (*acts.Described, error) {
		set := map[string]string{}
		for name, value := range map[string]*string{"title": in.Title, "owner": in.Owner, "contact": in.Contact, "licence": in.Licence, "about": in.About} {
			if value != nil {
				set[name] = *value
			}
		}
		if len(set) == 0 {
			return nil, fault("title", "name a field: title, owner, contact, licence or about")
		}
		return acts.Describe(ctx, a, by, set)
	},
}

// FilterIn is a filter that is to be kept.
type FilterIn struct {
	Filter  string   `json:"filter" doc:"The name by which it is asked for, as @name."`
	Where   []string `json:"where" doc:"Its conditions, as in country=DE."`
	Dataset string   `json:"dataset,omitempty" doc:"Of which dataset; left out, of the record itself."`
	kit.Wish
}

// KeepFilter keeps a filter by a name.
var KeepFilter = kit.Act[FilterIn, acts.SavedFilter]{
	Path: "/filters", Name: "keep-filter", Summary: "Keep conditions under a name", Tag: "Incidents",
	Do: func(ctx context.Context, a *point.App, by point.By, in *FilterIn) (*acts.SavedFilter, error) {
		where, err := ask.ParseConditions(in.Where)
		if err != nil {
			return nil, err
		}
		return acts.SaveFilter(ctx, a, by, cmp.Or(in.Dataset, ascribe.Main), in.Filter, where)
	},
}

// NoteIn is a note on the method of a dataset.
type NoteIn struct {
	Dataset string       `json:"dataset" doc:"The dataset."`
	Said    ascribe.Date `json:"said" doc:"From when on it holds (EDTF)."`
	Text    string       `json:"text" doc:"What changed in the method, in a sentence."`
	Source  string       `json:"source,omitempty" doc:"Where it was said."`
	kit.Wish
}

// Note notes a change of a dataset's method.
var Note = kit.Act[NoteIn, acts.Added]{
	Path: "/notes", Name: "note", Summary: "Note a change of a dataset's method", Tag: "Datasets",
	Do: func(ctx context.Context, a *point.App, by point.By, in *NoteIn) (*acts.Added, error) {
		return acts.Note(ctx, a, by, in.Dataset, in.Said, in.Text, in.Source)
	},
}
