package exchange

import (
	"maps"
	"slices"
	"strings"
)

// Circle is a list of ids of which each rests on the next, and the last is the
// first again.
type Circle []string

// String writes the circle as "a → b → a".
func (c Circle) String() string { return strings.Join(c, " → ") }

// FindCircle finds a circle among sources, given the sources that each rests
// on, or nil if there is none. The same graph gives the same circle.
func FindCircle(restsOn map[string][]string) Circle {
	const (
		onPath = iota + 1
		done
	)
	state := make(map[string]int, len(restsOn))
	type step struct {
		id   string
		next int // of restsOn[id]
	}
	for _, root := range slices.Sorted(maps.Keys(restsOn)) {
		if state[root] == done {
			continue
		}
		path := []step{{id: root}}
		state[root] = onPath
		for len(path) > 0 {
			top := &path[len(path)-1]
			if top.next == len(restsOn[top.id]) {
				state[top.id] = done
				path = path[:len(path)-1]
				continue
			}
			id := restsOn[top.id][top.next]
			top.next++
			switch state[id] {
			case onPath:
				from := slices.IndexFunc(path, func(s step) bool { return s.id == id })
				var circle Circle
				for _, s := range path[from:] {
					circle = append(circle, s.id)
				}
				return append(circle, id)
			case 0:
				state[id] = onPath
				path = append(path, step{id: id})
			}
		}
	}
	return nil
}
