package sheet

import "github.com/ascribe-project/ascribe"

// GiveID gives a noun that people would choose an id for one that is made of what
// it is: an incident of its title, an actor of its name, a link of its ends, a
// source of who brought it out and when. Others are left as they are.
func GiveID(noun ascribe.Noun) {
	switch n := noun.(type) {
	case *ascribe.Incident:
		if n.Title != "" {
			n.ID = idOf("incident", n.Title)
		}
	case *ascribe.Actor:
		if n.Name != "" {
			n.ID = idOf("actor", n.Name)
		}
	case *ascribe.Link:
		if n.Incident != "" && n.Actor != "" {
			n.ID = linkID(n)
		}
	case *ascribe.Source:
		n.ID = madeSourceID(n)
	}
}

// linkID is an id for a link that is given none.
func linkID(l *ascribe.Link) string { return slug("l-" + l.Role + "-" + l.Incident + "-" + l.Actor) }
