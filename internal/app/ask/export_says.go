package ask

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe/internal/exchange"
)

// untitled is the title of a casebook whose record has none.
const untitled = "A record kept with ascribe"

// upToEntry is what a casebook says of how far it goes.
var upToEntry = regexp.MustCompile(` ?What was written down up to entry [0-9]+\.$`)

// tell has a casebook say of itself what the record does.
func (d *DescriptionAnswer) tell(about *exchange.About) {
	about.Title = cmp.Or(d.Title, about.Title)
	about.Description = strings.TrimSpace(d.About + " " + about.Description)
	if d.Licence != "" {
		licence := exchange.Licence{Title: d.Licence}
		if !strings.ContainsRune(d.Licence, ' ') {
			licence = exchange.Licence{Name: d.Licence}
		}
		about.Licences = []exchange.Licence{licence}
	}
	if d.Owner == "" && d.Contact == "" {
		return
	}
	owner := exchange.Contributor{Title: cmp.Or(d.Owner, d.Contact), Roles: []string{rightsHolder, "contactPerson"}}
	if strings.Contains(d.Contact, "@") {
		owner.Email = d.Contact
	} else {
		owner.Path = d.Contact
	}
	about.Contributors = []exchange.Contributor{owner}
}

// SaidBy is what a casebook says of itself, by the fields of a description: what
// [Export] has it say and, of what others wrote, what is meant by the same.
func SaidBy(about exchange.About) map[string]string {
	set := map[string]string{"about": upToEntry.ReplaceAllString(about.Description, "")}
	if about.Title != untitled {
		set["title"] = about.Title
	}
	if len(about.Licences) > 0 {
		l := about.Licences[0]
		set["licence"] = cmp.Or(l.Name, l.Title, l.Path)
	}
	i := slices.IndexFunc(about.Contributors, func(c exchange.Contributor) bool { return slices.Contains(c.Roles, rightsHolder) })
	if i >= 0 {
		c := about.Contributors[i]
		set["contact"] = cmp.Or(c.Email, c.Path)
		if c.Title != set["contact"] {
			set["owner"] = c.Title
		}
	}
	for name, value := range set {
		if set[name] = strings.TrimSpace(value); set[name] == "" {
			delete(set, name)
		}
	}
	return set
}

// rightsHolder is the role of a casebook's owner, as Data Package calls it.
const rightsHolder = "rightsHolder"
