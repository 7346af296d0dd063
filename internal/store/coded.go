package store

import "github.com/ascribe-project/ascribe"

// A coded row is one of a derived table as it is read: its numbers stand for
// values of the vocabulary, for days and for other records. It keeps the first
// that can stand for none, which only a store that does not verify has.
type coded struct {
	record int64
	err    error
}

func (c *coded) refuse(what string, n int64) {
	if c.err == nil {
		c.err = unverified("record %d: a derived table has the %s %d, and there is none such", c.record, what, n)
	}
}

// one is the value of a number that counts from 1; 0 stands for none.
func one[T ~string](c *coded, what string, list []T, n int64) (x T) {
	if n < 0 || n > int64(len(list)) {
		c.refuse(what, n)
		return x
	}
	if n > 0 {
		x = list[n-1]
	}
	return x
}

func (c *coded) stance(n int64) ascribe.Stance {
	if n == 0 {
		c.refuse("stance", n)
	}
	return one(c, "stance", ascribe.Stances, n)
}

func (c *coded) reliability(n int64) ascribe.Reliability {
	return one(c, "reliability", ascribe.Reliabilities, n)
}

func (c *coded) credibility(n int64) ascribe.Credibility {
	return one(c, "credibility", ascribe.Credibilities, n)
}

// day is a day that can be written.
func (c *coded) day(n int64) ascribe.Day {
	if n <= int64(ascribe.MinDay) || n >= int64(ascribe.Forever) {
		c.refuse("day", n)
		return 0
	}
	return ascribe.Day(n)
}

// earlier is a record before this one.
func (c *coded) earlier(n int64) int64 {
	if n < 1 || n >= c.record {
		c.refuse("record", n)
	}
	return n
}
