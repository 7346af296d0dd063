// Package plain answers questions about many incidents by reading one after
// another, as package classify does. It is the reference that the index is held
// to, and answers where there is none.
package plain
