package classify

import (
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// The picking rules once more, sentence by sentence and as slow as they like,
// over names instead of numbers. What the law says twice is said twice here.

// An utterance is a statement with what counts of it.
type utterance struct {
	value              string
	stance             ascribe.Stance
	day                ascribe.Day
	credible, reliable int // 1 to 6
	record             int64
	asserts, denies    bool
	spoken             int64 // the lowest record of what several coders coded, or its own
}

// A law applies to one dossier under one codebook at one point of time.
type law struct {
	book     *codebook.Book
	d        *ascribe.Dossier
	known    ascribe.Day
	recorded int64
}

func (l law) dayOf(source string, said ascribe.Date) ascribe.Day {
	if said.IsZero() {
		said = l.d.Sources[source].Noun.Published
	}
	return said.Last()
}

// struck: a withdrawal can itself be struck.
func (l law) struck(id string) bool {
	for _, w := range l.d.Withdrawals {
		if w.Noun.Kind == ascribe.Strike && w.Noun.Statement == id && w.Entry <= l.recorded && !l.struck(w.Noun.ID) {
			return true
		}
	}
	return false
}

// there: written down by then, and not struck.
func (l law) there(s *ascribe.Noted[ascribe.Statement]) bool {
	return s.Entry <= l.recorded && !l.struck(s.Noun.ID)
}

// codings of the utterance that a statement is of, where several coders coded
// it; none where one alone did, or nobody who is named.
func (l law) codings(of *ascribe.Noted[ascribe.Statement]) []*ascribe.Noted[ascribe.Statement] {
	var list []*ascribe.Noted[ascribe.Statement]
	coders := map[string]bool{}
	for i := range l.d.Statements {
		s := &l.d.Statements[i]
		if l.there(s) && s.Noun.Coder != "" && s.Noun.Variable == of.Noun.Variable && s.Noun.Source == of.Noun.Source &&
			l.dayOf(s.Noun.Source, s.Noun.Said) == l.dayOf(of.Noun.Source, of.Noun.Said) {
			list = append(list, s)
			coders[s.Noun.Coder] = true
		}
	}
	if len(coders) < 2 || !slices.Contains(list, of) {
		return nil
	}
	return list
}

// corrected: a correction acts on every coding of an utterance, and on what
// settled it.
func (l law) corrected(s *ascribe.Noted[ascribe.Statement]) bool {
	return l.namedByCorrection(s.Noun.ID) || l.tookBack(s)
}

func (l law) tookBack(s *ascribe.Noted[ascribe.Statement]) bool {
	if !l.there(s) {
		return false
	}
	if slices.ContainsFunc(l.codings(s), func(c *ascribe.Noted[ascribe.Statement]) bool { return l.namedByCorrection(c.Noun.ID) }) {
		return true
	}
	for i := range l.d.Statements {
		if before := &l.d.Statements[i]; slices.Contains(s.Noun.Settles, before.Noun.ID) && l.tookBack(before) {
			return true
		}
	}
	return false
}

func (l law) namedByCorrection(id string) bool {
	for _, w := range l.d.Withdrawals {
		if w.Noun.Kind == ascribe.Correction && w.Noun.Statement == id && w.Entry <= l.recorded &&
			!l.struck(w.Noun.ID) && l.dayOf(w.Noun.Source, w.Noun.Said) <= l.known {
			return true
		}
	}
	return false
}

func (l law) settled(id string) bool {
	for _, s := range l.d.Statements {
		if slices.Contains(s.Noun.Settles, id) && s.Entry <= l.recorded && !l.struck(s.Noun.ID) &&
			l.dayOf(s.Noun.Source, s.Noun.Said) <= l.known {
			return true
		}
	}
	return false
}

func (l law) reliability(s *ascribe.Statement) ascribe.Reliability {
	if s.Reliability != "" {
		return s.Reliability
	}
	p := l.d.Sources[s.Source]
	r := p.Noun.Reliability
	for _, g := range p.Regrades {
		if g.Entry <= l.recorded {
			r = g.Noun.Reliability
		}
	}
	return r
}

// candidates of a variable: said and written down by then, adequate, not
// struck, not corrected, not settled.
func (l law) candidates(variable string) []utterance {
	var out []utterance
	for i := range l.d.Statements {
		n := &l.d.Statements[i]
		s := n.Noun
		day := l.dayOf(s.Source, s.Said)
		r, c := l.reliability(&s), s.Credibility
		if s.Variable != variable || n.Entry > l.recorded || day > l.known || l.struck(s.ID) || l.corrected(n) || l.settled(s.ID) {
			continue
		}
		spoken := n.Record
		for _, c := range l.codings(n) {
			spoken = min(spoken, c.Record)
		}
		if r == "" || c == "" || r > "C" || c > "3" { // nothing is F and 6
			continue
		}
		out = append(out, utterance{
			value: s.Value, stance: s.Stance, day: day, record: n.Record,
			reliable: int(r[0]-'A') + 1, credible: int(c[0] - '0'),
			asserts: s.Stance == ascribe.Asserts, denies: s.Stance == ascribe.Denies, spoken: spoken,
		})
	}
	return out
}

// betterGrade: by the weaker half, then credibility, then reliability.
func betterGrade(a, b utterance) (better, equal bool) {
	switch wa, wb := max(a.credible, a.reliable), max(b.credible, b.reliable); {
	case wa != wb:
		return wa < wb, false
	case a.credible != b.credible:
		return a.credible < b.credible, false
	case a.reliable != b.reliable:
		return a.reliable < b.reliable, false
	}
	return false, true
}

// before: whether a ranks before b under latest or, by grade, under best.
func before(byGrade bool, a, b utterance) bool {
	better, equal := betterGrade(a, b)
	switch {
	case byGrade && !equal:
		return better
	case a.day != b.day:
		return a.day > b.day
	case !equal:
		return better
	}
	return a.record > b.record
}

func leavesItOpen(v *codebook.Var, value string) bool {
	x := v.Variable.Value(value)
	return value == ascribe.NoneFound || x != nil && x.LeavesOpen
}

func notKnowing(v *codebook.Var, value string) bool {
	return value == ascribe.NotExamined || leavesItOpen(v, value)
}

// firstOf is the one that ranks before all others.
func firstOf(all []utterance, ranks func(a, b utterance) bool) *utterance {
	for i := range all {
		if !slices.ContainsFunc(all, func(o utterance) bool { return ranks(o, all[i]) }) {
			return &all[i]
		}
	}
	return nil
}

func filter(all []utterance, keep func(u utterance) bool) []utterance {
	return slices.DeleteFunc(slices.Clone(all), func(u utterance) bool { return !keep(u) })
}

// standing are the assertions that no denial of their value ranks before.
func standing(v *codebook.Var, cands []utterance) []utterance {
	byGrade := v.Policy == ascribe.PolicyBest
	return filter(cands, func(u utterance) bool {
		return u.asserts && !slices.ContainsFunc(cands, func(d utterance) bool {
			return d.denies && d.value == u.value && before(byGrade, d, u)
		})
	})
}

// pick of a variable that takes one value.
func pick(v *codebook.Var, cands []utterance) *utterance {
	all := standing(v, cands)
	latest := func(a, b utterance) bool { return before(false, a, b) }
	byGrade := func(a, b utterance) bool { return before(true, a, b) }
	if v.Policy == ascribe.PolicyLatest {
		return firstOf(all, latest)
	}
	if v.Policy == ascribe.PolicyAny {
		if u := firstOf(filter(all, func(u utterance) bool { return u.value == v.Decisive }), latest); u != nil {
			return u
		}
	}
	knowing := filter(all, func(u utterance) bool { return !notKnowing(v, u.value) })
	if len(knowing) == 0 { // only when nothing else is there
		if v.Policy == ascribe.PolicyBest {
			return firstOf(all, byGrade)
		}
		return firstOf(all, latest)
	}
	switch v.Policy {
	case ascribe.PolicyBest:
		return firstOf(knowing, byGrade)
	case ascribe.PolicyHighest:
		return firstOf(knowing, func(a, b utterance) bool {
			return rankOf(v, a.value) > rankOf(v, b.value) || a.value == b.value && latest(a, b)
		})
	case ascribe.PolicyLowest:
		return firstOf(knowing, func(a, b utterance) bool {
			return rankOf(v, a.value) < rankOf(v, b.value) || a.value == b.value && latest(a, b)
		})
	}
	return firstOf(knowing, latest)
}

func rankOf(v *codebook.Var, value string) int {
	if v.Coded() {
		return slices.IndexFunc(v.Variable.Values, func(x ascribe.Value) bool { return x.Code == value })
	}
	n, _ := strconv.Atoi(value)
	return n
}

// ruledOut: denied on a later day than any that asserts or raises it.
func ruledOut(cands []utterance, value string) bool {
	return slices.ContainsFunc(cands, func(d utterance) bool {
		return d.denies && d.value == value && !slices.ContainsFunc(cands, func(u utterance) bool {
			return !u.denies && u.value == value && u.day >= d.day
		})
	})
}

// What a variable could have: names of values, "-" for nothing (its default),
// "!" for not so, "any" for every text but those that "any but" names.
type possible struct {
	Picked []string
	Could  []string // of one that takes several: what it could be without a code
	Have   []string // the codes that it could have, where it takes several
	Lack   []string // those that it could lack
}

// read gives the picked value and the possible ones. Closed: that evidence
// closes the open variables.
func (l law) read(v *codebook.Var, closed bool) possible {
	cands := l.candidates(v.Name)
	open := v.Open && !closed
	if v.Several {
		return readSeveral(v, cands, open)
	}
	var p possible
	u := pick(v, cands)
	p.Could = couldHave(v, cands, u, open)
	if u != nil {
		p.Picked = []string{u.value}
	}
	return p
}

func couldHave(v *codebook.Var, cands []utterance, picked *utterance, open bool) []string {
	could := map[string]bool{}
	if picked != nil {
		could[picked.value] = true
	} else {
		could["-"] = true
	}
	for _, u := range cands {
		since := picked == nil || u.day >= picked.day
		if !u.denies && since && !ruledOut(cands, u.value) {
			could[u.value] = true
		}
		if u.denies && picked != nil && u.value == picked.value && since {
			could["!"] = true
		}
	}
	if picked != nil && picked.value == ascribe.NotExamined || open && (picked == nil || leavesItOpen(v, picked.value)) {
		every := []string{ascribe.NotExamined, ascribe.NoneFound}
		for _, x := range v.Variable.Values {
			every = append(every, x.Code)
		}
		for _, value := range every {
			if v.Several && v.Variable.Value(value) != nil {
				continue // each by itself
			}
			if !ruledOut(cands, value) {
				could[value] = true
			}
		}
		if !v.Coded() {
			could["any"] = true
			for _, u := range cands {
				if ruledOut(cands, u.value) && u.value != ascribe.NotExamined && u.value != ascribe.NoneFound {
					could["any but "+u.value] = true
				}
			}
		}
	}
	return names(could)
}

// readSeveral: each code by itself, as if it were a variable with one value.
func readSeveral(v *codebook.Var, cands []utterance, open bool) possible {
	byGrade := v.Policy == ascribe.PolicyBest
	ranks := func(a, b utterance) bool { return before(byGrade, a, b) }
	isCode := func(u utterance) bool { return v.Variable.Value(u.value) != nil }
	all := standing(v, cands)
	nothingFound := filter(all, func(u utterance) bool { return u.value == ascribe.NoneFound })
	// none_found removes the assertions that it outranks.
	left := filter(all, func(u utterance) bool {
		return isCode(u) && !slices.ContainsFunc(nothingFound, func(n utterance) bool { return before(byGrade, n, u) })
	})
	// It, or not_examined, is the value only when no code is left.
	withoutCode := firstOf(filter(all, func(u utterance) bool { return !isCode(u) }), ranks)
	var p possible
	for _, x := range v.Variable.Values {
		code := x.Code
		about := filter(cands, func(u utterance) bool { return u.value == code })
		first := firstOf(filter(left, func(u utterance) bool { return u.value == code }), ranks)
		said := slices.ContainsFunc(about, func(u utterance) bool { return !u.denies })
		if first != nil {
			p.Picked = append(p.Picked, code)
		}
		notExamined := len(left) == 0 && withoutCode != nil && withoutCode.value == ascribe.NotExamined
		if first != nil || said && !ruledOut(cands, code) || open && len(about) == 0 || notExamined && !ruledOut(cands, code) {
			p.Have = append(p.Have, code)
		}
		// It may not be so: nobody says so, or it was denied since, or
		// somebody since has found none, or may have.
		if first == nil || slices.ContainsFunc(cands, func(u utterance) bool {
			return u.day >= first.day && (u.denies && u.value == code ||
				!u.denies && u.value == ascribe.NoneFound && !ruledOut(cands, ascribe.NoneFound))
		}) {
			p.Lack = append(p.Lack, code)
		}
	}
	if len(p.Picked) == 0 && withoutCode != nil {
		p.Picked = []string{withoutCode.value}
	}
	p.Could = couldHave(v, filter(cands, func(u utterance) bool { return !isCode(u) }), withoutCode, open)
	return p
}

func names(set map[string]bool) []string {
	var list []string
	for name := range set {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// found is what the program says, in the same words.
func found(e *Weighed, could codebook.Values) possible {
	var p possible
	if e.top != nil || len(e.codes) > 0 {
		p.Picked = e.Values()
	}
	set := map[string]bool{}
	for n := range 64 {
		if could.In&(1<<n) == 0 && could.Out&(1<<n) == 0 {
			continue
		}
		if e.v.Several && n >= codebook.FirstCode {
			if could.In&(1<<n) != 0 {
				p.Have = append(p.Have, e.v.Code(n))
			}
			if could.Out&(1<<n) != 0 {
				p.Lack = append(p.Lack, e.v.Code(n))
			}
			continue
		}
		switch n {
		case codebook.Nothing:
			set["-"] = true
		case codebook.NotSo:
			set["!"] = true
		default:
			set[e.v.Code(n)] = true
		}
	}
	for _, text := range could.Texts {
		set[text] = true
	}
	if could.Any {
		set["any"] = true
		for _, text := range could.RuledOut {
			set["any but "+text] = true
		}
	}
	p.Could = names(set)
	return p
}

func TestPicksAgreeWithTheLaw(t *testing.T) {
	check(t, 1500, func(t *rapid.T) {
		book := anyBook(t)
		for range 8 {
			l := law{book: book, d: anyDossier(t, book), known: anyKnown(t), recorded: anyRecorded(t)}
			v := Read(book, l.d, l.recorded).view(l.known)
			closed := false
			for _, c := range book.Closes {
				x := book.Var(c.Variable)
				could := l.read(x, false).Could
				closed = closed || !slices.ContainsFunc(could, func(value string) bool {
					if value == "-" {
						value = x.Default
					}
					return !slices.Contains(c.Values, value)
				})
			}
			for i := range book.Vars {
				want, got := l.read(&book.Vars[i], closed), found(&v.evidence[i], v.could[i])
				if d := cmp.Diff(want, got); d != "" {
					t.Fatalf("%s, known %s, recorded %d, law (-) and program (+):\n%s\n%s\n%s", book.Vars[i].Name, l.known, l.recorded, d, rowsOf(book), write(l.d))
				}
			}
		}
	})
}

// anyKnown is a day of a random dossier, or no limit.
func anyKnown(t *rapid.T) ascribe.Day {
	return on(rapid.IntRange(0, lastDay).Draw(t, "known"))
}

// anyRecorded is an entry of a random dossier, or no limit.
func anyRecorded(t *rapid.T) int64 {
	return at(rapid.Int64Range(0, 4).Draw(t, "recorded"))
}
