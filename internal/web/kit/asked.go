package kit

import (
	"context"
	"errors"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Asked is what every address can say: from which point the record is looked
// at, and under which codebook.
type Asked struct {
	Known    string `query:"known" doc:"As known on this day, such as 2016-07-20; a month or a year counts from its end. Left out, there is no limit." example:"2016-07-20"`
	Recorded string `query:"recorded" doc:"As written down by this entry, by its number, or at this instant. Left out, there is no limit." example:"2"`
	Codebook string `query:"codebook" doc:"Under this version of the codebook. Left out, the one adopted at that entry." example:"1.1.0"`
	Dataset  string `query:"dataset" doc:"About this dataset. Left out, the record itself." example:"main"`
}

// asked is how a screen's input says from which point it asks.
func (a Asked) AskedFrom() Asked { return a }

// Of is the same asked of a dataset; another one has codebooks of its own.
func (a Asked) Of(dataset string) Asked {
	if dataset == ascribe.Main {
		dataset = ""
	}
	if a.Dataset == ascribe.Main {
		a.Dataset = ""
	}
	if a.Dataset != dataset {
		a.Dataset, a.Codebook = dataset, ""
	}
	return a
}

// Values are what was asked, as an address has it.
func (a Asked) Values() url.Values {
	v := url.Values{}
	for _, p := range []struct{ name, value string }{
		{"known", a.Known}, {"recorded", a.Recorded}, {"codebook", a.Codebook}, {"dataset", a.Dataset},
	} {
		if p.value != "" {
			v.Set(p.name, p.value)
		}
	}
	return v
}

// question turns what was asked into a question to the record.
func (a Asked) question(ctx context.Context, here *point.Point) (*point.Question, error) {
	q := &point.Question{Dataset: a.Dataset, AsOf: ascribe.Now, Version: a.Codebook}
	var err error
	if a.Known != "" {
		if q.AsOf.Known, err = ParseKnown("known", a.Known); err != nil {
			return nil, err
		}
	}
	if a.Recorded != "" {
		n, understood, err := here.Entry(ctx, a.Recorded)
		if !understood {
			return nil, ascribe.Errorf(ascribe.ErrUsage, "recorded: %q is neither an entry nor an instant", a.Recorded).
				WithHint("write an entry's number, a day such as 2026-11-24, or an instant such as 2026-11-24T12:00:00Z")
		}
		if err != nil {
			return nil, err
		}
		q.AsOf.Recorded = n
	}
	return q, nil
}

// ParseKnown reads a day, or a month or year, which counts from its end.
func ParseKnown(name, text string) (ascribe.Day, error) {
	d, err := ascribe.ParseDate(text)
	if err == nil && d.OpenEnded() {
		err = errors.New("it has no end")
	}
	if err != nil {
		return 0, ascribe.Errorf(ascribe.ErrUsage, "%s: %q is not a day", name, text).
			WithHint("write a day such as 2016-07-20; a month, 2016-07, or a year, 2016, counts from its end")
	}
	return d.Last(), nil
}
