// Package kit is what the pages of the reading room share: the screen, which
// turns a question into a page, its JSON and its CSV; addresses; what stands
// around every answer; and the parts that pages are put together from. It knows
// no page.
package kit
