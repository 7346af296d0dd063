package app

import "github.com/ascribe-project/ascribe"

// A link has no day of its own. It is known from when something was said of
// the link itself, and for as long as a statement about it stands: one that was
// not struck, and not taken back by its source.

// dated reports whether such a statement had been said by the point.
func (n *naming) dated(l *linkRecord) bool {
	return len(l.reading.Statements(n.known)) > 0
}

// shows reports whether an answer has the link. As known on a day these are
// the links that were known by then; without a day, all. None is shown before
// its incident is counted.
func (n *naming) shows(l *linkRecord) bool {
	if l.counted == ascribe.Forever || l.counted > n.known {
		return false
	}
	return n.known == ascribe.Forever || n.dated(l)
}

// linksOf is an actor's links that an answer has, in the order of the ledger.
func (n *naming) linksOf(x *actorRecord) []*linkRecord {
	var list []*linkRecord
	for _, l := range x.links {
		if n.shows(l) {
			list = append(list, l)
		}
	}
	return list
}

// roles is the roles of these links.
func (n *naming) roles(x *actorRecord) []string {
	var roles []string
	for _, l := range n.linksOf(x) {
		roles = append(roles, l.Noun.Role)
	}
	return roles
}
