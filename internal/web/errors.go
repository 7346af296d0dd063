package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ascribe-project/ascribe"
)

// statuses turns what kind of error it was into the status of the answer.
var statuses = map[ascribe.ErrorKind]int{
	ascribe.ErrInternal:    http.StatusInternalServerError,
	ascribe.ErrUsage:       http.StatusBadRequest,
	ascribe.ErrInvalid:     http.StatusUnprocessableEntity,
	ascribe.ErrNotFound:    http.StatusNotFound,
	ascribe.ErrConflict:    http.StatusServiceUnavailable, // for a reader: the store is busy
	ascribe.ErrUnverified:  http.StatusInternalServerError,
	ascribe.ErrNewer:       http.StatusInternalServerError,
	ascribe.ErrInterrupted: http.StatusServiceUnavailable,
}

// told is an error as it may be told to a reader. What lies behind goes to the
// log, once.
func (s *Server) told(ctx context.Context, err error) *ascribe.Error {
	said, ok := errors.AsType[*ascribe.Error](err)
	if ctx.Err() != nil {
		return ascribe.Errorf(ascribe.ErrInterrupted, "the answer took too long, or nobody waited for it").
			WithHint("try again")
	}
	if !ok {
		said = ascribe.Errorf(ascribe.ErrInternal, "something went wrong that should not").
			WithHint("please tell those who keep this record; their log says more").WithCause(err)
	}
	if statuses[said.Kind] == http.StatusInternalServerError {
		s.log.ErrorContext(ctx, said.Message, "kind", said.Kind, "cause", said.Cause)
	}
	return said
}

// faulty is the input of the page that tells of an error.
type faulty struct {
	Status int
	*ascribe.Error
}

// page turns a handler that may fail into one that tells of it on a page.
func (s *Server) page(h func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// fail tells a reader of an error. The page keeps what was asked in its links,
// as far as that can be.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	said := s.told(r.Context(), err)
	v := &view{record: s.record, question: everything(), path: r.URL.Path}
	f := &frame{view: v, Site: s.site, Name: "error", Section: ""}
	if renderErr := s.render(w, statuses[said.Kind], "error", sheet[Asked, faulty]{f, &Asked{}, &faulty{statuses[said.Kind], said}}); renderErr != nil {
		s.log.ErrorContext(r.Context(), "the page of an error could not be made", "cause", renderErr)
		http.Error(w, said.Message, statuses[said.Kind])
	}
}

// problem is an error as RFC 9457 has it.
type problem struct {
	Type     string            `json:"type"`
	Title    string            `json:"title"`
	Status   int               `json:"status"`
	Detail   string            `json:"detail"`
	Kind     ascribe.ErrorKind `json:"kind"`
	Hint     string            `json:"hint,omitempty"`
	Problems []ascribe.Problem `json:"problems,omitempty"`
}

func (p *problem) Error() string  { return p.Detail }
func (p *problem) GetStatus() int { return p.Status }

// ContentType is how the answer says what it is.
func (p *problem) ContentType(string) string { return "application/problem+json" }

func (s *Server) problem(ctx context.Context, err error) huma.StatusError {
	said := s.told(ctx, err)
	status := statuses[said.Kind]
	return &problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status,
		Detail: said.Message, Kind: said.Kind, Hint: said.Hint, Problems: said.Problems,
	}
}
