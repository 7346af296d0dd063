package follow

import (
	"context"

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

// FindWords asks the index of words, of what was written down up to a record.
// What it has not read is read first, unless that is done in the background.
func (f *Follower) FindWords(ctx context.Context, expressions []string, upTo int64) (answer store.FoundWords, err error) {
	w := f.Words()
	for attempt := 0; ; attempt++ { // where the index is found damaged, once more
		answer, err = f.store.FindWords(ctx, w, expressions, upTo)
		if err != nil || answer.Read >= upTo || f.Followed() || attempt == 2 {
			return answer, err
		}
		if err := f.store.ReadWords(ctx, w, upTo); err != nil {
			return answer, err
		}
	}
}

// Texts is what a noun is found by in the index; none: it is not. A country is
// found by its name, too. Of a person there are none: who may be named depends on
// the day, so they are found by themselves.
func Texts(n ascribe.Noun) []string {
	texts := n.Texts()
	if s, ok := n.(*ascribe.Statement); ok {
		texts = append(texts, country.Name(s.Value))
	}
	return texts
}
