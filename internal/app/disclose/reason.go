package disclose

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TellsReason reports whether a viewer is told why an entry was written. Of one
// that takes something back or decides between statements the public is told the
// kind: the words may say what was taken back, or of whom. Where a withdrawal may
// be shown as it was written, its own reason is.
func TellsReason(viewer point.Viewer, kind ascribe.EntryKind) bool {
	switch kind {
	case ascribe.EntryStrike, ascribe.EntryCorrection, ascribe.EntryAmendment, ascribe.EntryUndo, ascribe.EntryAdjudication:
		return viewer.NamesAll()
	default:
		return true
	}
}
