package kit

import (
	"cmp"
	"fmt"
	"html"
	htmltemplate "html/template"
	"strings"
)

// A Word is one that the pages use in a sense of their own.
type Word struct {
	Word  string `json:"word"`
	Means string `json:"means"`
}

// Vocabulary are these words, for the glossary and for where they stand.
var Vocabulary = []Word{
	{"actor", "A person, an organisation, or a screen name of which nobody knows whose it is."},
	{"adequate", "Graded well enough to move a label. Statements that are not are kept and shown, and move nothing."},
	{"as known on", "What a reader could have known on that day from what had been published by then, with all that we have since learnt of it."},
	{"as recorded by", "What this record itself said at that entry of its ledger."},
	{"codebook", "The rules: what is recorded of an incident, and how a label follows from it. It has versions, and none is changed once it is in force."},
	{"conflict", "Sources that count disagree. A value is picked by rule all the same, and the others are shown beside it (±)."},
	{"correction", "A source took back what it had said. It was known until that day, so the history keeps it."},
	{"could become", "The labels that are still possible, given all that is unknown."},
	{"crosswalk", "Which labels of this codebook correspond to the terms of another scheme."},
	{"drift", "How labels moved away from those that were given first."},
	{"entry", "One act of one person in the ledger: who wrote what down, when and why."},
	{"grade", "A letter for how reliable the source is (A to F), and a digit for how credible what it says (1 to 6). F and 6 say that there is no basis to judge, not that it is worst."},
	{"independent", "Sources of different publishers, none of which only repeats another."},
	{"incident", "An attack, or a plot that was stopped."},
	{"label", "What the codebook calls an incident, such as inspired or directed. It follows from the statements; nobody types it in."},
	{"ledger", "All that was ever written down, in order and signed, so that anybody can check that nothing was changed."},
	{"level", "A finer part of a label, such as how closely a perpetrator was guided."},
	{"linchpin", "A source on which a label hangs: without it, the label would be another."},
	{"link", "The part that an actor had in an incident, such as perpetrator or handler."},
	{"linked", "A label: a tie to a member of the organisation is known, and no steering."},
	{"open question", "Something that is not known and would decide the label."},
	{"raised", "Somebody said that it may be so, or that it is being looked into. That moves no label."},
	{"revised", "How often the label of an incident became another."},
	{"rests on", "A source that only repeats another rests on it, and does not count as independent of it."},
	{"settled", "Nothing that is unknown can change the label: only a source that contradicts what is asserted, or the loss of one."},
	{"statement", "What one source said, on a day, about one thing: that it is so, is not, or may be."},
	{"strike", "We had misread a source, which never said it: it is taken out of the history."},
	{"strip", "The history of a label as a bar, from the event to the right."},
	{"undetermined", "A label: what is known does not decide it. That is often the only honest answer."},
	{"unknown", "Nobody has said. That is not the same as no: a no needs a source that says so."},
}

// Word is a word of the vocabulary as it stands in a sentence, with what it means to
// be shown on hover, on focus and on touch. Text is how it is written there; empty: as
// in the vocabulary.
func (f *Frame) Word(word string, text ...string) (htmltemplate.HTML, error) {
	for _, w := range Vocabulary {
		if w.Word == word {
			return f.explained(cmp.Or(strings.Join(text, " "), word), w.Means), nil
		}
	}
	return "", fmt.Errorf("the vocabulary has no %q", word)
}

// LabelWord is a label with its level, explained by the codebook.
func (f *Frame) LabelWord(label, level string) htmltemplate.HTML {
	text := OutcomeWords(label, level)
	at, ok := f.Palette.At[label]
	if !ok || f.Palette.Labels[at].Definition == "" {
		return htmltemplate.HTML(html.EscapeString(text))
	}
	return f.explained(text, f.Palette.Labels[at].Definition)
}

// explained is a text with what it means beside it.
func (f *Frame) explained(text, means string) htmltemplate.HTML {
	f.words++
	return htmltemplate.HTML(fmt.Sprintf(
		`<span class="word"><button type="button" aria-describedby="means-%d">%s</button><span class="means" role="tooltip" id="means-%[1]d" dir="auto">%[3]s</span></span>`,
		f.words, html.EscapeString(text), html.EscapeString(means)))
}
