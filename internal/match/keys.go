package match

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
)

// mostShare is how many things may share a key: what more share tells nothing,
// and they are found by their other keys.
const mostShare = 64

// A key stands for something that two things have in common where they are one.
type key struct {
	hash  uint64
	thing int32
}

// A keyring gathers the keys of one thing.
type keyring struct {
	*collection
	thing int32
	keys  []key
}

// fact is a part of a key.
type fact struct {
	what byte
	a, b int64
}

func (k *keyring) add(facts ...fact) {
	h := uint64(14695981039346656037) // as FNV does, a number at a time
	for _, f := range facts {
		for _, n := range [...]uint64{uint64(f.what), uint64(f.a), uint64(f.b)} { //nolint:gosec // any bits will do
			h = (h ^ n) * 1099511628211
			h ^= h >> 29
		}
	}
	k.keys = append(k.keys, key{h, k.thing})
}

// keysOf are all keys of some things, those that are alike together.
func (c *collection) keysOf(from, to int) []key {
	k := keyring{collection: c}
	for i := from; i < to; i++ {
		k.thing = int32(i) //nolint:gosec // there are fewer things
		k.of(i)
	}
	slices.SortFunc(k.keys, func(a, b key) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.thing, b.thing)) })
	return k.keys
}

func (k *keyring) of(i int) {
	where := k.where(i)
	rare := k.rareWords(i)
	for n, w := range rare {
		for _, other := range rare[:n] {
			k.add(fact{'w', int64(min(w, other)), int64(max(w, other))})
		}
		k.add(fact{'s', k.sound(w), 0})
	}
	for _, when := range k.when(i) {
		for _, at := range where {
			k.add(when, at)
		}
		for _, w := range rare {
			k.add(when, fact{'s', k.sound(w), 0})
		}
	}
	k.whole(i)
	for _, address := range k.given[i].Addresses {
		k.add(fact{'a', k.text64(address), 0})
	}
	if k.kind == Source && len(k.things[i].publisher) > 0 {
		for _, when := range k.when(i) {
			k.add(when, fact{'b', k.text64(k.join(k.things[i].publisher)), 0})
		}
	}
}

// whole adds the names' sounds in one order, and without each of their letters:
// two that differ in one letter share one.
func (k *keyring) whole(i int) {
	for _, name := range k.things[i].names {
		var parts []string
		for _, w := range name.words {
			parts = append(parts, k.words[w].bones)
		}
		slices.Sort(parts)
		whole := ""
		for _, p := range parts {
			whole += p
		}
		if len(whole) < 3 || len(whole) > 40 {
			continue
		}
		k.add(fact{'n', k.text64(whole), 0})
		if k.kind != Actor || len(name.words) > 4 {
			continue
		}
		for at := range len(whole) {
			k.add(fact{'n', k.text64(whole[:at] + whole[at+1:]), 0})
		}
	}
}

func (k *keyring) text64(s string) int64 {
	h := fnv.New64a()
	h.Write([]byte(s))      //nolint:errcheck // it never fails
	return int64(h.Sum64()) //nolint:gosec // any bits will do
}

// sound is a word as it sounds or, where that says little, as it is.
func (k *keyring) sound(w int32) int64 {
	if x := &k.words[w]; len(x.bones) > 1 {
		return k.text64(x.bones)
	}
	return k.text64(k.words[w].text)
}

// rareWords are the words of a thing's names that tell most.
func (k *keyring) rareWords(i int) (words []int32) {
	for _, name := range k.things[i].names {
		words = append(words, name.words...)
	}
	slices.Sort(words)
	words = slices.Compact(words)
	slices.SortStableFunc(words, func(a, b int32) int { return cmp.Compare(k.rare[b], k.rare[a]) })
	return words[:min(len(words), 5)]
}

// when are the days of a thing as parts of keys. Days that are at most two apart
// share one of two spans of four days; a date that is a month, or has its day and
// month swapped, and one with a slip in the year, share others.
func (k *keyring) when(i int) (facts []fact) {
	add := func(f fact) {
		if !slices.Contains(facts, f) {
			facts = append(facts, f)
		}
	}
	for _, d := range k.things[i].days {
		year, month, day := civil(d.last)
		if d.precise() {
			n := int64(d.first) + 1<<30
			add(fact{'d', n / 4, 0})
			add(fact{'e', (n + 2) / 4, 0})
			if day <= 12 {
				add(fact{'x', int64(year), int64(min(month, day)*100 + max(month, day))})
			}
			add(fact{'y', int64(month), int64(day)})
		}
		if d.last-d.first < 62 {
			add(fact{'m', int64(year), int64(month)})
			year, month, _ = civil(d.first)
			add(fact{'m', int64(year), int64(month)})
		}
	}
	return facts
}

// grid is the width of what points are gathered in, in degrees.
const grid = 0.6

// where are the places of a thing as parts of keys: their names, and of points
// four squares that lie over each other by a half.
func (k *keyring) where(i int) (facts []fact) {
	add := func(f fact) {
		if !slices.Contains(facts, f) {
			facts = append(facts, f)
		}
	}
	t := &k.things[i]
	for _, p := range t.places {
		add(fact{'p', k.text64(p.key), 0})
		for _, w := range p.words {
			if !k.words[w].small {
				add(fact{'s', k.sound(w), 0})
			}
		}
	}
	for _, p := range k.given[i].Points {
		for _, shift := range [][2]float64{{0, 0}, {0, grid / 2}, {grid / 2, 0}, {grid / 2, grid / 2}} {
			code := int64(shift[0]*10)*10 + int64(shift[1]*10)
			x, y := int64(math.Floor((p.Latitude+shift[0])/grid)), int64(math.Floor((p.Longitude+shift[1])/grid))
			add(fact{'g', code, x<<20 + y})
		}
	}
	for _, code := range k.given[i].Countries {
		add(fact{'c', k.text64(code), 0})
	}
	for _, who := range t.who {
		add(fact{'o', k.text64(k.join(who.words)), 0})
	}
	return facts
}

// keyed is all things that share a key, of a sorted list.
func keyed(keys []key, hash uint64) []key {
	from, found := slices.BinarySearchFunc(keys, hash, func(k key, hash uint64) int { return cmp.Compare(k.hash, hash) })
	if !found {
		return nil
	}
	to := from
	for to < len(keys) && keys[to].hash == hash {
		if to++; to-from > mostShare {
			return nil
		}
	}
	return keys[from:to]
}
