package kit

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A View is the point from which a page looks at the record, and its address.
type View struct {
	At    *point.Point
	Asked Asked
	path  string
	Own   url.Values // what the address says beside what was asked
}

// at opens the point that an address asks from, and looks at the record from
// there.
func (s *Site) at(r *http.Request, path string, query url.Values, asked Asked, look func(*View) error) error {
	ctx := r.Context()
	return s.record.Here(ctx, s.viewer(r), func(here *point.Point) error {
		q, err := asked.question(ctx, here)
		if err != nil {
			return err
		}
		at, err := here.Of(ctx, *q)
		if err != nil { // a codebook or dataset that does not exist
			return disclose.Meant(ctx, here, err)
		}
		own := maps.Clone(query)
		delete(own, CiteName)
		maps.DeleteFunc(own, func(name string, _ []string) bool { return foreign(name) })
		for _, p := range inputs(reflect.TypeFor[Asked]()) {
			delete(own, p.name)
		}
		return disclose.Meant(ctx, at, look(&View{At: at, Asked: asked, path: path, Own: own}))
	})
}

// Known is the day that is asked for; the zero Date is no limit.
func (v *View) Known() ascribe.Date {
	if v.At.AsOf.Known == ascribe.Forever {
		return ascribe.Date{}
	}
	return ascribe.OnDay(v.At.AsOf.Known)
}

// Rest is what the address says beside one name, for forms that set that one.
func (v *View) Rest(name string) url.Values {
	values := v.all()
	values.Del(name)
	values.Del("after")
	return values
}

// Point is from where the page looks at the record, for forms that lead to
// another page.
func (v *View) Point() url.Values { return v.Asked.Values() }

// Cite is the address of exactly this view: with the entry up to which the
// ledger was read.
func (f *Frame) Cite() string {
	values := f.all()
	if f.exactly != nil && f.exactly(values, f.At.AsOf.Recorded) {
		return Address(f.path, values)
	}
	if f.Asked.Recorded == "" {
		values.Set("recorded", strconv.FormatInt(f.Entry, 10))
	}
	if f.Dataset() == "" { // a dataset's codebook follows from the entry
		values.Set("codebook", f.Codebook.Version)
	}
	return Address(f.path, values)
}

// Path is that of the page.
func (v *View) Path() string { return v.path }

// To is the address of another page from the same point. Pairs are names and
// values of what else it says.
func (v *View) To(path string, pairs ...string) string {
	values := v.Asked.Values()
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			values.Add(pairs[i], pairs[i+1])
		}
	}
	return Address(path, values)
}

// ToSection is the address of a part of the record from the same point. An
// imported dataset does not have all of them: those lead back to the record.
func (v *View) ToSection(s Section) string {
	own := *v
	if s.Own {
		own.Asked = v.Asked.Of(ascribe.Main)
	}
	return own.To(s.Path())
}

// Dataset is the imported dataset that the page is about; empty: the record.
func (v *View) Dataset() string {
	if v.Asked.Dataset == ascribe.Main {
		return ""
	}
	return v.Asked.Dataset
}

// Back is the way from a dataset to the record.
func (v *View) Back() string {
	own := *v
	own.Asked = v.Asked.Of(ascribe.Main)
	return own.To("/")
}

// ToIncident, and the like, are the addresses of single nouns.
func (v *View) ToIncident(id string) string { return v.To("/incidents/" + url.PathEscape(id)) }
func (v *View) ToActor(id string) string    { return v.To("/actors/" + url.PathEscape(id)) }

// ToSource is the page of a source; empty, where it is not shown.
func (v *View) ToSource(id string) string {
	if id == ascribe.NotShown {
		return ""
	}
	return v.To("/sources/" + url.PathEscape(id))
}

func (v *View) ToStatement(id string) string { return v.To("/statements/" + url.PathEscape(id)) }

// With is the address of this page with some of what it says changed: pairs are
// names and values, an empty value takes the name out. Where the page begins
// goes with what it is sorted and narrowed by.
func (v *View) With(pairs ...string) string {
	values := v.all()
	values.Del("after")
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			values.Del(pairs[i])
		} else {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	return Address(v.path, values)
}

// Toggle is the address of this page with one value of a name added or, where
// it is there, taken out.
func (v *View) Toggle(name, value string) string {
	values := v.all()
	values.Del("after")
	var left []string
	found := false
	for _, have := range values[name] {
		if have == value {
			found = true
		} else {
			left = append(left, have)
		}
	}
	if !found {
		left = append(left, value)
	}
	if values[name] = left; len(left) == 0 {
		values.Del(name)
	}
	return Address(v.path, values)
}

// On is the address of this page on another day; the empty day is no limit.
func (v *View) On(day string) string { return v.With("known", day) }

// API is the address of the same answer as JSON.
func (v *View) API() string { return Address(APIRoot+APIPath(v.path), v.all()) }

// CSV is the address of the same answer as CSV: of a list the whole, not the
// page of it.
func (v *View) CSV() string {
	values := v.all()
	for _, name := range pageNames {
		values.Del(name)
	}
	values.Set("format", "csv")
	return Address(APIRoot+APIPath(v.path), values)
}

// Given is the address of a table in one of its formats, from the same point.
func (v *View) Given(path, format string) string {
	return v.To(APIRoot+path, FormatName, format)
}

func (v *View) all() url.Values {
	values := v.Asked.Values()
	if strings.HasPrefix(v.path, "/datasets/") {
		values.Del("dataset") // the path says it
	}
	for name, list := range v.Own {
		values[name] = list
	}
	return values
}

func Address(path string, values url.Values) string {
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// ToDataset is the address of an imported dataset, from the same point.
func (v *View) ToDataset(name string, pairs ...string) string {
	values := v.Asked.Values()
	values.Del("dataset") // its path says it
	if name != v.Dataset() {
		values.Del("codebook") // of another
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	return Address("/datasets/"+url.PathEscape(name), values)
}

// ToEntry is the address of an entry.
func (v *View) ToEntry(n int64) string { return v.To(fmt.Sprintf("/ledger/%d", n)) }

// TurnTo has the page look at the dataset that its answer turned out to be
// about: ids of statements are unique over all.
func (v *View) TurnTo(ctx context.Context, dataset string) (err error) {
	v.At, err = v.At.In(ctx, dataset)
	if v.Asked.Dataset = dataset; dataset == ascribe.Main {
		v.Asked.Dataset = ""
	}
	return err
}

// Merged is what an address says with some pairs of names and values added; an empty
// value is left out.
func Merged(values url.Values, pairs ...string) url.Values {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	return values
}

// FromDay is a page that looks from another day, for what leads there; the empty day
// is no limit.
func (f *Frame) FromDay(known string) *Frame {
	view, other := *f.View, *f
	view.Asked.Known = known
	other.View = &view
	return &other
}
