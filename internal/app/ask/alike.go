package ask

import (
	"context"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	references "github.com/ascribe-project/ascribe/internal/exchange/bibliography"
	"github.com/ascribe-project/ascribe/internal/match"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Comparable is what the record has of one kind, as it can be compared: in the
// order of the ledger.
type Comparable struct {
	Kind   ascribe.RecordKind
	IDs    []string
	Titles []string
	Things []match.Thing
	// Records are the numbers of their records.
	Records []int64

	at      map[string]int // in the lists, by id
	byN     map[int64]int  // likewise, by record
	decided decisions
	// elsewhere has the incidents of datasets, with the dataset's name before them, of
	// which it was said already whether one of these is the same, after its id.
	elsewhere map[string]bool
}

// TwinKinds are the kinds of which something may have been written down twice.
var TwinKinds = []ascribe.RecordKind{ascribe.RecordIncident, ascribe.RecordActor, ascribe.RecordSource}

var matchKinds = map[ascribe.RecordKind]match.Kind{
	ascribe.RecordIncident: match.Incident, ascribe.RecordActor: match.Actor, ascribe.RecordSource: match.Source,
}

// ComparableOf reads all that the record has of a kind. By names alone, it leaves out
// what was said of them, but for the aliases of actors.
func ComparableOf(ctx context.Context, v *store.View, book *codebook.Book, kind ascribe.RecordKind, byNames bool) (*Comparable, error) {
	c := &Comparable{Kind: kind, at: map[string]int{}, byN: map[int64]int{}, elsewhere: map[string]bool{}}
	for x, err := range v.OfKind(ctx, kind) {
		if err != nil {
			return nil, err
		}
		c.add(x.Record, x.Noun)
	}
	if kind == ascribe.RecordSource {
		return c, c.decided.sources(ctx, v, c)
	}
	if book == nil || byNames && kind == ascribe.RecordIncident {
		return c, nil
	}
	if kind == ascribe.RecordIncident {
		if err := c.addWho(ctx, v); err != nil {
			return nil, err
		}
	}
	return c, c.addSaid(ctx, v, book)
}

func (c *Comparable) add(record int64, noun ascribe.Noun) {
	var t match.Thing
	title := noun.Line()
	switch n := noun.(type) {
	case *ascribe.Incident:
		t = match.Thing{Names: []string{n.Title}}
	case *ascribe.Actor:
		t = match.Thing{Names: []string{n.Name}, Sort: string(n.Kind)}
	case *ascribe.Source:
		t = thingOfSource(n)
	}
	id := noun.Key().ID
	c.at[id], c.byN[record] = len(c.IDs), len(c.IDs)
	c.Records = append(c.Records, record)
	c.IDs, c.Titles, c.Things = append(c.IDs, id), append(c.Titles, title), append(c.Things, t)
}

func thingOfSource(s *ascribe.Source) match.Thing {
	t := match.Thing{Names: []string{s.Title}, Publisher: s.Publisher}
	if !s.Published.IsZero() {
		t.Days = []ascribe.Date{s.Published}
	}
	for _, address := range []string{references.Address(s.URL), references.DOIOf(s.URL), references.Address(s.ArchivedURL)} {
		if address != "" {
			t.Addresses = append(t.Addresses, address)
		}
	}
	return t
}

// addWho adds the names of those who have a part in the incidents.
func (c *Comparable) addWho(ctx context.Context, v *store.View) error {
	names := map[string]string{}
	for x, err := range v.OfKind(ctx, ascribe.RecordActor) {
		if err != nil {
			return err
		}
		if actor, ok := x.Noun.(*ascribe.Actor); ok {
			names[actor.ID] = actor.Name
		}
	}
	for x, err := range v.OfKind(ctx, ascribe.RecordLink) {
		if err != nil {
			return err
		}
		link, ok := x.Noun.(*ascribe.Link)
		if i, there := c.at[link.Incident]; ok && there && names[link.Actor] != "" {
			c.Things[i].Who = append(c.Things[i].Who, names[link.Actor])
		}
	}
	return nil
}

// comparedRoles are the roles of variables by which things are compared.
var comparedRoles = []ascribe.Role{
	ascribe.RoleEventDate, ascribe.RoleCountry, ascribe.RolePlace, ascribe.RolePoint, ascribe.RoleKilled, ascribe.RoleInjured,
	ascribe.RoleName, ascribe.RoleAlias, ascribe.RoleSameAs,
}

// addSaid adds what was said of the things, by whomever: sources differ, and a
// twin may have been coded from another.
func (c *Comparable) addSaid(ctx context.Context, v *store.View, book *codebook.Book) error {
	role := map[string]ascribe.Role{}
	var variables []string
	for _, r := range comparedRoles {
		if x := book.WithRole(r); x != nil {
			for _, name := range append([]string{x.Name}, x.Was...) {
				role[name], variables = r, append(variables, name)
			}
		}
	}
	return v.Said(ctx, ascribe.SubjectKind(c.Kind), variables, func(s store.Said) {
		i, ok := c.byN[s.Subject]
		switch r := role[s.Variable]; {
		case !ok || s.Value == ascribe.NotExamined || s.Value == ascribe.NoneFound:
		case r == ascribe.RoleSameAs && strings.Contains(s.Value, ":"):
			c.elsewhere[c.IDs[i]+" "+s.Value] = true
		case r == ascribe.RoleSameAs:
			c.decided.same(c, i, &s)
		case s.Stance == ascribe.Asserts:
			addValue(&c.Things[i], r, s.Value)
		}
	})
}

// addValue adds a value of a variable with a role to a thing.
func addValue(t *match.Thing, role ascribe.Role, value string) {
	switch role {
	case ascribe.RoleEventDate:
		if d, err := ascribe.ParseDate(value); err == nil {
			t.Days = append(t.Days, d)
		}
	case ascribe.RoleCountry:
		t.Countries = append(t.Countries, value)
	case ascribe.RolePlace:
		t.Places = append(t.Places, value)
	case ascribe.RolePoint:
		if at, ok := newSpot("", ascribe.Belief{}, []string{value, "", "", ""}); ok {
			t.Points = append(t.Points, match.Point{Latitude: at.Lat, Longitude: at.Lon, Within: within(at.Precision)})
		}
	case ascribe.RoleKilled, ascribe.RoleInjured:
		n, err := strconv.Atoi(value)
		switch {
		case err != nil:
		case role == ascribe.RoleKilled:
			t.Killed = append(t.Killed, n)
		default:
			t.Injured = append(t.Injured, n)
		}
	case ascribe.RoleName, ascribe.RoleAlias:
		t.Names = append(t.Names, value)
	}
}

// within is how far from a point it may have been, in kilometres.
func within(precision string) float64 {
	switch strings.ToLower(precision) {
	case "exact", "street":
		return 1
	case "district":
		return 5
	case "region":
		return 100
	case "country":
		return 500
	}
	return 10
}

// A PairAlike is two things of a kind that are probably one. One is the earlier.
type PairAlike struct {
	One, Other int // in the lists
	Score      float64
	Why        []string
}

// Alike finds the pairs that are probably one and of which nothing was decided,
// the surest first: those of which one at least is at from or after it.
func (c *Comparable) Alike(ctx context.Context, from int) ([]PairAlike, error) {
	found, err := match.Within(ctx, matchKinds[c.Kind], c.Things, from)
	if err != nil {
		return nil, err
	}
	var pairs []PairAlike
	for _, p := range found {
		if !c.decided.are(p.A, p.B) {
			pairs = append(pairs, PairAlike{p.A, p.B, p.Score, p.Why})
		}
	}
	return pairs, nil
}
