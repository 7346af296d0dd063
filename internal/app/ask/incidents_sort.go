package ask

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// incidentSort is an order of incidents.
type incidentSort struct {
	name       string // as it is asked for
	by         string // an order of the index that is no dimension; else the dimension's name
	descending bool
	rank       func(value string) int // of a dimension's value; nil: it is none
	after      *survey.Place          // where the page begins; nil: at the beginning
}

func newIncidentSort(book *codebook.Book, page *IncidentsPage) (incidentSort, error) {
	name, reversed := strings.CutPrefix(page.Sort, "-")
	if name == "" {
		name = SortIncident
	}
	o := incidentSort{name: name, by: name, descending: reversed != page.Descending}
	switch name {
	case SortIncident, SortTitle, SortRevisions, SortChanged, SortFirst:
	default:
		if err := o.byDimension(book); err != nil {
			return o, err
		}
	}
	return o, o.startAfter(page.After)
}

// byDimension sorts by the first value of a dimension, in the order of the
// codebook or of time.
func (o *incidentSort) byDimension(book *codebook.Book) error {
	date := withRole(book, ascribe.RoleEventDate)
	switch country := withRole(book, ascribe.RoleCountry); {
	case o.name == SortDate && date != "":
		o.by = date
	case o.name == SortCountry && country != "":
		o.by = country
	}
	d, err := newDimension(book, o.by)
	if err != nil {
		sorts := []string{SortIncident, SortTitle, SortDate, SortCountry, SortRevisions, SortChanged, SortFirst}
		names := slices.Concat(sorts, namesOfDimensions(book), book.Names())
		return ascribe.Errorf(ascribe.ErrUsage, "incidents cannot be sorted by %q%s", o.name, near.DidYouMean(o.name, names)).
			WithHint("sort by %s, or any dimension, as in label; -%s reverses it", strings.Join(sorts, ", "), SortChanged)
	}
	o.by = d.by
	o.rank = func(value string) int {
		if value == survey.Unknown {
			return survey.Last
		}
		if o.by == date {
			d, err := ascribe.ParseDate(value)
			if err != nil {
				return survey.Last
			}
			return int(d.First())
		}
		return rankOf(book, o.by, value)
	}
	return nil
}

// String is the order as it is asked for.
func (o *incidentSort) String() string {
	if o.descending {
		return "-" + o.name
	}
	return o.name
}

// A cursor is the place of an incident in an order, as JSON in base64.
type cursor struct {
	Sort     string `json:"s"`
	Rank     int    `json:"r"`
	Text     string `json:"t"`
	Incident string `json:"i"`
}

// cursor is that of the page after a place.
func (o *incidentSort) cursor(p survey.Place) string {
	text, _ := json.Marshal(cursor{o.String(), p.Rank, p.Text, p.Incident})
	return base64.RawURLEncoding.EncodeToString(text)
}

func (o *incidentSort) startAfter(after string) error {
	if after == "" {
		return nil
	}
	wrong := ascribe.Errorf(ascribe.ErrUsage, "there is no such page").
		WithHint("take the cursor that the page before gave, as it is, with the same order; or leave it out for the first page")
	text, err := base64.RawURLEncoding.DecodeString(after)
	if err != nil {
		return wrong.WithCause(err)
	}
	var c cursor
	if err := json.Unmarshal(text, &c); err != nil {
		return wrong.WithCause(err)
	}
	if c.Sort != o.String() || c.Incident == "" {
		return wrong
	}
	o.after = &survey.Place{Key: survey.Key{Rank: c.Rank, Text: c.Text}, Incident: c.Incident}
	return nil
}
