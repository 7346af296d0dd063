package follow

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/words"
)

// Words is how the index of words is made.
func (f *Follower) Words() store.Words {
	var analyser words.Analyser
	return store.Words{Folder: f.cache, Version: words.Version, Terms: func(dst []byte, n ascribe.Noun) []byte {
		for _, text := range Texts(n) {
			dst = analyser.Append(dst, text)
		}
		return dst
	}}
}

// Texts is what a noun is found by in the index; none: it is not. Of a person
// there are none: who may be named depends on the day, so they are found by themselves.
func Texts(n ascribe.Noun) []string {
	switch x := n.(type) {
	case *ascribe.Incident:
		return []string{x.Title, x.ID}
	case *ascribe.Statement:
		return []string{x.Quote, x.Note, x.Value, x.Variable, country.Name(x.Value)}
	case *ascribe.Source:
		return []string{x.Title, x.Publisher, x.ID}
	case *ascribe.Actor:
		if x.Kind != ascribe.Person {
			return []string{x.Name, x.ID}
		}
	}
	return nil
}
