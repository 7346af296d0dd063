// Package guard stands between readers and what answers them: it limits what
// can be asked, how much at once and for how long, checks for whom a request
// was meant, and keeps answers that were just given. It knows nothing of the
// record.
package guard
