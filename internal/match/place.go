package match

import (
	"fmt"
	"math"
	"slices"
)

// weighPlaces weighs how near two incidents are: by points, by names of places,
// by a name that stands in the other's title, and by countries.
func (c *collection) weighPlaces(s *scale, i, j int) {
	named, says := c.placesAlike(i, j)
	points, apart := pointsApart(c.given[i].Points, c.given[j].Points)
	switch {
	case points == 0 && named == 0:
	case points > 0 && named > 0:
		s.put(named+0.5, "%s", says)
	case points > 0:
		s.put(points, "%s", apart)
	case points < -1 && named > 0:
		s.put(-4, "") // another town of that name
	case named > 0:
		s.put(named, "%s", says)
	default:
		s.put(min(points, named), "")
	}
	s.placed = named > 0
	x, y := c.given[i].Countries, c.given[j].Countries
	if len(x) == 0 || len(y) == 0 {
		return
	}
	if slices.ContainsFunc(x, func(code string) bool { return slices.Contains(y, code) }) {
		s.put(0.6, "")
	} else {
		s.put(-3, "")
	}
}

// placesAlike weighs the names of places.
func (c *collection) placesAlike(i, j int) (weight float64, says string) {
	x, y := &c.things[i], &c.things[j]
	if len(x.places) == 0 || len(y.places) == 0 {
		return c.placeInTitle(i, j)
	}
	weight = math.Inf(-1)
	for _, a := range x.places {
		for _, b := range y.places {
			w, alike := -2.0, 0.0
			if a.key == b.key {
				alike = 1
			} else {
				alike, _ = c.likeness(a.words, b.words, nil)
			}
			tells := min(3.2, 0.55*min(c.rarePlace(a.key), c.rarePlace(b.key)))
			switch {
			case alike >= 0.75:
				w = tells
			case alike >= 0.45 || c.within(a.words, b.words):
				w = tells * 0.7
			}
			if w > weight {
				weight, says = w, placeSays(c.given[i].Places[a.at], c.given[j].Places[b.at])
			}
		}
	}
	return weight, says
}

func placeSays(a, b string) string {
	if a == b {
		return "in the same place, " + a
	}
	return "in the same place: " + a + " / " + b
}

// placeInTitle weighs a place that stands in the title of what has none.
func (c *collection) placeInTitle(i, j int) (weight float64, says string) {
	if len(c.things[i].places) == 0 {
		i, j = j, i
	}
	for _, p := range c.things[i].places {
		for _, title := range c.things[j].names {
			if c.within(p.words, title.words) {
				return min(2.2, 0.45*c.rarePlace(p.key)), "its place stands in the title: " + c.given[i].Places[p.at]
			}
		}
	}
	return 0, ""
}

// within reports whether all words of the shorter list are among the other's.
func (c *collection) within(a, b []int32) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, w := range a {
		if !slices.ContainsFunc(b, func(other int32) bool { return c.wordsAlike(w, other) >= 0.8 }) {
			return false
		}
	}
	return len(a) > 0
}

// pointsApart weighs how far the two nearest points are from one another.
func pointsApart(x, y []Point) (weight float64, says string) {
	if len(x) == 0 || len(y) == 0 {
		return 0, ""
	}
	nearest, within := math.Inf(1), 0.0
	for _, a := range x {
		for _, b := range y {
			if km := distance(a, b); km-a.Within-b.Within < nearest-within {
				nearest, within = km, a.Within+b.Within
			}
		}
	}
	switch beyond := nearest - within; {
	case nearest <= 5 && within <= 25:
		return 3, fmt.Sprintf("%s apart", kilometres(nearest))
	case nearest <= 30 && within <= 60:
		return 1.5, fmt.Sprintf("%s apart", kilometres(nearest))
	case beyond <= 0:
		return 0.3, ""
	case beyond > 100:
		return -4, ""
	}
	return -1, ""
}

func kilometres(km float64) string {
	if km < 1 {
		return "less than a kilometre"
	}
	return fmt.Sprintf("%.0f km", km)
}

// distance is that between two points, in kilometres.
func distance(a, b Point) float64 {
	const radius, rad = 6371, math.Pi / 180
	dLat, dLon := (b.Latitude-a.Latitude)*rad, (b.Longitude-a.Longitude)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(a.Latitude*rad)*math.Cos(b.Latitude*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}
