// Package ask answers questions: one question, one file. An answer is as of a
// point, names its codebook, and is the same for the terminal, the pages and the
// API. Nothing in it changes the record.
package ask
