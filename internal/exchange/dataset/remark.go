package dataset

import "github.com/ascribe-project/ascribe"

// Remarks are what a reading left out or took leniently, the first of them
// with their places and all of them counted.
type Remarks struct {
	List []ascribe.Problem
	More int // beyond those listed
}

const maxRemarks = 100

func (r *Remarks) add(p ascribe.Problem) {
	if len(r.List) < maxRemarks {
		r.List = append(r.List, p)
		return
	}
	r.More++
}

// Len is how many there were.
func (r *Remarks) Len() int { return len(r.List) + r.More }
