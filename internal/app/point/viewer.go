package point

// A Viewer is whoever asks: what may be seen, and who may be named to them. It
// is part of every point, and so of the key of everything that is kept.
type Viewer struct {
	team bool
}

// Public is everybody; Team are those who keep the record. There is no other way
// to say either.
var (
	Public = Viewer{}
	Team   = Viewer{team: true}
)

// Key is the same for viewers who are given the same answers.
func (v Viewer) Key() string {
	if v.team {
		return "team"
	}
	return "public"
}

// NamesAll reports whether everybody in the record may be named to the viewer,
// also a person whom public output does not name.
func (v Viewer) NamesAll() bool { return v.team }
