package kit

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A Wish is what can be said of everything that is to be written.
type Wish struct {
	Why      string `json:"why,omitempty" doc:"Why: a reason that is kept with the entry. What takes something back, amends or decides needs one."`
	Although bool   `json:"although,omitempty" doc:"Go on where it is doubtful: other things fall with it, or a day lies in the future."`
	Strict   bool   `json:"strict,omitempty" doc:"Refuse what looks like something that is there, instead of saying so."`
	DryRun   bool   `json:"dry_run,omitempty" doc:"Write nothing: answer what would be written, or why not."`
}

// By is who acts, as they wish it.
func (w Wish) By(who string) point.By {
	return point.By{Who: who, Why: strings.TrimSpace(w.Why), Although: w.Although, Strict: w.Strict, DryRun: w.DryRun}
}

// Wishing is the input of an act.
type Wishing interface{ By(who string) point.By }

// A Subject is what an act touches: a kind (empty: whatever has the id) and an id.
type Subject struct {
	Of ascribe.RecordKind
	ID string
}

// An Act is something that can be written: I is what is asked for, and O is what was
// done.
type Act[I Wishing, O any] struct {
	Path    string // below APIRoot
	Name    string // of its operation
	Summary string // for the description of the API
	Tag     string // the section of the menu that it belongs to
	Most    int64  // bytes that it may be sent; 0: maxBody
	// About is the one thing that it touches, with which If-Match is compared; nil:
	// there is no one thing.
	About func(*I) Subject
	Do    func(ctx context.Context, a *point.App, by point.By, in *I) (*O, error)
}

// maxBody is how many bytes an act is sent, if nothing else is said.
const maxBody = 1 << 20

// Acting is an [Act].
type Acting interface {
	installAct(s *Site)
	At() string // its path
}

// At is the path of the act.
func (a Act[I, O]) At() string { return APIRoot + a.Path }

func (a Act[I, O]) installAct(s *Site) {
	if a.Most == 0 {
		a.Most = maxBody
	}
	s.describeAct(a.Path, a.Name, a.Summary, a.Tag, reflect.TypeFor[I](), reflect.TypeFor[O](), a.About != nil)
	path := APIRoot + a.Path
	s.acts.Handle("POST "+path, s.page(func(w http.ResponseWriter, r *http.Request) error {
		who, err := s.writer(r)
		if err != nil {
			return err
		}
		body, err := readBody(w, r, TypeJSON, a.Most)
		if err != nil {
			return err
		}
		p := &performance{site: s, r: r, who: who, path: path, body: body}
		return a.perform(w, p)
	}))
	s.routes["POST "+path] = path
}

// perform does what a program asks for, and answers with what was done.
func (a Act[I, O]) perform(w http.ResponseWriter, p *performance) error {
	in, faults := new(I), new(ascribe.Problems)
	if err := unmarshal(p.body, in, faults); err != nil {
		return err
	}
	if faults.Len() > 0 {
		return a.allFaults(p, in, faults)
	}
	if err := p.headers(a.About != nil); err != nil {
		return err
	}
	if p.once != nil { // the same twice at once
		p.site.keyed.Lock()
		defer p.site.keyed.Unlock()
	}
	if answer, err := p.before((*in).By(p.who).DryRun); err != nil || answer != nil {
		if err != nil {
			return err
		}
		return giveDone(w, answer.entry, answer.text)
	}
	out, err := a.do(p, in)
	if err != nil {
		return err
	}
	text, err := p.after(out, (*in).By(p.who).DryRun)
	if err != nil {
		return err
	}
	return giveDone(w, p.written(out, (*in).By(p.who).DryRun), text)
}

// do acts, where what is touched is as whoever acts has seen it.
func (a Act[I, O]) do(p *performance, in *I) (out *O, err error) {
	by := (*in).By(p.who)
	by.Once = p.once
	ctx := p.r.Context()
	if p.versions == nil {
		return a.Do(ctx, p.site.record, by, in)
	}
	for {
		if by.Upon, err = p.unchanged(a.About(in)); err != nil {
			return nil, err
		}
		again := *in // an act may fill in what was left out
		if out, err = a.Do(ctx, p.site.record, by, &again); !moved(err) {
			return out, err
		}
	}
}

// allFaults are those of the body, and those that the act finds beside them.
func (a Act[I, O]) allFaults(p *performance, in *I, faults *ascribe.Problems) error {
	named := map[string]bool{}
	said := faults.Describe(ascribe.Errorf(ascribe.ErrInvalid, "what was sent has faults").WithHint("nothing was written; mend them and send it again"))
	for _, f := range said.Problems {
		named[f.Field] = true
	}
	by := (*in).By(p.who)
	by.DryRun = true
	_, err := a.Do(p.r.Context(), p.site.record, by, in)
	if more, ok := errors.AsType[*ascribe.Error](err); ok {
		for _, f := range more.Problems {
			if f.Field != "" && !named[f.Field] {
				said.Problems = append(said.Problems, f)
			}
		}
		said.Problems = slices.Clip(said.Problems)
		said.More += more.More
	}
	return said
}

// Stale is that what an act touches is not as whoever acts has seen it.
type Stale struct {
	Reason  *ascribe.Error
	Touched *ask.Touched
}

func (s *Stale) Error() string { return s.Reason.Message }

// Unwrap is the reason.
func (s *Stale) Unwrap() error { return s.Reason }
