// Package disclose says how actors, and what was said of them, appear to the one
// who asks: persons who may not be named by their role, without what would tell
// their name.
package disclose
