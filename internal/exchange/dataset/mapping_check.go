package dataset

import (
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
	"github.com/ascribe-project/ascribe/internal/pattern"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// roleTypes are the types of the roles that the program computes with.
var roleTypes = map[ascribe.Role]ascribe.Type{
	ascribe.RoleEventDate: ascribe.TypeDate, ascribe.RoleCountry: ascribe.TypeCountry, ascribe.RolePoint: ascribe.TypePoint,
	ascribe.RoleKilled: ascribe.TypeNumber, ascribe.RoleInjured: ascribe.TypeNumber,
	ascribe.RolePublicLabel: ascribe.TypeCode, ascribe.RoleSameAs: ascribe.TypeID,
}

var (
	codeForm   = pattern.New(`^[0-9A-Za-z][0-9A-Za-z._-]{0,59}$`)
	precisions = []string{"exact", "street", "district", "town", "region", "country"}
)

// maxCodes is how many codes a variable of type code can list.
const maxCodes = 60

// check notes what is wrong with a mapping beyond its form.
func (r mappingReader) check(m *Mapping) {
	if m.ID != "" && !ascribe.ValidID(m.ID) {
		r.FaultIn("mapping", "%s cannot be the name of a mapping: small letters, digits, dot, dash and underscore", quote(m.ID))
	}
	if m.IDs != nil && len(m.IDs) == 0 || slices.Contains(m.IDs, "") {
		r.FaultIn("id", "the id needs the name of a column")
	}
	if rest := braces.ReplaceAllString(m.RowTitle, ""); strings.ContainsAny(rest, "{}") || m.RowTitle != "" && rest == m.RowTitle {
		r.FaultIn("row_title", `a title has columns in braces, as in "{city}, {country}"`)
	}
	variables := map[string]yamltext.Place{}
	roles := map[ascribe.Role]string{}
	variable := func(at yamltext.Place, name string) {
		if before, doubled := variables[name]; doubled {
			r.Fault(at, "two columns are the variable %s; the first is in line %d", quote(name), before.Line)
			return
		}
		variables[name] = at
		if !validVariable(name) {
			r.Fault(at, "%s cannot be a variable: it begins with a small letter; small letters, digits and underscores follow, at most %d; and words that mean something else in a condition, such as type, in and label, are none", quote(name), maxName)
		}
	}
	role := func(at yamltext.Place, name string, role ascribe.Role, typ ascribe.Type) {
		if role == "" {
			return
		}
		if first, doubled := roles[role]; doubled {
			r.Fault(at, "the role %s is given twice: %s has it", role, quote(first))
			return
		}
		roles[role] = name
		if want, ok := roleTypes[role]; ok && typ != want {
			r.Fault(at, "the role %s is for the type %s: say type: %s, or, if some cells may not fit it, derive a column of that type from %s", role, want, want, quote(name))
		}
	}
	names := map[string]bool{}
	for i := range m.Columns {
		c := &m.Columns[i]
		if fold := strings.ToLower(c.Name); names[fold] && c.Name != "" {
			r.Fault(c.at, "the column %s is there twice, but for large letters", quote(c.Name))
		} else {
			names[fold] = true
		}
		if c.Variable != "" {
			variable(c.at, c.Variable)
		}
		role(c.at, c.Name, c.Role, c.Type)
		r.codesOf(c)
	}
	for i := range m.Derived {
		d := &m.Derived[i]
		variable(d.at, d.Variable)
		r.rule(d)
		role(d.at, d.Variable, d.Role, d.Type)
	}
}

func (r mappingReader) codesOf(c *ColumnRule) {
	if c.Type != ascribe.TypeCode {
		return
	}
	if n := len(c.Codes); n == 0 || n > maxCodes {
		r.Fault(c.at, "the type code needs its codes, at most %d, and has %d: list them, or leave the type out", maxCodes, n)
	}
	for _, code := range c.Codes {
		if !codeForm.MatchString(code.Value) {
			r.Fault(c.at, "%s cannot be a code of type code: letters, digits, dots, dashes and underscores; leave the type out", quote(code.Value))
		}
	}
}

// rule holds a derived column to one of the ways of making it, and finds its
// type.
func (r mappingReader) rule(d *DerivedRule) {
	var ways []string
	typ := d.Type
	if d.Year+d.Month+d.Day != "" {
		ways, typ = append(ways, "year, month, day"), ascribe.TypeDate
		if d.Year == "" || d.Day != "" && d.Month == "" {
			r.Fault(d.at, "a date needs its year, and a day its month")
		}
	}
	if d.Start+d.End != "" {
		ways, typ = append(ways, "start, end"), ascribe.TypeDate
		if d.Start == "" {
			r.Fault(d.at, "a date from a start to an end needs its start")
		}
	}
	if d.Latitude+d.Longitude+d.Precision != "" {
		ways, typ = append(ways, "latitude, longitude"), ascribe.TypePoint
		if d.Latitude == "" || d.Longitude == "" {
			r.Fault(d.at, "a point needs its latitude and its longitude")
		}
	}
	if len(d.From) > 0 {
		ways = append(ways, "from")
		if d.Type == "" || d.Type == ascribe.TypeCode {
			r.Fault(d.at, "a column that is made from others needs the type that they are read as: number, date, country, point, text or id")
		}
		if slices.Contains(d.From, "") {
			r.Fault(d.at, "from needs the names of columns")
		}
	}
	if len(ways) != 1 {
		r.Fault(d.at, "the derived column %s needs one way of making it: year, month and day; start and end; latitude and longitude; or from", quote(d.Variable))
	}
	if d.Type != "" && typ != d.Type {
		r.Fault(d.at, "from %s comes the type %s, not %s", orList(ways), typ, d.Type)
	}
	d.Type = typ
	for _, p := range d.Precisions {
		if !slices.Contains(precisions, p.Meaning) {
			r.Fault(d.at, "there is no precision %s: %s", quote(p.Meaning), orList(precisions))
		}
	}
	for _, c := range d.Countries {
		if !country.Valid(c.Meaning) {
			r.Fault(d.at, "%s is not the code of a country, which has two capital letters: say for %s which is meant", quote(c.Meaning), quote(c.Value))
		}
	}
	if len(d.Countries) > 0 && typ != ascribe.TypeCountry {
		r.Fault(d.at, "countries are for the type country")
	}
}
