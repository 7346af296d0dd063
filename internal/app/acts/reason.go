package acts

import (
	"cmp"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// NeedsReason reports whether an act that writes a noun down has to say why: it
// takes back what somebody had written, or decides between them.
func NeedsReason(noun ascribe.Noun) bool {
	switch entryKind(noun) {
	case ascribe.EntryStrike, ascribe.EntryCorrection, ascribe.EntryAdjudication:
		return true
	default:
		return false
	}
}

// reasoned gives the act and the noun the reason that either has. An act that
// needs one and has none is refused.
func reasoned(by point.By, noun ascribe.Noun) (point.By, error) {
	if !NeedsReason(noun) {
		return by, nil
	}
	withdrawal, _ := noun.(*ascribe.Withdrawal)
	reason := strings.TrimSpace(by.Why)
	if withdrawal != nil {
		reason = cmp.Or(strings.TrimSpace(withdrawal.Reason), reason)
		withdrawal.Reason = reason
	}
	if by.Why = cmp.Or(strings.TrimSpace(by.Why), reason); by.Why == "" {
		return by, ascribe.Errorf(ascribe.ErrUsage, "%s needs a reason", called(noun)).
			WithHint("say why in a few words, as in: --why %q", "the paper had been misread")
	}
	return by, nil
}

func called(noun ascribe.Noun) string {
	if w, ok := noun.(*ascribe.Withdrawal); ok {
		return "a " + string(w.Kind)
	}
	return "an adjudication"
}
