package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// Other is what an imported dataset says of the incident: of one of its own that
// was said to be the same.
type Other struct {
	Dataset  string        `json:"dataset"`
	Incident string        `json:"incident"` // its id there
	Title    string        `json:"title"`    // of the dataset
	Licence  string        `json:"licence"`
	May      ascribe.Terms `json:"may"`
	By       []string      `json:"by"`    // ids of the statements that it is the same
	State    OtherState    `json:"state"` // where it is not given, there are no editions and no values
	Editions []OtherListed `json:"editions"`
	Values   []OtherValue  `json:"values"` // first those with a variable of the record beside them
}

// OtherState says whether what a dataset has is given, and why not.
type OtherState string

// The states.
const (
	OtherGiven    OtherState = "given"
	OtherWithheld OtherState = "withheld" // the licence does not let it be passed on
	OtherAbsent   OtherState = "absent"   // the dataset, or its incident, is not in this record
)

// OtherListed is an edition that had come out by the day, and whether it lists the
// incident. A log of changes has one without a name: as it stood on the day.
type OtherListed struct {
	Edition   string       `json:"edition"`
	Published ascribe.Date `json:"published"`
	Listed    bool         `json:"listed"`

	day ascribe.Day
}

// OtherValue is what the editions say in one column, and what the record says of
// the variable with the same role; "" is unknown.
type OtherValue struct {
	Column   string   `json:"column"`
	Variable string   `json:"variable"` // of the record, "" where none has the column's role
	Record   string   `json:"record"`   // its value there
	Editions []string `json:"editions"` // in the order of the editions
}

// others are what the datasets say that list the incident, too.
func others(ctx context.Context, p *point.Point, r *disclose.Subject, known []ascribe.Finding) ([]Other, error) {
	same := r.Elsewhere(p)
	if len(same) == 0 {
		return nil, nil
	}
	datasets, err := p.View.Datasets(ctx)
	if err != nil {
		return nil, err
	}
	var list []Other
	for _, x := range same {
		o := Other{Dataset: x.Dataset, Incident: x.ID, By: x.By, State: OtherAbsent, Editions: []OtherListed{}, Values: []OtherValue{}}
		at := slices.IndexFunc(datasets, func(d ascribe.Noted[ascribe.Dataset]) bool {
			return d.Noun.ID == x.Dataset && d.Entry <= p.AsOf.Recorded
		})
		if at >= 0 {
			o.Title, o.Licence = datasets[at].Noun.Title, datasets[at].Noun.Licence
			if err := o.fill(ctx, p, known); err != nil {
				return nil, err
			}
		}
		list = append(list, o)
	}
	return list, nil
}

// fill reads the dataset's incident, where whoever asks may be told of it.
func (o *Other) fill(ctx context.Context, p *point.Point, known []ascribe.Finding) (err error) {
	if o.May, err = disclose.TermsOf(ctx, p, o.Dataset); err != nil {
		return err
	}
	withheld, err := disclose.WithheldOf(ctx, p, o.Dataset)
	if withheld || err != nil {
		o.State = OtherWithheld
		return err
	}
	theirs, err := p.Of(ctx, point.Question{Dataset: o.Dataset, AsOf: p.AsOf}) // under its own codebook
	if err != nil {
		return err
	}
	r, err := disclose.Read(ctx, theirs, o.Incident)
	if ascribe.KindOf(err) == ascribe.ErrNotFound {
		return nil
	} else if err != nil {
		return err
	}
	o.State = OtherGiven
	if err := o.list(ctx, theirs); err != nil {
		return err
	}
	o.compare(p.Book, theirs, rowsOf(r.Dossier, theirs.AsOf.Recorded), known)
	return nil
}

// list has the editions that had come out by the day; the one of a log is the day.
func (o *Other) list(ctx context.Context, p *point.Point) error {
	all, err := editions(ctx, p)
	for i := range all {
		if e := &all[i]; e.day <= p.AsOf.Known {
			o.Editions = append(o.Editions, OtherListed{Edition: e.Edition, Published: e.Published, day: e.day})
		}
	}
	if len(all) == 0 {
		o.Editions = append(o.Editions, OtherListed{day: p.AsOf.Known})
	}
	return err
}

// compare sets the cells of every edition beside what the record has. Columns in
// which no edition says anything are left out.
func (o *Other) compare(ours *codebook.Book, theirs *point.Point, rows []importedRow, known []ascribe.Finding) {
	columns := map[string]int{}
	for i := range theirs.Book.Vars {
		columns[theirs.Book.Vars[i].Name] = i
	}
	cells := make([][]string, len(o.Editions))
	for i := range o.Editions {
		cells[i] = cellsOn(rows, o.Editions[i].day, columns)
		o.Editions[i].Listed = cells[i] != nil
	}
	var alone []OtherValue
	for i := range theirs.Book.Vars {
		v := OtherValue{Column: theirs.Book.Vars[i].Name}
		said := false
		for _, row := range cells {
			value := ""
			if row != nil {
				value = row[i]
			}
			said = said || value != ""
			v.Editions = append(v.Editions, value)
		}
		if !said {
			continue
		}
		if v.Variable = counterpart(ours, theirs.Book.Vars[i].Role); v.Variable == "" {
			alone = append(alone, v)
			continue
		}
		if at := slices.IndexFunc(known, func(f ascribe.Finding) bool { return f.Variable == v.Variable }); at >= 0 {
			v.Record = known[at].Value
		}
		o.Values = append(o.Values, v)
	}
	o.Values = append(o.Values, alone...)
}

// counterpart is the variable of incidents that has a role, "" where none has it.
func counterpart(book *codebook.Book, role ascribe.Role) string {
	if role == "" {
		return ""
	}
	if v := book.WithRole(role); v != nil && slices.Contains(SubjectsOf(book.Var(v.Name)), ascribe.OfIncident) {
		return v.Name
	}
	return ""
}
