package codebook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/pattern"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// A checker checks that a codebook makes sense: that everything it refers to
// exists, and that every part can have an effect.
type checker struct {
	*reader
	book *Book
}

func (c checker) check() {
	c.heading()
	c.variables()
	c.renamed()
	c.roles()
	c.closings()
	c.labels()
	c.rows()
	c.crosswalks()
}

var (
	nameForm    = pattern.New(`^[a-z][a-z0-9_]*$`)
	versionForm = pattern.New(`^[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}$`)
)

const maxName = 60

// celWords are names that mean something else in a condition.
var celWords = setOf(`as break const continue else false for function if import in let loop package namespace null return
true var void while bool bytes double duration dyn int list map null_type string timestamp type uint known`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// isTypeName reports whether CEL itself knows the name.
func isTypeName(name string) bool {
	return slices.Contains([]string{"bool", "bytes", "double", "dyn", "int", "list", "map", "null_type", "string", "type", "uint"}, name)
}

func validName(name string) bool {
	return nameForm.MatchString(name) && len(name) <= maxName && !celWords[name]
}

func (c checker) heading() {
	switch b := c.book; {
	case b.ID == "":
		c.FaultIn("codebook", "the codebook has no id: give one, as in \"codebook: direction\"")
	case !ascribe.ValidID(b.ID):
		c.FaultIn("codebook", "%s cannot be the id of a codebook: small letters, digits, dot, dash and underscore", yamltext.Quote(b.ID))
	}
	switch b := c.book; {
	case b.Version == "":
		c.FaultIn("version", "the codebook has no version: give one, as in \"version: 1.0.0\"")
	case !versionForm.MatchString(b.Version):
		c.FaultIn("version", "%s cannot be a version: letters, digits, dot, dash, plus and underscore, at most 40", yamltext.Quote(b.Version))
	}
}

// name notes what is wrong with a name of a variable, value, label or level.
func (c checker) name(path, what, name string) {
	switch {
	case nameForm.MatchString(name) && len(name) <= maxName:
	case len(name) > maxName:
		c.FaultIn(path, "the name of a %s has at most %d characters; %s has %d", what, maxName, yamltext.Quote(name), len(name))
	default:
		c.FaultIn(path, "%s cannot be the name of a %s: it begins with a small letter; small letters, digits and underscores follow", yamltext.Quote(name), what)
	}
}

func (c checker) variables() {
	for i := range c.book.Vars {
		c.variable(yamltext.Path("variables", i), &c.book.Vars[i])
	}
}

func (c checker) variable(p string, v *Var) {
	c.name(yamltext.KeyOf(p), "variable", v.Name)
	if celWords[v.Name] {
		c.FaultIn(yamltext.KeyOf(p), "%q cannot be the name of a variable: in a condition it means something else", v.Name)
	}
	for i, kind := range v.Of {
		if slices.Contains(v.Of[:i], kind) {
			c.FaultIn(yamltext.Path(p, "of", i), "%s is there twice", kind)
		}
	}
	c.values(p, v)
	if v.Several && !v.Coded() {
		c.FaultIn(yamltext.Path(p, "several"), "only a variable of type code takes several values; %s is of type %s", v.Name, v.Type)
	}
	if v.Default != "" {
		if err := v.CheckValue(v.Default); err != nil {
			c.FaultIn(yamltext.Path(p, "default"), "%s", err)
		}
	}
	c.policy(p, v)
}

func (c checker) values(p string, v *Var) {
	values := v.Variable.Values
	switch {
	case !v.Coded() && len(values) > 0:
		c.FaultIn(yamltext.KeyOf(p, "values"), "only a variable of type code lists values; %s is of type %s", v.Name, v.Type)
		return
	case v.Coded() && len(values) == 0 && !c.faulty(p):
		c.FaultIn(p, "%s lists no values, and a variable of type code needs them; the other types are %s", v.Name, listed(ascribe.Types[1:]))
	case len(values) > MaxCodes:
		c.FaultIn(yamltext.KeyOf(p, "values", MaxCodes), "%s has %d values; at most %d can be told apart", v.Name, len(values), MaxCodes)
	}
	for i, value := range values {
		at := yamltext.KeyOf(p, "values", i)
		if value.Code == ascribe.NotExamined || value.Code == ascribe.NoneFound {
			c.FaultIn(at, "%q is not listed: every variable has it", value.Code)
			continue
		}
		if !codeForm.MatchString(value.Code) {
			c.FaultIn(at, "%s cannot be a value: it begins with a letter or digit; letters, digits, dots, dashes and underscores follow, at most %d", yamltext.Quote(value.Code), maxName)
		}
	}
}

// codeForm is wider than nameForm: a code is only ever written in quotes, and
// other people's codes may be numbers or capitals.
var codeForm = pattern.New(`^[0-9A-Za-z][0-9A-Za-z._-]{0,59}$`)

// faulty reports whether a fault was noted about the type of a variable, so
// that what depends on it is not known.
func (c checker) faulty(p string) bool {
	s, written := c.Written(yamltext.Path(p, "type"))
	return written && !slices.Contains(words(ascribe.Types), s.Text)
}

func (c checker) policy(p string, v *Var) {
	switch v.Policy {
	case ascribe.PolicyAny:
		if v.Decisive == "" {
			c.FaultIn(yamltext.Path(p, "policy"), "the policy any needs a decisive value: say which, as in \"decisive: yes\"")
		}
	case ascribe.PolicyHighest, ascribe.PolicyLowest:
		if v.Type != ascribe.TypeNumber && v.Type != ascribe.TypeCode {
			c.FaultIn(yamltext.Path(p, "policy"), "the policy %s is for numbers and listed values, which have an order; %s is of type %s", v.Policy, v.Name, v.Type)
		}
	}
	if v.Decisive == "" {
		return
	}
	if v.Policy != ascribe.PolicyAny {
		c.FaultIn(yamltext.Path(p, "decisive"), "a decisive value means something under the policy any only; the policy of %s is %s", v.Name, v.Policy)
	}
	if err := v.CheckValue(v.Decisive); err != nil {
		c.FaultIn(yamltext.Path(p, "decisive"), "%s", err)
	}
}

// roleTypes are the types of the roles that the program computes with.
var roleTypes = map[ascribe.Role]ascribe.Type{
	ascribe.RoleEventDate: ascribe.TypeDate, ascribe.RoleCountry: ascribe.TypeCountry, ascribe.RolePoint: ascribe.TypePoint,
	ascribe.RoleKilled: ascribe.TypeNumber, ascribe.RoleInjured: ascribe.TypeNumber,
	ascribe.RolePublicLabel: ascribe.TypeCode, ascribe.RoleSameAs: ascribe.TypeID,
}

// RoleType is the type that a variable with the role must have; false where it
// may have any.
func RoleType(r ascribe.Role) (t ascribe.Type, ok bool) {
	t, ok = roleTypes[r]
	return t, ok
}

func (c checker) roles() {
	holder := map[ascribe.Role]string{}
	for i := range c.book.Vars {
		v := &c.book.Vars[i]
		if v.Role == "" {
			continue
		}
		at := yamltext.Path("variables", i, "role")
		if first, taken := holder[v.Role]; taken {
			c.FaultIn(at, "the role %s is given twice: %s has it", v.Role, first)
			continue
		}
		holder[v.Role] = v.Name
		if want, ok := roleTypes[v.Role]; ok && v.Type != want && !c.faulty(yamltext.Path("variables", i)) {
			c.FaultIn(at, "the role %s is for a variable of type %s; %s is of type %s", v.Role, want, v.Name, v.Type)
		}
	}
}

func (c checker) closings() {
	for i, closing := range c.book.Closes {
		p := yamltext.Path("closes", i)
		v := c.book.Var(closing.Variable)
		switch {
		case v == nil:
			c.FaultIn(yamltext.KeyOf(p), "there is no variable %q%s", closing.Variable, near.DidYouMean(closing.Variable, c.book.Names()))
			continue
		case !v.Coded() || v.Several:
			c.FaultIn(yamltext.KeyOf(p), "only a variable that takes one code can close others; %s does not", v.Name)
			continue
		case len(closing.Values) == 0:
			c.FaultIn(yamltext.KeyOf(p), "no value of %s is given that closes the open variables", v.Name)
		}
		for j, code := range closing.Values {
			if err := v.CheckValue(code); err != nil {
				c.FaultIn(yamltext.Path(p, j), "%s", err)
			} else if slices.Contains(closing.Values[:j], code) {
				c.FaultIn(yamltext.Path(p, j), "%s is there twice", yamltext.Quote(code))
			}
		}
	}
}

func (c checker) labels() {
	for i, l := range c.book.Labels {
		c.name(yamltext.KeyOf("labels", i), "label", l.Name)
		for j, level := range l.Levels {
			c.name(yamltext.KeyOf("labels", i, "levels", j), "level", level.Name)
		}
	}
	if len(c.book.Codebook.Rows) == 0 {
		return
	}
	given := map[ascribe.Outcome]bool{}
	for _, row := range c.book.Codebook.Rows {
		given[ascribe.Outcome{Label: row.Label, Level: row.Level}] = true
		given[ascribe.Outcome{Label: row.Label}] = true
	}
	for i, l := range c.book.Labels {
		if !given[ascribe.Outcome{Label: l.Name}] {
			c.FaultIn(yamltext.KeyOf("labels", i), "no row gives the label %s", l.Name)
			continue
		}
		for j, level := range l.Levels {
			if !given[ascribe.Outcome{Label: l.Name, Level: level.Name}] {
				c.FaultIn(yamltext.KeyOf("labels", i, "levels", j), "no row gives the level %s of %s", level.Name, l.Name)
			}
		}
	}
}

func (c checker) rows() {
	rows := c.book.Codebook.Rows
	first := map[string]int{}
	for i, row := range rows {
		p := yamltext.Path("rows", i)
		switch {
		case row.ID == "":
			c.FaultIn(p, "the row has no id")
		case !ascribe.ValidID(row.ID):
			c.FaultIn(yamltext.Path(p, "id"), "%s cannot be the id of a row: small letters, digits, dot, dash and underscore", yamltext.Quote(row.ID))
		default:
			if before, doubled := first[row.ID]; doubled {
				c.FaultIn(yamltext.Path(p, "id"), "two rows have the id %q; the first is in line %d", row.ID, c.Place(yamltext.Path("rows", before, "id")).Line)
				break
			}
			first[row.ID] = i
		}
		c.outcome(p, row.Label, row.Level)
	}
	if n := len(rows); n > 0 && strings.TrimSpace(rows[n-1].When) != "" && strings.TrimSpace(rows[n-1].When) != "true" {
		c.FaultIn(yamltext.Path("rows", n-1, "when"), "the last row holds only when %s: let a row without a condition be the last, so that there is always an answer", yamltext.Quote(oneLine(rows[n-1].When)))
	}
}

// outcome notes a label or level that is not declared.
func (c checker) outcome(p, label, level string) {
	if label == "" {
		c.FaultIn(p, "a label is missing here")
		return
	}
	var names []string
	for _, l := range c.book.Labels {
		if l.Name != label {
			names = append(names, l.Name)
			continue
		}
		if level == "" || slices.ContainsFunc(l.Levels, func(x ascribe.Level) bool { return x.Name == level }) {
			return
		}
		var levels []string
		for _, x := range l.Levels {
			levels = append(levels, x.Name)
		}
		c.FaultIn(yamltext.Path(p, "level"), "the label %s declares no level %s%s", label, yamltext.Quote(level), near.DidYouMeanOr(level, levels, "it has"))
		return
	}
	c.FaultIn(yamltext.Path(p, "label"), "no label %s is declared%s", yamltext.Quote(label), near.DidYouMean(label, names))
}

func (c checker) crosswalks() {
	first := map[string]bool{}
	for i, w := range c.book.Crosswalks {
		p := yamltext.Path("crosswalks", i)
		switch {
		case w.ID == "":
			c.FaultIn(p, "the crosswalk has no id")
		case !ascribe.ValidID(w.ID):
			c.FaultIn(yamltext.Path(p, "id"), "%s cannot be the id of a crosswalk: small letters, digits, dot, dash and underscore", yamltext.Quote(w.ID))
		case first[w.ID]:
			c.FaultIn(yamltext.Path(p, "id"), "two crosswalks have the id %q", w.ID)
		}
		first[w.ID] = true
		for j, m := range w.Mappings {
			at := yamltext.Path(p, "mappings", j)
			c.outcome(at, m.Label, m.Level)
			c.mapping(at, m)
			if slices.ContainsFunc(w.Mappings[:j], func(o ascribe.Mapping) bool {
				return o.Label == m.Label && o.Level == m.Level && o.Term == m.Term
			}) {
				c.FaultIn(at, "this mapping of %s is there twice", strings.TrimSpace(m.Label+" "+m.Level))
			}
		}
	}
}

func (c checker) mapping(p string, m ascribe.Mapping) {
	_, written := c.Written(yamltext.Path(p, "relation"))
	switch {
	case m.Relation == "" && !written:
		c.FaultIn(p, "the mapping has no relation; it is one of %s", listed(ascribe.Relations))
	case m.Relation == ascribe.NoMatch && m.Term != "":
		c.FaultIn(yamltext.Path(p, "term"), "the relation none is for what has no term in the other scheme, and there is %s", yamltext.Quote(m.Term))
	case m.Relation != ascribe.NoMatch && m.Relation != "" && m.Term == "":
		c.FaultIn(p, "the mapping has no term; where the other scheme has none, the relation is none")
	}
}

// checkReach notes each row that no evidence can reach.
func (b *Book) checkReach(r *reader) {
	budget := totalBudget
	for i, row := range b.Rows {
		because := ""
		switch before := b.unreachable(i, &budget); before {
		case reachable:
			continue
		case neverHolds:
			because = fmt.Sprintf("its condition %s never holds", yamltext.Quote(oneLine(row.When)))
		case preempted:
			because = fmt.Sprintf("whenever %s holds, a row before it does", describe(row))
		default:
			line := r.Place(yamltext.Path("rows", before)).Line
			because = fmt.Sprintf("whenever %s holds, row %q of line %d does, and comes first", describe(row), b.Rows[before].ID, line)
		}
		r.FaultIn(yamltext.Path("rows", i, "when"), "row %q can never be reached: %s", row.ID, because)
	}
}

func describe(row Row) string {
	if row.When == "" {
		return "it"
	}
	return "its condition " + yamltext.Quote(oneLine(row.When))
}
