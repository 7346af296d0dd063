package kit

import (
	"cmp"
	"context"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A Record is what the record says of itself, for what is around an answer.
type Record struct{ ask.DescriptionAnswer }

// recordAt is what the record says of itself at a point.
func recordAt(ctx context.Context, p *point.Point) (*Record, error) {
	said, err := ask.Description(ctx, p)
	if err != nil {
		return nil, err
	}
	return &Record{*said}, nil
}

// Name is what the record is called; one that nobody named has the program's name.
func (r *Record) Name() string { return cmp.Or(r.Title, "ascribe") }

// Reach is the address at which its owner is reached; empty, where the contact
// is none that a browser can follow.
func (r *Record) Reach() string {
	switch {
	case strings.HasPrefix(r.Contact, "https://"), strings.HasPrefix(r.Contact, "http://"):
		return r.Contact
	case strings.Count(r.Contact, "@") == 1 && !strings.ContainsAny(r.Contact, " /:?&<>"):
		return "mailto:" + r.Contact
	}
	return ""
}
