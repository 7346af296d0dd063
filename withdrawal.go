package ascribe

// A Withdrawal takes back a statement, or another withdrawal.
type Withdrawal struct {
	ID        string         `json:"id"`
	Statement string         `json:"statement"` // the id of a statement or, for a strike, of a withdrawal
	Kind      WithdrawalKind `json:"kind"`
	Said      Date           `json:"said,omitzero"` // of a correction; zero: the day its source came out
	Source    string         `json:"source,omitempty"`
	Reason    string         `json:"reason,omitempty"`
}

func (*Withdrawal) Record() RecordKind { return RecordWithdrawal }

// WithdrawalKind tells the two kinds of withdrawal apart.
type WithdrawalKind string

const (
	// Correction: the source itself took the statement back, on a day. The
	// world knew it until then, so history keeps it up to that day.
	Correction WithdrawalKind = "correction"
	// Strike: the coder had misread; the source never said it. It disappears
	// from all of history as recorded from then on.
	Strike WithdrawalKind = "strike"
)
