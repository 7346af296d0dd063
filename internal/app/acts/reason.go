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
	case ascribe.EntryStrike, ascribe.EntryCorrection, ascribe.EntryAmendment, ascribe.EntryAdjudication:
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
	reason := strings.TrimSpace(by.Why)
	switch n := noun.(type) {
	case *ascribe.Withdrawal:
		reason = cmp.Or(strings.TrimSpace(n.Reason), reason)
		n.Reason = reason
	case *ascribe.Amendment:
		reason = cmp.Or(strings.TrimSpace(n.Reason), reason)
		n.Reason = reason
	}
	if by.Why = cmp.Or(strings.TrimSpace(by.Why), reason); by.Why == "" {
		return by, ascribe.Errorf(ascribe.ErrUsage, "%s needs a reason", called(noun)).
			WithHint("say why in a few words, as in: --why %q", "the paper had been misread")
	}
	return by, nil
}

func called(noun ascribe.Noun) string {
	switch n := noun.(type) {
	case *ascribe.Withdrawal:
		return "a " + string(n.Kind)
	case *ascribe.Amendment:
		return "an amendment"
	}
	return "an adjudication"
}
