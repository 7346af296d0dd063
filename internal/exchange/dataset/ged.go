package dataset

import "github.com/ascribe-project/ascribe"

// OriginGED is the name of the mapping that [GED] gives.
const OriginGED = "ucdp-ged"

// GED is the mapping of UCDP's Georeferenced Event Dataset in all of the
// layouts that it was published in: the columns' names stayed, but for their
// capitals, and their number and order did not. Rows of tags under the header,
// as in the files of the Humanitarian Data Exchange, are passed over.
//
// The event's date is the day of date_start and date_end where they are the
// same, and else the EDTF interval between them. The country's code is read
// from iso3, if the file has it, and else from the name in country.
func GED() *Mapping {
	return &Mapping{
		ID:          OriginGED,
		Origin:      OriginGED,
		Title:       "UCDP Georeferenced Event Dataset",
		Publisher:   "Uppsala Conflict Data Program",
		Licence:     "CC BY 4.0",
		May:         ascribe.Terms{PassOn: ascribe.Given, Change: ascribe.Given, Show: ascribe.Given},
		LicenceNote: "May be used and passed on, also changed, where the Uppsala Conflict Data Program is named as its source.",
		IDs:         []string{"id"},
		RowTitle:    "{dyad_name}, {where_coordinates}, {event_date}",
		Sources:     []string{"source_article", "source_office", "source_original"},
		Columns:     gedColumns(),
		Derived:     gedDerived(),
	}
}

func gedColumns() []ColumnRule {
	optional := func(name, definition string) ColumnRule {
		return ColumnRule{Name: name, Optional: true, Definition: definition}
	}
	number := func(name, definition string) ColumnRule {
		return ColumnRule{Name: name, Optional: true, Type: ascribe.TypeNumber, Definition: definition}
	}
	best := number("best", "The most likely number of deaths.")
	best.Role, best.Optional = ascribe.RoleKilled, false
	place := optional("where_coordinates", "The name of the place that the coordinates are of.")
	place.Role = ascribe.RolePlace
	violence := optional("type_of_violence", "The kind of violence.")
	violence.Codes = []Code{{"1", "state-based conflict"}, {"2", "non-state conflict"}, {"3", "one-sided violence"}}
	clarity := optional("event_clarity", "How clearly the sources tell the event apart.")
	clarity.Codes = []Code{{"1", "high: the event can be told apart"}, {"2", "lower: the reports sum events up"}}
	datePrecision := optional("date_prec", "How exactly the date is known.")
	datePrecision.Codes = []Code{
		{"1", "the day"}, {"2", "two to six days"}, {"3", "a week"}, {"4", "eight to thirty days, or a month"}, {"5", "more than a month, up to a year"},
	}
	placePrecision := optional("where_prec", "How exactly the place is known.")
	placePrecision.Codes = []Code{
		{"1", "the place itself"},
		{"2", "within about 25 km of it"},
		{"3", "the second-order administrative division"},
		{"4", "the first-order administrative division"},
		{"5", "a line or an area"},
		{"6", "the country"},
		{"7", "international waters or airspace"},
	}
	return []ColumnRule{
		number("year", "The year of the event."),
		violence,
		optional("dyad_name", "The two sides of the conflict, or the side and those that it killed."),
		optional("source_article", "The reports that the event was coded from."),
		optional("source_office", "Who published them."),
		optional("source_original", "Whom they quote."),
		place,
		placePrecision,
		clarity,
		datePrecision,
		{Name: "date_start", Type: ascribe.TypeDate, Definition: "The first day on which the event can have begun."},
		{Name: "date_end", Type: ascribe.TypeDate, Definition: "The last day on which it can have ended."},
		number("deaths_a", "Deaths among side A."),
		number("deaths_b", "Deaths among side B."),
		number("deaths_civilians", "Deaths of civilians."),
		number("deaths_unknown", "Deaths of persons of unknown status."),
		best,
		number("high", "The highest reliable number of deaths."),
		number("low", "The lowest reliable number of deaths."),
		optional("iso3", "The country, by ISO 3166-1 alpha-3."),
		optional("country", "The country, by the name that UCDP gives it."),
		optional("latitude", ""), optional("longitude", ""),
	}
}

func gedDerived() []DerivedRule {
	return []DerivedRule{
		{
			Variable: "event_date", Type: ascribe.TypeDate, Role: ascribe.RoleEventDate, Start: "date_start", End: "date_end",
			Definition: "The day of the event, or the interval in which it lies.",
		},
		{
			Variable: "country_code", Type: ascribe.TypeCountry, Role: ascribe.RoleCountry, From: []string{"iso3", "country"}, Optional: true,
			Countries:  []Code{{"Congo", "CG"}}, // the other is DR Congo (Zaire)
			Definition: "The country, by ISO 3166-1 alpha-2.",
		},
		{
			Variable: "point", Type: ascribe.TypePoint, Role: ascribe.RolePoint, Latitude: "latitude", Longitude: "longitude", Optional: true,
			Precision: "where_prec", Definition: "Latitude and longitude, and how exactly they are known.",
			Precisions: []Code{{"1", "town"}, {"2", "district"}, {"3", "district"}, {"4", "region"}, {"6", "country"}},
		},
	}
}
