// Package web is the reading room: the record in a browser, and as JSON.
//
// Each screen is one question: its answer is shown as a page, given as JSON
// under the same address below /api/v1 and, where it is a table, as CSV. The
// table of screens is in routes.go. What is asked lies in the address alone,
// so that every view can be cited. What can be written is listed in desk, and is
// written only where somebody has signed in.
package web
