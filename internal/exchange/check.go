package exchange

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// Check reports every fault of a noun that can be seen in the noun alone, with
// the name of the field, as the CSV files have it. The noun is one that
// [Complete] has filled in.
func Check(n ascribe.Noun, fault func(field, message string)) {
	c := checker(fault)
	switch n := n.(type) {
	case *ascribe.Incident:
		c.id("id", n.ID)
		c.given("title", n.Title)
	case *ascribe.Actor:
		c.id("id", n.ID)
		oneOf(c, "kind", "a kind of actor", n.Kind, ascribe.ActorKinds)
	case *ascribe.Link:
		c.id("id", n.ID)
		c.id("incident", n.Incident)
		c.id("actor", n.Actor)
		c.given("role", n.Role)
		if n.Incident == n.Actor && n.Actor != "" {
			c("actor", fmt.Sprintf("%q is both the incident and the actor: a link joins two", n.Actor))
		}
	case *ascribe.Source:
		c.id("id", n.ID)
		c.given("title", n.Title)
		c.address("url", n.URL)
		c.address("archived_url", n.ArchivedURL)
		c.closed("published", n.Published)
		c.reliability(n.Reliability)
		c.ids("rests_on", n.RestsOn, n.ID, "a source cannot rest on itself", ascribe.NotShown)
	case *ascribe.Distinction:
		c.distinction(n)
	case *ascribe.Document, *ascribe.Anchor:
		c.copied(n)
	case *ascribe.Regrade:
		c.id("id", n.ID)
		c.id("source", n.Source)
		if n.Reliability == "" {
			c("reliability", "the reliability is missing: A to F, where F says that there is no basis to judge")
		}
		c.reliability(n.Reliability)
	case *ascribe.Statement:
		c.id("id", n.ID)
		c.id("subject", n.Subject)
		c.given("variable", n.Variable)
		c.given("value", n.Value)
		oneOf(c, "stance", "a stance", n.Stance, ascribe.Stances)
		if n.Basis != "" {
			oneOf(c, "basis", "a basis", n.Basis, ascribe.Bases)
		}
		c.id("source", n.Source)
		c.closed("said", n.Said)
		c.reliability(n.Reliability)
		c.credibility(n.Credibility)
		c.ids("settles", n.Settles, n.ID, "a statement cannot settle itself")
	case *ascribe.Note:
		c.note(n)
	case *ascribe.Settlement:
		c.settlement(n)
	case *ascribe.Withdrawal:
		c.withdrawal(n)
	case *ascribe.Amendment:
		c.amendment(n)
	}
}

// checker reports a fault of a field.
type checker func(field, message string)

func (c checker) distinction(d *ascribe.Distinction) {
	c.id("id", d.ID)
	c.id("one", d.One)
	c.id("other", d.Other)
	if d.One == d.Other && d.One != "" {
		c("other", fmt.Sprintf("%q is both of the two: a distinction tells two sources apart", d.One))
	}
}

// maxNote is the greatest length of a note, in bytes: it is drawn on charts.
const maxNote = 1000

func (c checker) note(n *ascribe.Note) {
	c.id("id", n.ID)
	c.given("text", n.Text)
	switch {
	case len(n.Text) > maxNote:
		c("text", fmt.Sprintf("the note is longer than %d bytes: it is shown with every series, so say it in a sentence or two", maxNote))
	case n.Said.IsZero():
		c("said", "the note has no day from which it holds: write a day, month or year, as in 2022-06")
	}
	c.closed("said", n.Said)
	if n.Source != "" {
		c.id("source", n.Source)
	}
}

func (c checker) settlement(s *ascribe.Settlement) {
	c.id("id", s.ID)
	if len(s.Settles) == 0 {
		c("settles", "it is not said what is settled")
	}
	c.ids("settles", s.Settles, s.ID, "a settlement cannot settle itself")
}

func (c checker) amendment(a *ascribe.Amendment) {
	c.id("id", a.ID)
	c.target(a.Of, a.Target, []ascribe.RecordKind{ascribe.RecordIncident, ascribe.RecordActor, ascribe.RecordSource, ascribe.RecordDocument})
	c.given("field", a.Field)
	if a.Erased && a.Value != "" {
		c("value", "an amendment that was erased has no value: leave it, or erased, empty")
	}
}

func (c checker) withdrawal(w *ascribe.Withdrawal) {
	c.id("id", w.ID)
	switch {
	case w.Target == "" && w.Of == "":
		c.id("statement", w.Statement)
	case w.Statement != "":
		c("target", "a withdrawal is of one thing: leave the statement or the target empty")
	default:
		c.struck(w)
		if w.Kind == ascribe.Correction && w.Of != "" {
			c("kind", "only a statement is corrected; anything else is struck")
		}
	}
	if w.Statement == w.ID && w.ID != "" {
		c("statement", "a withdrawal cannot withdraw itself")
	}
	oneOf(c, "kind", "a kind of withdrawal", w.Kind, withdrawalKinds)
	if w.Source != "" {
		c.id("source", w.Source)
	}
	c.closed("said", w.Said)
	switch {
	case w.Kind == ascribe.Strike && !w.Said.IsZero():
		c("said", "a strike has no day: the source never said it, so it goes from all of history; leave said empty, or make it a correction")
	case w.Kind == ascribe.Correction && w.Said.IsZero() && w.Source == "":
		c("said", "a correction needs its day: write said, or the source whose day it is")
	}
}

// struck checks what is struck, where that is no statement.
func (c checker) struck(w *ascribe.Withdrawal) {
	if w.Of != ascribe.RecordEdition {
		c.target(w.Of, w.Target, []ascribe.RecordKind{ascribe.RecordIncident, ascribe.RecordActor, ascribe.RecordLink, ascribe.RecordSource, ascribe.RecordDocument, ascribe.RecordNote, ascribe.RecordEdition})
		return
	}
	if key := ascribe.EditionKey(w.Target); !ascribe.ValidID(key.Dataset) || !ascribe.ValidID(key.ID) {
		c("target", fmt.Sprintf("%s names no edition: write its dataset and its name, as in ged-ukr@22.1", quote(w.Target)))
	}
}

// target checks what is amended or struck.
func (c checker) target(of ascribe.RecordKind, id string, kinds []ascribe.RecordKind) {
	c.id("target", id)
	if of != "" {
		oneOf(c, "target", "what can be named here", of, kinds)
	}
}

func (c checker) given(field, s string) {
	if s == "" {
		c(field, fmt.Sprintf("the %s is missing", field))
	}
}

func (c checker) id(field, s string) {
	switch {
	case s == "":
		c(field, fmt.Sprintf("the %s is missing", field))
	case !ascribe.ValidID(s):
		c(field, notAnID(s))
	}
}

// ids checks ids, among which there may be some other words.
func (c checker) ids(field string, ids []string, self, selfMessage string, words ...string) {
	for i, id := range ids {
		switch {
		case id == "":
			c(field, "there is an empty id between the semicolons: write ids as in a;b")
		case !ascribe.ValidID(id) && !slices.Contains(words, id):
			c(field, notAnID(id))
		case id == self:
			c(field, selfMessage)
		case slices.Contains(ids[:i], id):
			c(field, fmt.Sprintf("%q is named twice", id))
		}
	}
}

func notAnID(s string) string {
	return fmt.Sprintf("%s is not an id: use a to z, 0 to 9, \".\", \"_\" and \"-\", with a letter or digit first, at most %d of them", quote(s), ascribe.MaxID)
}

func (c checker) address(field, s string) {
	if s == "" {
		return
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || strings.ContainsAny(s, " \t\r\n"):
		c(field, fmt.Sprintf("%s is not an address: write it as in https://example.org/page", quote(s)))
	case u.Scheme != "http" && u.Scheme != "https":
		c(field, fmt.Sprintf("%s is not an http or https address: only those can be linked to", quote(s)))
	case u.Host == "":
		c(field, fmt.Sprintf("%s names no host: write it as in https://example.org/page", quote(s)))
	}
}

// closed refuses a date that has no last day, or no first one.
func (c checker) closed(field string, d ascribe.Date) {
	if d.OpenEnded() {
		c(field, fmt.Sprintf("%q is open-ended: what is said counts from the last day on which it can have been said; write a day, month, year or closed interval, or leave it empty", d))
	}
}

func (c checker) reliability(r ascribe.Reliability) {
	if !r.Valid() {
		c("reliability", fmt.Sprintf("%s is not a reliability: A to F%s", quote(string(r)), splitGrade(string(r))))
	}
}

func (c checker) credibility(r ascribe.Credibility) {
	if !r.Valid() {
		c("credibility", fmt.Sprintf("%s is not a credibility: 1 to 6%s", quote(string(r)), splitGrade(string(r))))
	}
}

var withdrawalKinds = []ascribe.WithdrawalKind{ascribe.Correction, ascribe.Strike}

func texts[S ~string](all []S) []string {
	list := make([]string, len(all))
	for i, s := range all {
		list[i] = string(s)
	}
	return list
}

// splitGrade is a hint for those who write a grade whole.
func splitGrade(s string) string {
	if len(s) == 2 && ascribe.Reliability(s[:1]).Valid() && ascribe.Credibility(s[1:]).Valid() {
		return fmt.Sprintf("; of the grade %s, write %q under reliability and %q under credibility", s, s[:1], s[1:])
	}
	return ""
}

func oneOf[S ~string](c checker, field, what string, s S, all []S) {
	if slices.Contains(all, s) {
		return
	}
	list := orList(texts(all))
	if s == "" {
		c(field, fmt.Sprintf("the %s is missing: %s", field, list))
		return
	}
	c(field, fmt.Sprintf("%s is not %s: %s", quote(string(s)), what, list))
}

// orList writes "a, b or c".
func orList(s []string) string {
	if len(s) < 2 {
		return strings.Join(s, "")
	}
	return strings.Join(s[:len(s)-1], ", ") + " or " + s[len(s)-1]
}

// quote writes a text for a sentence: on one line, and not too long.
func quote(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n++; n > most {
			return fmt.Sprintf("%q...", s[:i])
		}
	}
	return fmt.Sprintf("%q", s)
}
