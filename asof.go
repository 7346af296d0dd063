package ascribe

// AsOf is the point from which a question is asked. The two times are
// independent of one another and of the clock.
type AsOf struct {
	// Known is the day by which a reader could have known. Forever: no limit.
	Known Day
	// Recorded is the number of the last entry that counts. Latest: no limit.
	Recorded int64
}

// Forever is a day after all that can be written, and still before MaxDay, on
// which what never happens does; Latest is an entry after all entries.
const (
	Forever Day   = MaxDay - 1
	Latest  int64 = 1<<63 - 1
)

// Now asks without limits: everything said, everything written down.
var Now = AsOf{Known: Forever, Recorded: Latest}
