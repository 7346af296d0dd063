// Package document keeps copies of sources: files by their SHA-256 in a folder beside
// the store, of the kinds that can be kept without harm, with the text that can be
// read out of them. It knows nothing of the record.
//
// A file is never changed, and its text can be made anew at any time. What is in a
// file was made by strangers: its bytes decide what it is, and nothing of it is run.
package document
