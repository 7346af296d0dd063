package kit

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/guard"
)

// A Form is a page on which somebody who has signed in writes something. It works
// without a script, and decides nothing: what is typed is read into the input of an
// act, as JSON is.
type Form[I Wishing, O any] struct {
	Path string // of the page, and of where it is sent
	Act  Act[I, O]
	// Sheet is the form for what has been given so far.
	Sheet func(ctx context.Context, v *View, given url.Values) (*Sheet, error)
	// Try says what it would come to, when that is asked for; nil: it cannot be tried.
	Try *Trial[I]
	// Foresee says so when the form is opened.
	Foresee *Trial[I]
	// After is the address of the page that shows what was written.
	After func(ctx context.Context, v *View, in *I, entry int64) (string, error)
	// Offers are the pages that lead to the form.
	Offers []Offer
}

// An Offer leads from the pages of a route to a form.
type Offer struct {
	At, Label string
	To        func(id string) string // what the page is about is named by its id
}

// Forming is a [Form].
type Forming interface {
	installForm(s *Site)
	offers() []Offer
}

func (f Form[I, O]) offers() []Offer { return f.Offers }

// FormPage is what the template of a form is given.
type FormPage struct {
	*Frame
	Sheet  *Sheet
	Fault  *ascribe.Error // nil: there is none
	Faults []string       // what is wrong beside the fields
	Seal   string
	Action string
	Tried  bool // it was sent, to be tried
}

// A Sealer makes what forms carry so that only a page of the desk can have made them.
type Sealer interface {
	Form() string
	FormKey(form string) string
}

const (
	sealName = "form"
	goesOn   = "more" // the button of a form that asks for more first
)

func (f Form[I, O]) installForm(s *Site) {
	s.handle(f.Path, func(w http.ResponseWriter, r *http.Request) error {
		if _, err := s.writer(r); err != nil {
			return err
		}
		return f.show(s, w, r, http.StatusOK, r.URL.Query(), nil, nil)
	})
	s.acts.Handle("POST "+f.Path, s.page(func(w http.ResponseWriter, r *http.Request) error {
		who, err := s.writer(r)
		if err != nil {
			return err
		}
		given, err := readForm(w, r, max(f.Act.Most, maxBody))
		if err != nil {
			return err
		}
		key := s.seal.FormKey(given.Get(sealName))
		if key == "" {
			return guard.Refuse(http.StatusForbidden, "this form was not made by this desk, or before it was started anew").
				WithHint("go back, load the page again, and send it from there")
		}
		given.Del(sealName)
		return f.take(s, w, r, who, key, given)
	}))
	s.routes["POST "+f.Path] = f.Path
}

// take does what a form asks for, or shows it again with what is wrong.
func (f Form[I, O]) take(s *Site, w http.ResponseWriter, r *http.Request, who, key string, given url.Values) error {
	if given.Has(goesOn) { // it brings a file, and asks for more
		given.Del(goesOn)
		return f.show(s, w, r, http.StatusOK, given, nil, nil)
	}
	p := &performance{site: s, r: r, who: who, path: f.Path}
	if given.Has("try") && f.Try != nil {
		given.Del("try")
		told, err := f.Try.try(s, r, who, given)
		if err == nil {
			return f.show(s, w, r, http.StatusOK, given, nil, told)
		}
		return f.refuse(s, w, r, given, err)
	}
	var err error
	if p.body, err = bodyOf(reflect.TypeFor[I](), given); err != nil {
		return err
	}
	p.once = &Once{Key: sealName + " " + key, Asked: append([]byte(p.path+"\n"), p.body...)}
	if n, err := strconv.ParseInt(given.Get("version"), 10, 64); err == nil && f.Act.About != nil {
		p.versions = []int64{n}
	}
	s.keyed.Lock()
	defer s.keyed.Unlock()
	in, entry, err := f.perform(p)
	if err == nil {
		to, err := f.after(s, r, in, entry)
		if err != nil {
			return err
		}
		http.SetCookie(w, wrote(to, entry))
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, to, http.StatusSeeOther)
		return nil
	}
	return f.refuse(s, w, r, given, err)
}

func (f Form[I, O]) after(s *Site, r *http.Request, in *I, entry int64) (to string, err error) {
	err = s.at(r, f.Path, nil, Asked{}, func(v *View) (err error) {
		to, err = f.After(r.Context(), v, in, entry)
		return err
	})
	return to, err
}

// refuse shows the form again with what is wrong with it.
func (f Form[I, O]) refuse(s *Site, w http.ResponseWriter, r *http.Request, given url.Values, err error) error {
	if _, ok := errors.AsType[*ascribe.Error](err); !ok {
		return err
	}
	said, status := s.explain(r, err)
	return f.show(s, w, r, status, given, inForm(said), changedSince(err))
}

// perform does what the act does to which JSON is sent.
func (f Form[I, O]) perform(p *performance) (in *I, entry int64, err error) {
	in, faults := new(I), new(ascribe.Problems)
	if err := unmarshal(p.body, in, faults); err != nil {
		return in, 0, err
	}
	if faults.Len() > 0 {
		return in, 0, f.Act.allFaults(p, in, faults)
	}
	if answer, err := p.before(false); err != nil || answer != nil {
		if err == nil {
			entry = answer.entry
		}
		return in, entry, err
	}
	out, err := f.Act.do(p, in)
	if err != nil {
		return in, 0, err
	}
	_, err = p.after(out, false)
	return in, p.written(out, false), err
}

// A Trial says what an input would come to, and writes nothing.
type Trial[I any] struct {
	tell func(ctx context.Context, a *point.App, who string, in *I) ([]Told, error)
}

// Trying tries an act, which may be another than that of the form, and says what it
// came to or was refused for.
func Trying[I Wishing, O any](act Act[I, O], tell func(out *O, refused *ascribe.Error) []Told) *Trial[I] {
	return &Trial[I]{func(ctx context.Context, a *point.App, who string, in *I) ([]Told, error) {
		by := (*in).By(who)
		by.DryRun = true
		if by.Why == "" {
			by.Why = "to see what it would come to"
		}
		out, err := act.Do(ctx, a, by, in)
		said, ok := errors.AsType[*ascribe.Error](err)
		if err != nil && !ok {
			return nil, err
		}
		return tell(out, said), err
	}}
}

// try says what was given would come to; an error is for what it would be refused.
func (t *Trial[I]) try(s *Site, r *http.Request, who string, given url.Values) ([]Told, error) {
	body, err := bodyOf(reflect.TypeFor[I](), given)
	if err != nil {
		return nil, err
	}
	in, faults := new(I), new(ascribe.Problems)
	if err := unmarshal(body, in, faults); err != nil {
		return nil, err
	}
	if faults.Len() > 0 {
		return nil, faults.Describe(ascribe.Errorf(ascribe.ErrInvalid, "what was typed has faults"))
	}
	return t.tell(r.Context(), s.record, who, in)
}

// show shows the form, with what was typed and what is wrong with it.
func (f Form[I, O]) show(s *Site, w http.ResponseWriter, r *http.Request, status int, given url.Values, fault *ascribe.Error, told []Told) error {
	return s.at(r, f.Path, nil, Asked{}, func(v *View) error {
		sheet, err := f.Sheet(r.Context(), v, given)
		if err != nil {
			return err
		}
		sheet.Fill(given)
		sheet.Told = append(sheet.Told, told...)
		if f.Foresee != nil && !sheet.Asks && fault == nil && told == nil {
			told, _ := f.Foresee.try(s, r, v.At.Viewer.Who(), sheet.values()) //nolint:errcheck // what is refused is told
			sheet.Told = append(sheet.Told, told...)
		}
		frame, err := s.frame(r, v, "form", true)
		if err != nil {
			return err
		}
		page := &FormPage{Frame: frame, Sheet: sheet, Fault: fault, Seal: s.seal.Form(), Action: f.Path, Tried: told != nil}
		if fault != nil {
			page.Faults = sheet.tell(fault)
			if fault.Kind == ascribe.ErrConflict && strings.Contains(fault.Hint, goOn) {
				sheet.Fields = append(sheet.Fields, Field{Name: "although", Label: "Go on although it is so", Kind: TickField})
			}
		}
		w.Header().Set("Cache-Control", "private, no-store")
		return s.render(w, status, "form", page)
	})
}

// goOn is what a form calls although.
const goOn = "tick “Go on although it is so”"

var inForms = strings.NewReplacer(`add "although": true`, goOn, `with "although": true`, goOn, `"although": true`, goOn, `"why": `, "", `"changed": `, "")

func inForm(said *ascribe.Error) *ascribe.Error {
	own := *said
	own.Hint = inForms.Replace(own.Hint)
	return &own
}

// changedSince is what became of a thing that is not as it was when the form was
// opened.
func changedSince(err error) []Told {
	stale, ok := errors.AsType[*Stale](err)
	if !ok {
		return nil
	}
	told := Told{Title: "What changed since"}
	for _, row := range stale.Touched.Rows {
		for _, l := range row.Lines {
			told.Lines = append(told.Lines, "entry "+strconv.FormatInt(row.Entry, 10)+", by "+row.Who+": "+string(l.Noun)+" "+l.Text)
		}
	}
	return []Told{told}
}

// bodyOf is what was typed as the JSON that the act takes. What is empty is left out.
func bodyOf(in reflect.Type, given url.Values) ([]byte, error) {
	body := map[string]any{}
	for _, m := range membersOf(in) {
		if m.field.Type.Kind() == reflect.Map {
			if set := changedFields(given); len(set) > 0 {
				body[m.name] = set
			}
			continue
		}
		text := strings.TrimSpace(strings.ReplaceAll(strings.Join(given[m.name], ";"), "\r\n", "\n"))
		if text == "" {
			continue
		}
		switch m.field.Type.Kind() {
		case reflect.Bool:
			body[m.name] = text == "true"
		case reflect.Int, reflect.Int64:
			if n, err := strconv.ParseInt(text, 10, 64); err == nil {
				body[m.name] = n
			} else {
				body[m.name] = text // which is told of
			}
		case reflect.Slice:
			if m.field.Type.Elem().Kind() == reflect.Uint8 {
				body[m.name] = text // a file, in base64
				continue
			}
			body[m.name] = strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == ' ' || r == '\n' || r == ',' })
		default:
			body[m.name] = text
		}
	}
	return json.Marshal(body)
}

// changedFields are those that say otherwise than they did.
func changedFields(given url.Values) map[string]string {
	set := map[string]string{}
	for name := range given {
		if field, found := strings.CutPrefix(name, setField); found {
			if value := strings.TrimSpace(given.Get(name)); value != given.Get(wasField+field) {
				set[field] = value
			}
		}
	}
	return set
}

const wroteName = "ascribe_wrote"

// wrote has the next page say what was written.
func wrote(to string, entry int64) *http.Cookie {
	path, _, _ := strings.Cut(to, "?")
	return &http.Cookie{
		Name: wroteName, Value: strconv.FormatInt(entry, 10), Path: path, HttpOnly: true,
		SameSite: http.SameSiteStrictMode, MaxAge: int((15 * time.Second).Seconds()),
	}
}
