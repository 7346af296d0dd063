package kit

import (
	"net/http"
	"strconv"
	"strings"
)

// A Bar is what a page shows to somebody who has signed in: who they are, what they
// can write from there, and what they have just written.
type Bar struct {
	Who    string
	Offers []Offered
	Wrote  int64 // the entry; 0: nothing
}

// Offered is a form to which a page leads.
type Offered struct{ Label, To string }

// bar is nil for whoever has not signed in.
func (s *Site) bar(r *http.Request, v *View) *Bar {
	who := v.At.Viewer.Who()
	if who == "" {
		return nil
	}
	b := &Bar{Who: who}
	if c, err := r.Cookie(wroteName); err == nil {
		b.Wrote, _ = strconv.ParseInt(c.Value, 10, 64) //nolint:errcheck // then nothing is said
	}
	_, at, _ := strings.Cut(r.Pattern, " ")
	id := r.PathValue("id")
	if id == "" {
		id = r.PathValue("n")
	}
	for _, f := range s.forms {
		for _, o := range f.offers() {
			if o.At == strings.TrimSuffix(at, "{$}") && v.Dataset() == "" {
				b.Offers = append(b.Offers, Offered{o.Label, o.To(id)})
			}
		}
	}
	return b
}
