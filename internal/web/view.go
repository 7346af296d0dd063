package web

import (
	"context"
	"maps"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A view is the point from which a page looks at the record, and its address.
type view struct {
	record   *point.App
	question *point.Question
	asked    Asked
	path     string
	own      url.Values // what the address says beside what was asked
}

func (s *Server) view(ctx context.Context, path string, query url.Values, asked Asked) (*view, error) {
	q, err := asked.question(ctx, s.record)
	if err != nil {
		return nil, err
	}
	if _, err := s.record.Book(ctx, q); err != nil { // a codebook or dataset that does not exist
		return nil, err
	}
	own := maps.Clone(query)
	for _, p := range inputs(reflect.TypeFor[Asked]()) {
		delete(own, p.name)
	}
	return &view{record: s.record, question: q, asked: asked, path: path, own: own}, nil
}

// Known is the day that is asked for; the zero Date is no limit.
func (v *view) Known() ascribe.Date {
	if v.question.AsOf.Known == ascribe.Forever {
		return ascribe.Date{}
	}
	return ascribe.OnDay(v.question.AsOf.Known)
}

// Rest is what the address says beside one name, for forms that set that one.
func (v *view) Rest(name string) url.Values {
	values := v.all()
	values.Del(name)
	values.Del("after")
	return values
}

// Point is from where the page looks at the record, for forms that lead to
// another page.
func (v *view) Point() url.Values { return v.asked.values() }

// Cite is the address of exactly this view: with the entry up to which the
// ledger was read.
func (f *frame) Cite() string {
	values := f.all()
	if f.asked.Recorded == "" {
		values.Set("recorded", strconv.FormatInt(f.Entry, 10))
	}
	if f.Dataset() == "" { // a dataset's codebook follows from the entry
		values.Set("codebook", f.Codebook.Version)
	}
	return address(f.path, values)
}

// Path is that of the page.
func (v *view) Path() string { return v.path }

// To is the address of another page from the same point. Pairs are names and
// values of what else it says.
func (v *view) To(path string, pairs ...string) string {
	values := v.asked.values()
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			values.Add(pairs[i], pairs[i+1])
		}
	}
	return address(path, values)
}

// ToSection is the address of a part of the record from the same point. An
// imported dataset does not have all of them: those lead back to the record.
func (v *view) ToSection(s section) string {
	own := *v
	if s.Own {
		own.asked.Dataset = ""
	}
	return own.To(s.Path)
}

// Dataset is the imported dataset that the page is about; empty: the record.
func (v *view) Dataset() string {
	if v.asked.Dataset == ascribe.Main {
		return ""
	}
	return v.asked.Dataset
}

// Back is the way from a dataset to the record.
func (v *view) Back() string {
	own := *v
	own.asked.Dataset, own.asked.Codebook = "", ""
	return own.To("/")
}

// ToIncident, and the like, are the addresses of single nouns.
func (v *view) ToIncident(id string) string  { return v.To("/incidents/" + url.PathEscape(id)) }
func (v *view) ToActor(id string) string     { return v.To("/actors/" + url.PathEscape(id)) }
func (v *view) ToSource(id string) string    { return v.To("/sources/" + url.PathEscape(id)) }
func (v *view) ToStatement(id string) string { return v.To("/statements/" + url.PathEscape(id)) }

// With is the address of this page with some of what it says changed: pairs are
// names and values, an empty value takes the name out. Where the page begins
// goes with what it is sorted and narrowed by.
func (v *view) With(pairs ...string) string {
	values := v.all()
	values.Del("after")
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			values.Del(pairs[i])
		} else {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	return address(v.path, values)
}

// Toggle is the address of this page with one value of a name added or, where
// it is there, taken out.
func (v *view) Toggle(name, value string) string {
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
	values[name] = left
	return address(v.path, values)
}

// On is the address of this page on another day; the empty day is no limit.
func (v *view) On(day string) string { return v.With("known", day) }

// API is the address of the same answer as JSON.
func (v *view) API() string { return address(apiRoot+apiPath(v.path), v.all()) }

// CSV is the address of the same answer as CSV: of a list the whole, not the
// page of it.
func (v *view) CSV() string {
	values := v.all()
	for _, name := range pageNames {
		values.Del(name)
	}
	values.Set("format", "csv")
	return address(apiRoot+apiPath(v.path), values)
}

func (v *view) all() url.Values {
	values := v.asked.values()
	if strings.HasPrefix(v.path, "/datasets/") {
		values.Del("dataset") // the path says it
	}
	for name, list := range v.own {
		values[name] = list
	}
	return values
}

func address(path string, values url.Values) string {
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}
