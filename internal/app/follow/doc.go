// Package follow keeps up with the ledger, whoever writes to it, what questions
// are answered from: the index of incidents, their titles, the words, and what
// is asked of many sources at once. All of it can be made anew from the store.
package follow
