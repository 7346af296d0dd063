package draw

import (
	"fmt"
	"math"
	"strings"
)

// Each colour of a label has a shape of its own on the map, so that labels can
// be told apart without colours.
var shapes = map[string]func(r float64) string{
	"c0":     polygon(4, 1.15, -90), // a diamond
	"c1":     polygon(4, 1.2, -45),  // a square
	"c2":     polygon(3, 1.25, -90), // a triangle
	"c3":     polygon(5, 1.12, -90),
	"c4":     polygon(6, 1.1, 0),
	"c5":     star(5),
	"c6":     cross,
	"c7":     polygon(3, 1.25, 90),
	"c8":     star(4),
	"c-none": circle,
}

// Shape is the outline of a class around the origin.
func Shape(class string, r float64) string {
	if draw, ok := shapes[class]; ok {
		return draw(r)
	}
	return circle(r)
}

func circle(r float64) string {
	return fmt.Sprintf("M%.1f 0a%.1f %.1f 0 1 0 %.1f 0a%.1f %.1f 0 1 0 %.1f 0Z", -r, r, r, 2*r, r, r, -2*r)
}

func cross(r float64) string {
	a, b := r*1.1, r*0.42
	return outline([][2]float64{{-b, -a}, {b, -a}, {b, -b}, {a, -b}, {a, b}, {b, b}, {b, a}, {-b, a}, {-b, b}, {-a, b}, {-a, -b}, {-b, -b}})
}

// polygon has its first corner in the direction of an angle, in degrees.
func polygon(corners int, size, angle float64) func(r float64) string {
	return func(r float64) string {
		var list [][2]float64
		for i := range corners {
			list = append(list, polar(r*size, angle+360*float64(i)/float64(corners)))
		}
		return outline(list)
	}
}

func star(rays int) func(r float64) string {
	return func(r float64) string {
		var list [][2]float64
		for i := range 2 * rays {
			size := 1.25
			if i%2 == 1 {
				size = 0.6
			}
			list = append(list, polar(r*size, -90+180*float64(i)/float64(rays)))
		}
		return outline(list)
	}
}

func polar(r, degrees float64) [2]float64 {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return [2]float64{r * cos, r * sin}
}

func outline(corners [][2]float64) string {
	var b strings.Builder
	draw := "M"
	for _, c := range corners {
		fmt.Fprintf(&b, "%s%.1f %.1f", draw, c[0], c[1])
		draw = "L"
	}
	return b.String() + "Z"
}

// Sector is a slice of a circle around the origin, between two parts of the
// whole turn.
func Sector(r, from, to float64) string {
	if to-from > 0.9999 {
		return circle(r)
	}
	a, b := polar(r, 360*from-90), polar(r, 360*to-90)
	large := 0
	if to-from > 0.5 {
		large = 1
	}
	return fmt.Sprintf("M0 0L%.1f %.1fA%.1f %.1f 0 %d 1 %.1f %.1fZ", a[0], a[1], r, r, large, b[0], b[1])
}
