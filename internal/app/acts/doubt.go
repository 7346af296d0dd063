package acts

import "github.com/ascribe-project/ascribe"

// A Doubt is why an edition was not imported that can be told to go on: most
// incidents would no longer be listed, or ids are those of others written
// otherwise. A day that lies in the future is one in whatever is written down.
type Doubt struct {
	Reason *ascribe.Error
	// Days says that it is only about days.
	Days bool
	// Part says whether the file may be a part of the dataset.
	Part bool
}

// Error is the sentence of the reason.
func (d *Doubt) Error() string { return d.Reason.Message }

// Unwrap is the reason, which has a kind and a hint.
func (d *Doubt) Unwrap() error { return d.Reason }
