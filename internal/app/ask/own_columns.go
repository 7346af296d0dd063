package ask

import (
	"context"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/survey"
	"github.com/ascribe-project/ascribe/internal/survey/plain"
)

// What an imported dataset is narrowed by, and what its list shows, are columns of
// its own: it has no labels.

const (
	fewValues  = 12 // what a facet shows
	ownColumns = 3  // in a list, beside what all lists show
)

// fewColumns are the columns of an imported dataset that have few values on the day,
// but several, and no quantities: first those with codes that are listed, such as
// kinds, then those that speak, and at last those that only number. There are none
// where its rows are withheld: the values of a small dataset are its rows.
func fewColumns(ctx context.Context, p *point.Point) ([]string, error) {
	if withheld, err := disclose.Withheld(ctx, p); err != nil || withheld {
		return nil, err
	}
	found, err := fewValuesOf(ctx, p)
	if err != nil {
		return nil, err
	}
	var parts [3][]string
	for i := range p.Book.Vars {
		v := &p.Book.Vars[i]
		values := found[v.Name]
		if len(values) < 2 {
			continue
		}
		part := 1
		if dataset.ListsCodes(v.Definition) {
			part = 0
		} else if !slices.ContainsFunc(values, speaks) {
			part = 2
		}
		parts[part] = append(parts[part], v.Name)
	}
	return slices.Concat(parts[:]...), nil
}

// speaks reports whether a value is more than a whole number.
func speaks(value string) bool {
	_, err := strconv.Atoi(value)
	return err != nil && value != survey.Unknown
}

// mayBeFew reports whether a variable could have few values that say something.
func mayBeFew(v *codebook.Var) bool {
	return v.Type != ascribe.TypeNumber && v.Type != ascribe.TypeDate && !v.Several && v.Policy == ascribe.PolicyLatest && len(v.Was) == 0
}

// fewValuesOf are the values on the day of the variables that have few of them.
func fewValuesOf(ctx context.Context, p *point.Point) (map[string][]string, error) {
	found := map[string][]string{}
	columns, err := columnsOf(ctx, p)
	if err != nil {
		return nil, err
	}
	for i := range p.Book.Vars {
		if v := &p.Book.Vars[i]; mayBeFew(v) {
			found[v.Name] = nil
			if columns != nil {
				if found[v.Name], err = columns.Values(v.Name, p.AsOf.Known, fewValues); err != nil {
					return nil, err
				}
			}
		}
	}
	if columns != nil {
		return found, nil
	}
	for x, err := range incidentsOf(ctx, p) {
		if err != nil {
			return nil, err
		}
		if !x.Present(p.AsOf.Known) {
			continue
		}
		for name, values := range found {
			value := plain.Values(p.Book, x.Reading, name, p.AsOf.Known)[0]
			if slices.Contains(values, value) {
				continue
			}
			if found[name] = append(values, value); len(values) == fewValues {
				delete(found, name)
			}
		}
	}
	return found, ctx.Err()
}

// facetsFor are the dimensions by which the incidents of a point can best be
// narrowed.
func facetsFor(ctx context.Context, p *point.Point) ([]string, error) {
	names := facetsOf(p.Book)
	if p.About() == ascribe.Main {
		return names, nil
	}
	if p.Book.Var("year") != nil {
		names = append(names, "year")
	}
	few, err := fewColumns(ctx, p)
	for _, name := range few {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, err
}

// columnsFor are the columns of its own that a list of incidents shows: none of the
// team's record, which has labels in their place. Of an imported dataset they are how
// many were killed and injured, and columns of few values.
func columnsFor(ctx context.Context, p *point.Point) (names []string, err error) {
	if p.About() == ascribe.Main {
		return nil, nil
	}
	for _, role := range []ascribe.Role{ascribe.RoleKilled, ascribe.RoleInjured} {
		if name := withRole(p.Book, role); name != "" {
			names = append(names, name)
		}
	}
	few, err := fewColumns(ctx, p)
	for _, name := range few {
		if len(names) < ownColumns && p.Book.Var(name).Role == "" && name != "year" {
			names = append(names, name)
		}
	}
	return names, err
}

// variablesNamed are the variables of some names, which may be those in the file.
func variablesNamed(p *point.Point, names []string) (list []string, err error) {
	for _, name := range names {
		v := varNamed(p.Book, name)
		if v == nil || !slices.Contains(SubjectsOf(v), ascribe.OfIncident) {
			return nil, ascribe.Errorf(ascribe.ErrInvalid, "there is no column %q", name).WithHint("there are %s", dimensionsOf(p.Book))
		}
		if !slices.Contains(list, v.Name) {
			list = append(list, v.Name)
		}
	}
	return list, nil
}
