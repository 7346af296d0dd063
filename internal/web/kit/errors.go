package kit

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/guard"
)

// statuses turns what kind of error it was into the status of the answer.
var statuses = map[ascribe.ErrorKind]int{
	ascribe.ErrInternal:    http.StatusInternalServerError,
	ascribe.ErrUsage:       http.StatusBadRequest,
	ascribe.ErrInvalid:     http.StatusUnprocessableEntity,
	ascribe.ErrNotFound:    http.StatusNotFound,
	ascribe.ErrWithheld:    http.StatusForbidden,
	ascribe.ErrConflict:    http.StatusServiceUnavailable, // for a reader: the store is busy
	ascribe.ErrUnverified:  http.StatusInternalServerError,
	ascribe.ErrNewer:       http.StatusInternalServerError,
	ascribe.ErrUnwritten:   http.StatusInternalServerError,
	ascribe.ErrInterrupted: http.StatusServiceUnavailable,
}

// actStatuses are those of what was to be written, where they are others.
var actStatuses = map[ascribe.ErrorKind]int{
	ascribe.ErrNotFound: http.StatusUnprocessableEntity, // what was sent names it, and not the address
	ascribe.ErrConflict: http.StatusConflict,
}

// explain is an error as it may be told to a reader, and its status. What lies
// behind goes to the log, once.
func (s *Site) explain(r *http.Request, err error) (*ascribe.Error, int) {
	ctx := r.Context()
	if refusal, ok := errors.AsType[*guard.Refusal](err); ok {
		return refusal.Said, refusal.Status
	}
	if stale, ok := errors.AsType[*Stale](err); ok {
		return stale.Reason, http.StatusPreconditionFailed
	}
	if ctx.Err() != nil {
		return ascribe.Errorf(ascribe.ErrInterrupted, "the answer took too long, or nobody waited for it").
			WithHint("try again"), http.StatusServiceUnavailable
	}
	said, ok := errors.AsType[*ascribe.Error](err)
	if !ok {
		said = ascribe.Errorf(ascribe.ErrInternal, "something went wrong that should not").WithCause(err)
	}
	status := statuses[said.Kind]
	if r.Method == http.MethodPost {
		status = cmp.Or(actStatuses[said.Kind], status)
		said = inJSON(said)
	}
	if status == http.StatusInternalServerError { // readers cannot do what the hint says
		s.log.ErrorContext(ctx, said.Message, "id", guard.TraceOf(ctx).ID, "kind", said.Kind, "hint", said.Hint, "cause", said.Cause)
		reader := *said
		said = reader.WithHint("please tell those who keep this record; their log says more")
	}
	return said, status
}

// fault is the input of the page that tells of an error.
type fault struct {
	Status int
	Way    *Way // nil: to the incidents alone
	*ascribe.Error
}

// page turns a handler that may fail into one that tells of it.
func (s *Site) page(h func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.Fail(w, r, err)
		}
	})
}

// Fail tells a reader of an error, and a program that asks the API. What was
// said of the answer that should have been is taken back.
func (s *Site) Fail(w http.ResponseWriter, r *http.Request, err error) {
	said, status := s.explain(r, err)
	h := w.Header()
	for _, name := range []string{"ETag", "Link", "Content-Disposition", "Content-Length"} {
		h.Del(name)
	}
	h.Set("Cache-Control", "no-store")
	switch status {
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "5")
	case http.StatusMethodNotAllowed:
		h.Set("Allow", s.allowed(r))
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="ascribe desk"`)
	}
	if ofAPI(r.URL.Path) {
		h.Set("Content-Type", TypeProblem)
		w.WriteHeader(status)
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		p := newProblem(said, status)
		if stale, ok := errors.AsType[*Stale](err); ok {
			p.Changed = stale.Touched
		}
		enc.Encode(p) //nolint:errcheck // the reader has gone
		return
	}
	f := s.frameOfFault(r)
	if renderErr := s.render(w, status, "error", Page[Asked, fault]{f, &Asked{}, &fault{status, s.way(r, status, said), said}}); renderErr != nil {
		s.log.ErrorContext(r.Context(), "the page of an error could not be made", "id", guard.TraceOf(r.Context()).ID, "cause", renderErr)
		http.Error(w, said.Message, status)
	}
}

// frameOfFault is what is around the page of an error: all of it where the
// point that was asked for is one, so that a reader can go on from there.
func (s *Site) frameOfFault(r *http.Request) *Frame {
	query := r.URL.Query()
	asked := Asked{Known: query.Get("known"), Recorded: query.Get("recorded"), Codebook: query.Get("codebook"), Dataset: query.Get("dataset")}
	for _, from := range []Asked{asked, {}} { // the point may be what is wrong
		var f *Frame
		err := s.at(r, r.URL.EscapedPath(), nil, from, func(v *View) (err error) {
			f, err = s.frame(r, v, "error", false)
			return err
		})
		if err == nil {
			return f
		}
	}
	nowhere := &point.Point{Question: point.Question{AsOf: ascribe.Now}}
	return &Frame{View: &View{At: nowhere, path: r.URL.Path}, Assets: s.Assets, Record: &Record{}, menu: s.menu, Name: "error"}
}

// problem is an error as RFC 9457 has it, with what it is beside: its kind,
// what to do about it, and every place where it is.
type problem struct {
	Type     string            `json:"type"`
	Title    string            `json:"title"`
	Status   int               `json:"status"`
	Detail   string            `json:"detail"`
	Kind     ascribe.ErrorKind `json:"kind"`
	Hint     string            `json:"hint,omitempty"`
	Problems []ascribe.Problem `json:"problems,omitempty"`
	More     int               `json:"more,omitempty"` // problems beyond those listed
	// Changed is what became of a thing since the version that was named.
	Changed *ask.Touched `json:"changed,omitempty"`
}

// allowed are the methods that an address takes.
func (s *Site) allowed(r *http.Request) string {
	_, pattern := s.mux.Handler(&http.Request{Method: http.MethodGet, URL: r.URL, Host: r.Host})
	switch reads := pattern != "/"; {
	case s.ActsAt(r) && reads:
		return "GET, HEAD, POST"
	case s.ActsAt(r):
		return "POST"
	}
	return "GET, HEAD"
}

// flags are what the command line calls what is said in JSON.
var flags = strings.NewReplacer("--although", `"although": true`, "--dry-run", `"dry_run": true`, "--all", `"also": "all"`, "--only", `"also": "none"`, "--why ", `"why": `, "--changed strike", `"changed": "strike"`, "--changed later", `"changed": "later"`, "--source ID", `"source": ID`)

// inJSON is an error with what to do about it as a program says it.
func inJSON(said *ascribe.Error) *ascribe.Error {
	own := *said
	own.Hint = flags.Replace(own.Hint)
	return &own
}

func newProblem(said *ascribe.Error, status int) *problem {
	return &problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status,
		Detail: said.Message, Kind: said.Kind, Hint: said.Hint, Problems: said.Problems, More: said.More,
	}
}
