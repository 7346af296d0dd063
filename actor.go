package ascribe

// An Actor is a person, an organisation, or a persona of whom only a screen
// name is known. Actors share one space of ids with incidents and links.
type Actor struct {
	ID   string    `json:"id"`
	Kind ActorKind `json:"kind"`
	Name string    `json:"name"`
}

func (*Actor) Record() RecordKind { return RecordActor }

func (a *Actor) Key() Key { return Key{Space: SpaceSubject, ID: a.ID} }

func (*Actor) References() []Key { return nil }

func (a *Actor) Texts() []string {
	if a.Kind == Person {
		return nil
	}
	return []string{a.Name, a.ID}
}

func (a *Actor) Line() string { return a.Name }

// ActorKind says what an actor is.
type ActorKind string

const (
	Person       ActorKind = "person"
	Organisation ActorKind = "organisation"
	Persona      ActorKind = "persona"
)

// ActorKinds lists the kinds of actor in the order of the documentation.
var ActorKinds = []ActorKind{Person, Organisation, Persona}
