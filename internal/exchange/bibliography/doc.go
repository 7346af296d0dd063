// Package bibliography writes sources as programs that keep references read
// them: CSL-JSON and BibTeX. Sources come one at a time, and the same sources
// give the same bytes. It reads what such programs write: these, and RIS.
package bibliography

// What neither format has a place for that programs would show, and so lies
// beside: see docs/tables.md.
const (
	LacksCSL    = "captured copies and what was said; how reliable a source is and what it rests on are in custom, which most programs do not show"
	LacksBibTeX = "captured copies and what was said; how reliable a source is and what it rests on are in note"
)
