// Package match finds what is probably the same: incidents, actors or sources
// that were written down twice, and the incident of another dataset that is one
// of the record's.
//
// What is compared are plain [Thing] values. Names are written in small Latin
// letters, whatever their script, and compared word by word in any order: words
// that are alike, that sound alike, that begin with the other's only letter, and
// towns by their names in other languages. Days and places count by how near
// they are. Each agreement counts the more, the rarer it is among all things:
// "attack" is in half of all titles, and Würzburg in one. Together they give
// the odds that two things are one, and the sentences that say why.
//
// The work is bounded: two things are compared only where they share a key made
// of a day, a place or rare words, and a key that too many share is passed over.
package match

import "github.com/ascribe-project/ascribe"

// Kind is what things are. It decides what their agreements weigh.
type Kind int

const (
	Incident Kind = iota
	Actor
	Source
)

// A Thing is an incident, actor or source as far as it can be compared. Each of
// its lists may be empty, and have several: sources differ.
type Thing struct {
	Names     []string // the title, or the name and its aliases
	Days      []ascribe.Date
	Countries []string // by ISO 3166-1 alpha-2
	Places    []string
	Points    []Point
	Who       []string // the names of actors that have a part in an incident
	Killed    []int
	Injured   []int
	Addresses []string // of a source, without what only follows readers
	Publisher string
	Sort      string // of an actor: what kind it is
}

// A Point is a place on the map.
type Point struct {
	Latitude, Longitude float64
	Within              float64 // how exact it is, in kilometres
}

// A Pair is two things that are probably one, by their places in the list.
type Pair struct {
	A, B  int     // A is the lesser
	Score float64 // how probable it is, above a half and at most 1
	Why   []string
}
