package codebook

import (
	"cmp"
	"fmt"
)

// A comparison says what to do with the members of two lists, which are the
// same member where they have one name. Moved is for those whose place among
// the others changed, and has the one that now stands before it.
type comparison[T any] struct {
	name           func(*T) string
	earlier        map[string]string // the name in the old list of what has another in the new
	removed, added func(*T)
	both           func(old, new *T)
	moved          func(new, after *T)
}

func compare[T any](old, new []T, c comparison[T]) {
	oldKeys := keys(old, c.name)
	newKeys := keys(new, func(x *T) string { return cmp.Or(c.earlier[c.name(x)], c.name(x)) })
	at := map[string]int{} // in the new list
	for i, k := range newKeys {
		at[k] = i
	}
	before := map[string]int{}
	var common []int // places in the new list, in the order of the old
	for i, k := range oldKeys {
		before[k] = i
		if j, ok := at[k]; ok {
			common = append(common, j)
		} else {
			c.removed(&old[i])
		}
	}
	stayed := longestRise(common)
	for j, k := range newKeys {
		i, was := before[k]
		if !was {
			c.added(&new[j])
			continue
		}
		if c.moved != nil && !stayed[j] {
			var after *T
			if j > 0 {
				after = &new[j-1]
			}
			c.moved(&new[j], after)
		}
		c.both(&old[i], &new[j])
	}
}

// renames finds, for what is not in the old list by its name, the name that it
// had there.
func renames[T any](old, new []T, names func(*T) (name string, was []string)) map[string]string {
	there := map[string]bool{}
	for i := range old {
		name, _ := names(&old[i])
		there[name] = true
	}
	earlier := map[string]string{}
	for i := range new {
		name, was := names(&new[i])
		if there[name] {
			continue
		}
		for _, w := range was {
			if there[w] {
				earlier[name] = w
				break
			}
		}
	}
	return earlier
}

// keys are the names of a list's members, with a number behind those that
// were there before.
func keys[T any](list []T, name func(*T) string) []string {
	out := make([]string, len(list))
	count := map[string]int{}
	for i := range list {
		n := name(&list[i])
		out[i] = fmt.Sprintf("%s\x00%d", n, count[n])
		count[n]++
	}
	return out
}

// longestRise are the members of a longest rising subsequence: what kept its
// place when as little as can be was moved.
func longestRise(list []int) map[int]bool {
	length := make([]int, len(list))
	from := make([]int, len(list))
	best := -1
	for i := range list {
		length[i], from[i] = 1, -1
		for j := range i {
			if list[j] < list[i] && length[j]+1 > length[i] {
				length[i], from[i] = length[j]+1, j
			}
		}
		if best < 0 || length[i] > length[best] {
			best = i
		}
	}
	rise := map[int]bool{}
	for ; best >= 0; best = from[best] {
		rise[list[best]] = true
	}
	return rise
}
