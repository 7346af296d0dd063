// Package draw makes pictures, as SVG, from plain values.
package draw
