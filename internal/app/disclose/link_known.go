package disclose

import "github.com/ascribe-project/ascribe"

// A link has no day of its own. It is known from when something was said of
// the link itself, and for as long as a statement about it stands: one that was
// not struck, and not taken back by its source.

// Dated reports whether such a statement had been said by the point.
func (n *Naming) Dated(l *LinkRecord) bool {
	return len(l.Reading.Statements(n.Known)) > 0
}

// Shows reports whether an answer has the link. As known on a day these are
// the links that were known by then; without a day, all. None is shown before
// its incident is counted.
func (n *Naming) Shows(l *LinkRecord) bool {
	if l.counted == ascribe.Forever || l.counted > n.Known {
		return false
	}
	return n.Known == ascribe.Forever || n.Dated(l)
}

// LinksOf is an actor's links that an answer has, in the order of the ledger.
func (n *Naming) LinksOf(x *ActorRecord) []*LinkRecord {
	var list []*LinkRecord
	for _, l := range x.links {
		if n.Shows(l) {
			list = append(list, l)
		}
	}
	return list
}

// Roles is the roles of these links.
func (n *Naming) Roles(x *ActorRecord) []string {
	var roles []string
	for _, l := range n.LinksOf(x) {
		roles = append(roles, l.Noun.Role)
	}
	return roles
}
