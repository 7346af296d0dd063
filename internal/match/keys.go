package match

import (
	"cmp"
	"hash/fnv"
	"math"
	"math/bits"
	"slices"
)

// mostShare is how many things may share a key: what more share tells nothing,
// and they are found by their other keys.
const mostShare = 64

// fewShare is in how many things a word may be that is a key by itself.
const fewShare = 16

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
	h = (h ^ h>>33) * 0xff51afd7ed558ccd // so that its first bits are as good as any
	k.keys = append(k.keys, key{h ^ h>>33, k.thing})
}

// A ringful is the keys of many things, sorted, with where those begin that have
// the same first bits.
type ringful struct {
	keys  []key
	begin []int32
	shift int
}

func (c *collection) keysOf(from, to int) *ringful {
	k := keyring{collection: c, keys: make([]key, 0, (to-from)*24)}
	for i := from; i < to; i++ {
		k.thing = int32(i) //nolint:gosec // there are fewer things
		k.of(i)
	}
	slices.SortFunc(k.keys, func(a, b key) int {
		if c := cmp.Compare(a.hash, b.hash); c != 0 {
			return c
		}
		return cmp.Compare(a.thing, b.thing)
	})
	r := &ringful{keys: k.keys, shift: 64 - max(bits.Len(uint(len(k.keys)))-2, 1)}
	r.begin = make([]int32, 1<<(64-r.shift)+1)
	at := 0
	for prefix := range r.begin {
		for at < len(r.keys) && r.keys[at].hash>>r.shift < uint64(prefix) { //nolint:gosec // it is not negative
			at++
		}
		r.begin[prefix] = int32(at) //nolint:gosec // there are fewer keys
	}
	return r
}

// with is all that have a key; none, where too many do.
func (r *ringful) with(hash uint64) []key {
	from := int(r.begin[hash>>r.shift])
	for from < len(r.keys) && r.keys[from].hash < hash {
		from++
	}
	to := from
	for to < len(r.keys) && r.keys[to].hash == hash {
		if to++; to-from > mostShare {
			return nil
		}
	}
	return r.keys[from:to]
}

// of adds the keys of a thing. A country and a month have too much in common to be
// one of them.
func (k *keyring) of(i int) {
	days, months := k.when(i)
	places, areas := k.where(i)
	rare := k.rareWords(i)
	for n, w := range rare {
		for _, other := range rare[:n] {
			a, b := k.sound(w), k.sound(other)
			k.add(fact{'w', min(a, b), max(a, b)})
		}
		places = append(places, fact{'s', k.sound(w), 0})
		if k.kind == Actor || k.in[k.like[w]] <= fewShare {
			k.add(fact{'s', k.sound(w), 0})
		}
	}
	for _, day := range days {
		for _, at := range places {
			k.add(day, at)
		}
		for _, at := range areas {
			k.add(day, at)
		}
	}
	for _, month := range months {
		for _, at := range places {
			k.add(month, at)
		}
	}
	k.whole(i)
	for _, address := range k.given[i].Addresses {
		k.add(fact{'a', k.text64(address), 0})
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
	for len(words) > 2 && k.words[words[len(words)-1]].small {
		words = words[:len(words)-1]
	}
	return words[:min(len(words), 4)]
}

// when are the days of a thing as parts of keys. Days that are at most two apart
// share one of two spans of four days. Months are also dates that are no more, that
// have their day and month swapped, or a slip in the year.
func (k *keyring) when(i int) (days, months []fact) {
	for _, d := range k.things[i].days {
		year, month, day := civil(d.last)
		if d.precise() {
			n := int64(d.first) + 1<<30
			days = append(days, fact{'d', n / 4, 0}, fact{'e', (n + 2) / 4, 0})
			if day <= 12 {
				months = append(months, fact{'x', int64(year), int64(min(month, day)*100 + max(month, day))})
			}
			months = append(months, fact{'y', int64(month), int64(day)})
		}
		if d.last-d.first < 62 {
			months = append(months, fact{'m', int64(year), int64(month)})
			if y, m, _ := civil(d.first); m != month {
				months = append(months, fact{'m', int64(y), int64(m)})
			}
		}
	}
	return once(days), once(months)
}

// once are facts without those that are there before.
func once(facts []fact) []fact {
	kept := facts[:0]
	for _, f := range facts {
		if !slices.Contains(kept, f) {
			kept = append(kept, f)
		}
	}
	return kept
}

// grid is the width of what points are gathered in, in degrees.
const grid = 0.6

// where are the places of a thing as parts of keys: their names, and of points
// four squares that lie over each other by a half. Areas are what has more: countries,
// who has a part in it, and who brought it out.
func (k *keyring) where(i int) (places, areas []fact) {
	t := &k.things[i]
	for _, p := range t.places {
		places = append(places, fact{'p', k.text64(p.key), 0})
		for _, w := range p.words {
			if !k.words[w].small {
				places = append(places, fact{'s', k.sound(w), 0})
			}
		}
	}
	for _, p := range k.given[i].Points {
		for n := range int64(4) {
			north, east := p.Latitude+float64(n%2)*grid/2, p.Longitude+float64(n/2)*grid/2
			places = append(places, fact{'g', n, int64(math.Floor(north/grid))<<20 + int64(math.Floor(east/grid))})
		}
	}
	for _, code := range k.given[i].Countries {
		areas = append(areas, fact{'c', k.text64(code), 0})
	}
	for _, who := range t.who {
		areas = append(areas, fact{'o', k.text64(k.join(who.words)), 0})
	}
	if len(t.publisher) > 0 {
		areas = append(areas, fact{'b', k.text64(k.join(t.publisher)), 0})
	}
	return once(places), once(areas)
}
