// Package text reads text files in whatever encoding they are in, for the
// formats of package exchange and of those below it.
//
// A file is UTF-8 unless it says otherwise, by a mark at its beginning, or
// somebody does. [Guess] says which encoding a text that is not UTF-8 is most
// likely in, by whether its letters make words: for advice, since a guess that
// were acted upon could turn names into other names in silence.
package text
