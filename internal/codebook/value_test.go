package codebook

import (
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
)

func TestCheckValue(t *testing.T) {
	code := ascribe.Variable{Name: "contact", Type: ascribe.TypeCode, Several: true, Values: []ascribe.Value{{Code: "member"}, {Code: "outsider"}}}
	of := func(kind ascribe.Type) ascribe.Variable { return ascribe.Variable{Name: "v", Type: kind} }
	for _, c := range []struct {
		v     ascribe.Variable
		value string
		want  string // in the message; empty: the value is right
	}{
		{code, "member", ""},
		{code, "not_examined", ""},
		{code, "none_found", ""},
		{code, "", "a value of contact is missing"},
		{code, "membre", `"membre" is not a value of contact; did you mean "member"?`},
		{code, "Member", `did you mean "member"?`},
		{code, "none_fuond", `did you mean "none_found"?`},
		{code, "stranger", `"stranger" is not a value of contact; its values are member, outsider`},
		{code, "member;outsider", "give one in each statement"},
		{of(ascribe.TypeNumber), "0", ""},
		{of(ascribe.TypeNumber), "130", ""},
		{of(ascribe.TypeNumber), "none_found", ""},
		{of(ascribe.TypeNumber), "-1", "never negative"},
		{of(ascribe.TypeNumber), "1.5", "whole numbers"},
		{of(ascribe.TypeNumber), "1,000", "whole numbers"},
		{of(ascribe.TypeNumber), "007", "whole numbers"},
		{of(ascribe.TypeNumber), "٣", "whole numbers"},
		{of(ascribe.TypeNumber), "9007199254740991", ""},
		{of(ascribe.TypeNumber), "9007199254740992", "too great"},
		{of(ascribe.TypeNumber), "99999999999999999999", "too great"},
		{of(ascribe.TypeDate), "2016-07-18", ""},
		{of(ascribe.TypeDate), "2016-07-18/2016-07-20", ""},
		{of(ascribe.TypeDate), "2016-02-30", `"2016-02-30" is not a date`},
		{of(ascribe.TypeText), "Würzburg", ""},
		{of(ascribe.TypeText), " ", "only space"},
		{of(ascribe.TypeCountry), "DE", ""},
		{of(ascribe.TypeCountry), "de", `did you mean "DE"?`},
		{of(ascribe.TypeCountry), "UK", `did you mean "GB"?`},
		{of(ascribe.TypeCountry), "Germany", `did you mean "DE"?`},
		{of(ascribe.TypeCountry), "ZZ", "ISO 3166-1"},
		{of(ascribe.TypePoint), "49.79 9.95", ""},
		{of(ascribe.TypePoint), "-33.86 151.2 town", ""},
		{of(ascribe.TypePoint), "49.79,9.95", "a latitude and a longitude"},
		{of(ascribe.TypePoint), "91 9", "latitude comes first"},
		{of(ascribe.TypePoint), "9 181", "a longitude lies between"},
		{of(ascribe.TypePoint), "9 18 nearby", "no precision of a point"},
		{of(ascribe.TypePoint), "49.79 9.95 town x", "a latitude and a longitude"},
		{of(ascribe.TypeID), "wuerzburg-2016", ""},
		{of(ascribe.TypeID), "Würzburg", "takes ids"},
	} {
		v := newVar(c.v, 0)
		err := v.CheckValue(c.value)
		switch {
		case err == nil && c.want != "":
			t.Errorf("%s %q is taken; wanted %s", c.v.Type, c.value, c.want)
		case err != nil && c.want == "":
			t.Errorf("%s %q is refused: %v", c.v.Type, c.value, err)
		case err != nil && !strings.Contains(err.Error(), c.want):
			t.Errorf("%s %q: %v; wanted %s", c.v.Type, c.value, err, c.want)
		case err != nil && ascribe.KindOf(err) != ascribe.ErrInvalid:
			t.Errorf("%s %q: an error of kind %s", c.v.Type, c.value, ascribe.KindOf(err))
		}
	}
}
