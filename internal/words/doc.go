// Package words turns texts into the terms that they are found by, and what a
// person looks for into what is looked up.
//
// It knows no languages, only scripts and endings, since titles do not say
// which language they are in, and quotes mix them. A text has, for each of its
// words, the word without case and accents; where there is an umlaut, also its
// spelling with an e, and the other way round; and what is left when the
// endings of plural and case, or the Arabic article, are taken off. An Arabic or
// Hebrew word also has what is left without the "and" and the "in" that are
// written onto it. Words with a hyphen or an apostrophe between them are found
// by themselves and as one word. Scripts that write no spaces are cut into pairs of letters.
package words

// Version changes with every change of what a text's terms are, or of which
// texts a noun has.
const Version = 3
