// Package pattern has regular expressions that are compiled when they are first
// needed. There are a hundred and more that read what people write in sheets and
// datasets, and a command that reads none should not begin by compiling them all.
package pattern

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression. It may be used by several goroutines at once.
type Pattern struct{ compiled func() *regexp.Regexp }

// New is the pattern of a regular expression, which must be a valid one: at its
// first use it panics where it is not.
func New(text string) *Pattern {
	return &Pattern{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })}
}

// The methods are those of regexp.Regexp.

// Match is whether there is a match in b.
func (p *Pattern) Match(b []byte) bool { return p.compiled().Match(b) }

// MatchString is whether there is a match in s.
func (p *Pattern) MatchString(s string) bool { return p.compiled().MatchString(s) }

// FindStringSubmatch is the first match and its groups.
func (p *Pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }

// FindAllString is the first n matches; -1 is all.
func (p *Pattern) FindAllString(s string, n int) []string { return p.compiled().FindAllString(s, n) }

// FindAllStringIndex is where the first n matches are.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringIndex(s, n)
}

// FindAllStringSubmatch is the first n matches and their groups.
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.compiled().FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex is where the first n matches and their groups are.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringSubmatchIndex(s, n)
}

// ReplaceAllString is s with each match replaced by by, in which $1 is a group.
func (p *Pattern) ReplaceAllString(s, by string) string { return p.compiled().ReplaceAllString(s, by) }

// ReplaceAllFunc is b with each match replaced by what by makes of it.
func (p *Pattern) ReplaceAllFunc(b []byte, by func([]byte) []byte) []byte {
	return p.compiled().ReplaceAllFunc(b, by)
}
