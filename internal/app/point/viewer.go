package point

import (
	"sync"

	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A Viewer is whoever asks: what may be seen, and who may be named to them. It
// is part of every point, and so of the key of everything that is kept.
type Viewer struct {
	team bool
	who  string    // by name; empty: it is not said
	kept *keptFrom // nil: nothing
}

// Public is everybody; Team are those who keep the record. There is no other way
// to say either.
var (
	Public = Viewer{}
	Team   = Viewer{team: true}
)

// As is a viewer like this one who is known by name, and may write.
func (v Viewer) As(who string) Viewer {
	v.who = who
	return v
}

// Who is the name of a viewer who has signed in; empty: they have not.
func (v Viewer) Who() string { return v.who }

// keptFrom is what viewers of one key may not see.
type keptFrom struct {
	key     string
	records []int64
}

// Without is a viewer like this one who may not see some records, nor what hangs
// on them: they read the store as if those had not been written. Viewers with
// one key have the same records kept from them.
func (v Viewer) Without(key string, records ...int64) Viewer {
	v.kept = &keptFrom{key, records}
	return v
}

// Key is the same for viewers who are given the same answers.
func (v Viewer) Key() string {
	if v.team {
		return "team" + v.sight()
	}
	return "public" + v.sight()
}

// sight is the same for viewers who see the same records.
func (v Viewer) sight() string {
	if v.kept == nil {
		return ""
	}
	return " " + v.kept.key
}

// SeesAll reports whether nothing is kept from the viewer.
func (v Viewer) SeesAll() bool { return v.kept == nil }

// NamesAll reports whether everybody in the record may be named to the viewer,
// also a person whom public output does not name.
func (v Viewer) NamesAll() bool { return v.team }

// A sight is the store as some viewers see it, with what follows the ledger for
// them. All who see everything have one.
type sight struct {
	store  *store.Store
	ledger *follow.Follower
}

// sights are those of viewers who do not see everything, by what is the same
// for them.
type sights struct {
	mu sync.Mutex
	of map[string]*sight
}

// sightOf is what a viewer reads from.
func (a *App) sightOf(viewer Viewer) (*sight, error) {
	if viewer.SeesAll() {
		return &sight{a.Store, a.Following()}, nil
	}
	a.sights.mu.Lock()
	defer a.sights.mu.Unlock()
	if s := a.sights.of[viewer.sight()]; s != nil {
		return s, nil
	}
	partial, err := a.Store.Without(viewer.kept.records)
	if err != nil {
		return nil, err
	}
	if a.sights.of == nil {
		a.sights.of = map[string]*sight{}
	}
	s := &sight{partial, follow.NewPartial(partial.Apart(), a.Cache)}
	a.sights.of[viewer.sight()] = s
	return s, nil
}
