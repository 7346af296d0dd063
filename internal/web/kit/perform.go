package kit

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/guard"
)

// writer is the name of whoever may write.
func (s *Site) writer(r *http.Request) (string, error) {
	if !s.writes {
		return "", guard.Refuse(http.StatusForbidden, "nothing can be written here: the reading room is for reading").
			WithHint("whoever keeps the record writes at their desk: ascribe desk")
	}
	who := s.viewer(r).Who()
	if who == "" {
		return "", guard.Refuse(http.StatusUnauthorized, "only whoever started the desk can write, signed in").
			WithHint("in a browser, sign in by the address that the desk printed; in a program, send the header Authorization: Bearer TOKEN")
	}
	return who, nil
}

// A performance is one request for an act.
type performance struct {
	site     *Site
	r        *http.Request
	who      string
	path     string
	body     []byte
	once     *Once   // nil: it has no key
	versions []int64 // of what is touched, one of which it must have; nil: any
}

// Once is what is asked for under a key.
type Once = point.Once

// maxKey is how long an idempotency key may be.
const maxKey = 255

// headers reads what the headers ask for. Compares is whether there is a version to
// compare with.
func (p *performance) headers(compares bool) error {
	if key := p.r.Header.Get("Idempotency-Key"); key != "" {
		if len(key) > maxKey {
			return ascribe.Errorf(ascribe.ErrUsage, "Idempotency-Key: it is longer than %d bytes", maxKey).WithHint("take a UUID")
		}
		p.once = &Once{Key: key, Asked: slices.Concat([]byte(p.path+"\n"), p.body)}
	}
	match := strings.Join(p.r.Header.Values("If-Match"), ",")
	if match == "" || match == "*" && compares {
		return nil
	}
	if !compares {
		return ascribe.Errorf(ascribe.ErrUsage, "If-Match: there is no one thing here whose version could be compared").WithHint("leave it out")
	}
	p.versions = []int64{}
	for tag := range strings.SplitSeq(match, ",") {
		tag = strings.TrimSpace(tag)
		n, err := strconv.ParseInt(strings.Trim(tag, `"`), 10, 64)
		if err != nil || tag != strconv.Quote(strconv.FormatInt(n, 10)) {
			return ascribe.Errorf(ascribe.ErrUsage, "If-Match: it is no version of a thing").
				WithHint(`give the member version of its JSON in quotes, as in If-Match: "17"; the ETag of an answer is not it`)
		}
		p.versions = append(p.versions, n)
	}
	return nil
}

// unchanged holds what an act touches to the versions that were named, and is the
// entry as of which it was looked at.
func (p *performance) unchanged(what Subject) (upon int64, err error) {
	s := p.site
	var touched *ask.Touched
	err = s.record.At(p.r.Context(), &point.Question{AsOf: ascribe.Now, Viewer: s.viewer(p.r)}, func(at *point.Point) (err error) {
		upon = at.Last
		touched, err = ask.TouchedSince(p.r.Context(), at, what.Of, what.ID, slices.Max(p.versions))
		return err
	})
	if err != nil || slices.Contains(p.versions, touched.Version) {
		return upon, err
	}
	return 0, &Stale{
		ascribe.Errorf(ascribe.ErrConflict, "the %s %s has changed since: it is of version %d now", touched.Of, touched.ID, touched.Version).
			WithHint("nothing was written; look at what changed, and send it again with If-Match: \"%d\"", touched.Version),
		touched,
	}
}

// done is an answer to an act that was given before.
type done struct {
	entry int64
	text  []byte
}

// Repeated is what is known of an act that was asked for before, where its answer
// was lost or forgotten.
type Repeated struct {
	Entry int64 `json:"entry"`
}

// before is what was answered when the same was asked for under its key; nil: it was
// not.
func (p *performance) before(dryRun bool) (*done, error) {
	if p.once == nil || dryRun {
		p.once = nil
		return nil, nil
	}
	r, err := p.site.record.Store.Repeated(p.r.Context(), p.who, p.once)
	switch {
	case err != nil || r == nil:
		return nil, err
	case !r.Same:
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "Idempotency-Key: entry %d was written under this key, and something else was asked for", r.Entry).
			WithHint("give what is new a key of its own")
	case r.Answer != nil:
		return &done{r.Entry, r.Answer}, nil
	}
	text, err := jsonOf(Repeated{r.Entry})
	return &done{r.Entry, text}, err
}

// after is the answer to what was done, which is kept under its key.
func (p *performance) after(out any, dryRun bool) ([]byte, error) {
	text, err := jsonOf(out)
	if err == nil && p.once != nil && p.written(out, dryRun) > 0 {
		err = p.site.record.Store.KeepAnswer(context.WithoutCancel(p.r.Context()), p.who, p.once.Key, text)
	}
	return text, err
}

// written is the entry that was written; 0: none was.
func (p *performance) written(out any, dryRun bool) int64 {
	if dryRun {
		return 0
	}
	v := reflect.ValueOf(out).Elem()
	if f, ok := v.Type().FieldByName("Entry"); ok {
		return v.FieldByIndex(f.Index).Int()
	}
	return 0
}

func jsonOf(answer any) ([]byte, error) {
	var b bytes.Buffer
	err := writeJSON(&b, answer)
	return b.Bytes(), err
}

// giveDone answers an act: with 201 and where the entry is, where one was written.
func giveDone(w http.ResponseWriter, entry int64, text []byte) error {
	h := w.Header()
	h.Set("Content-Type", TypeJSON)
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(text)))
	if entry > 0 {
		h.Set("Location", APIRoot+"/ledger/"+strconv.FormatInt(entry, 10))
		w.WriteHeader(http.StatusCreated)
	}
	w.Write(text) //nolint:errcheck // the reader has gone
	return nil
}

func moved(err error) bool { return errors.Is(err, point.ErrMoved) }
