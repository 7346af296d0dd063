// Package analysis is the arithmetic of what changed: it compares two editions
// of a dataset cell by cell, and says which changes are new facts, which only
// another spelling, and which one code renamed throughout.
package analysis
