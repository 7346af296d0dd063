package codebook

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/pattern"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// newVar numbers the values of a variable.
func newVar(v ascribe.Variable, index int) Var {
	n := Var{
		Variable: v, Index: index, LeavesOpen: 1 << NoneFound, Every: 1<<NotExamined | 1<<NoneFound,
		numbers: map[string]int{ascribe.NotExamined: NotExamined, ascribe.NoneFound: NoneFound},
	}
	if !n.Coded() {
		return n
	}
	for i, value := range v.Values {
		number := FirstCode + i
		if _, doubled := n.numbers[value.Code]; doubled || number >= 64 {
			continue // a fault, noted by the check
		}
		n.numbers[value.Code] = number
		n.Every |= 1 << number
		if value.LeavesOpen {
			n.LeavesOpen |= 1 << number
		}
	}
	for i, value := range v.Values {
		for _, code := range value.Was {
			if _, taken := n.numbers[code]; !taken && FirstCode+i < 64 {
				n.numbers[code] = FirstCode + i
			}
		}
	}
	return n
}

var wholeNumber = pattern.New(`^(0|[1-9][0-9]*)$`)

// CheckValue reports, in words for the coder, why a value is not one that a
// statement about the variable can give. Every variable has
// [ascribe.NotExamined] and [ascribe.NoneFound]; of one that takes several
// codes, a statement gives one.
func (v *Var) CheckValue(value string) error {
	if value == ascribe.NotExamined || value == ascribe.NoneFound {
		return nil
	}
	if problem := v.problem(value); problem != "" {
		return ascribe.Errorf(ascribe.ErrInvalid, "%s", problem)
	}
	return nil
}

func (v *Var) problem(value string) string {
	if value == "" {
		return fmt.Sprintf("a value of %s is missing; what nobody has said needs no statement", v.Name)
	}
	switch v.Type {
	case ascribe.TypeCode:
		return v.codeProblem(value)
	case ascribe.TypeNumber:
		return v.numberProblem(value)
	case ascribe.TypeDate:
		if _, err := ascribe.ParseDate(value); err != nil {
			return fmt.Sprintf("%s takes dates, and %s", v.Name, err)
		}
	case ascribe.TypeText:
		if strings.TrimSpace(value) == "" {
			return fmt.Sprintf("a value of %s is missing: %q is only space", v.Name, value)
		}
	case ascribe.TypeCountry:
		return v.countryProblem(value)
	case ascribe.TypePoint:
		return v.pointProblem(value)
	case ascribe.TypeID:
		if dataset, id, others := strings.Cut(value, ":"); others && v.Role == ascribe.RoleSameAs {
			if !ascribe.ValidID(dataset) || !ascribe.ValidDatasetID(id) {
				return fmt.Sprintf("%s is not a value of %s: an incident of a dataset is written as in dataset:id", yamltext.Quote(value), v.Name)
			}
		} else if !ascribe.ValidID(value) {
			return fmt.Sprintf("%s is not a value of %s, which takes ids: small letters, digits, dot, dash and underscore, at most %d", yamltext.Quote(value), v.Name, ascribe.MaxID)
		}
	}
	return ""
}

func (v *Var) codeProblem(value string) string {
	n, ok := v.numbers[value]
	if ok && n >= FirstCode && v.Code(n) == value {
		return ""
	}
	if ok && n >= FirstCode {
		return fmt.Sprintf("%s is now called %q", yamltext.Quote(value), v.Code(n))
	}
	codes := v.listed()
	s := fmt.Sprintf("%s is not a value of %s", yamltext.Quote(value), v.Name)
	if near := near.DidYouMean(value, append(codes, ascribe.NotExamined, ascribe.NoneFound)); near != "" {
		return s + near
	}
	if len(codes) == 0 {
		return s + ": it lists none"
	}
	s += "; its values are " + listed(codes)
	if v.Several && strings.ContainsAny(value, ";,") {
		s += "; give one in each statement"
	}
	return s
}

// listed are the variable's codes, in order.
func (v *Var) listed() []string {
	codes := make([]string, len(v.Variable.Values))
	for i := range codes {
		codes[i] = v.Variable.Values[i].Code
	}
	return codes
}

// MaxNumber is the greatest value of a variable of type number. It is exact
// in every format that numbers leave in.
const MaxNumber = 1<<53 - 1

func (v *Var) numberProblem(value string) string {
	n, err := strconv.ParseUint(value, 10, 64)
	switch {
	case wholeNumber.MatchString(value) && (err != nil || n > MaxNumber):
		return fmt.Sprintf("%s is too great for %s: at most %d", value, v.Name, int64(MaxNumber))
	case wholeNumber.MatchString(value):
		return ""
	case strings.HasPrefix(value, "-"):
		return fmt.Sprintf("%s is not a value of %s, which is never negative", yamltext.Quote(value), v.Name)
	}
	return fmt.Sprintf("%s is not a value of %s, which takes whole numbers in plain digits", yamltext.Quote(value), v.Name)
}

func (v *Var) countryProblem(value string) string {
	if country.Valid(value) {
		return ""
	}
	s := fmt.Sprintf("%s is not a value of %s, which takes countries by the two capital letters of ISO 3166-1", yamltext.Quote(value), v.Name)
	if code, ok := country.Code(value); ok {
		s += fmt.Sprintf("; did you mean %q?", code)
	}
	return s
}

var decimal = pattern.New(`^-?[0-9]{1,3}(\.[0-9]{1,9})?$`)

// Precision says what a point stands for: how exact its place is known.
type Precision string

// Precisions lists the classes of precision, the most exact first.
var Precisions = []Precision{"exact", "street", "district", "town", "region", "country"}

func (v *Var) pointProblem(value string) string {
	parts := strings.Split(value, " ")
	if len(parts) < 2 || len(parts) > 3 || !decimal.MatchString(parts[0]) || !decimal.MatchString(parts[1]) {
		return fmt.Sprintf("%s is not a value of %s, which takes a latitude and a longitude in degrees, perhaps with how exact they are, as in \"49.74 9.96 town\"", yamltext.Quote(value), v.Name)
	}
	if f, _ := strconv.ParseFloat(parts[0], 64); f < -90 || f > 90 {
		return fmt.Sprintf("a latitude lies between -90 and 90, and %s of %s does not; the latitude comes first", parts[0], v.Name)
	}
	if f, _ := strconv.ParseFloat(parts[1], 64); f < -180 || f > 180 {
		return fmt.Sprintf("a longitude lies between -180 and 180, and %s of %s does not", parts[1], v.Name)
	}
	if len(parts) == 3 {
		for _, p := range Precisions {
			if string(p) == parts[2] {
				return ""
			}
		}
		return fmt.Sprintf("%s is no precision of a point; it is one of %s", yamltext.Quote(parts[2]), listed(Precisions))
	}
	return ""
}
