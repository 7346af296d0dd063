package web

import (
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestCrawl follows the links of a record as a reader could, the kinds of pages by turns, up
// to some addresses: each answers, has a title, no id twice, and a place for every fragment
// that leads to it. ASCRIBE_CRAWL says up to how many; 0 is all.
func TestCrawl(t *testing.T) {
	if testing.Short() {
		t.Skip("it asks for hundreds of pages")
	}
	most, err := strconv.Atoi(os.Getenv("ASCRIBE_CRAWL"))
	if err != nil {
		most = 400
	}
	for name, record := range map[string]func(testing.TB) *point.App{"sample": ukraineRecord, "editions": editionsRecord, "empty": emptyRecord, "hostile": hardRecord} {
		t.Run(name, func(t *testing.T) {
			c := &crawl{s: serve(t, record(t)), seen: map[string]*crawled{}, kinds: map[string][]string{}}
			c.add("", "/")
			for n := 0; (most == 0 || n < most) && c.step(t); n++ {
			}
			c.fragments(t)
			if name != "empty" && len(c.seen) < 100 {
				t.Errorf("only %d addresses", len(c.seen))
			}
		})
	}
}

// editionsRecord is a record with three editions of a dataset, and nothing of its own.
func editionsRecord(t testing.TB) *point.App {
	t.Helper()
	a := emptyRecord(t)
	importUkraine(t, a, "19.1", "20.1", "22.1")
	return a
}

// A crawl goes through pages, those of each kind by turns.
type crawl struct {
	s     *Server
	seen  map[string]*crawled // by address
	order []string            // of kinds
	kinds map[string][]string // of each kind, the addresses to ask for
	at    int
	wants [][3]string // page, address, fragment
}

// A crawled is what was found at an address; nil ids: it is no page, or was not asked for yet.
type crawled struct {
	from string // the first page that leads there
	ids  map[string]bool
}

// kindOf is the kind of an address: the first part of its path, and the names of what it asks.
func kindOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	parts := strings.Split(u.Path, "/")
	kind := parts[1] + "/" + strconv.Itoa(len(parts)) + "/" + parts[len(parts)-1][:min(3, len(parts[len(parts)-1]))]
	if len(parts) == 3 {
		kind = parts[1] + "/*"
	}
	return kind + " " + strings.Join(slices.Sorted(maps.Keys(u.Query())), " ")
}

func (c *crawl) add(from, address string) {
	if c.seen[address] != nil {
		return
	}
	c.seen[address] = &crawled{from: from}
	kind := kindOf(address)
	if c.kinds[kind] == nil {
		c.order = append(c.order, kind)
	}
	c.kinds[kind] = append(c.kinds[kind], address)
}

// next is the next address, of the next kind that has any left.
func (c *crawl) next() (string, bool) {
	for range c.order {
		kind := c.order[c.at%len(c.order)]
		c.at++
		if list := c.kinds[kind]; len(list) > 0 {
			c.kinds[kind] = list[1:]
			return list[0], true
		}
	}
	return "", false
}

// step looks at the next address; false where there is none.
func (c *crawl) step(t *testing.T) bool {
	t.Helper()
	address, more := c.next()
	if !more {
		return false
	}
	w := request(c.s, http.MethodGet, address)
	if w.Code != http.StatusOK && w.Code != http.StatusMovedPermanently {
		t.Errorf("%s, to which %s leads: %d, %s", address, c.seen[address].from, w.Code, between(w.Body.String(), "<h1>", "</h1>"))
		return true
	}
	if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
		return true
	}
	page, err := html.Parse(w.Body)
	if err != nil {
		t.Errorf("%s: %v", address, err)
		return true
	}
	c.look(t, address, page)
	return true
}

// look holds a page to what every page has, and notes its links.
func (c *crawl) look(t *testing.T, address string, page *html.Node) {
	t.Helper()
	ids, title := map[string]bool{}, ""
	for n := range page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "title" && n.FirstChild != nil && n.Parent.Data == "head" {
			title = strings.TrimSpace(n.FirstChild.Data)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("%s has the id %s twice", address, a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "href": // what a form asks for is in its fields, too
				c.link(t, address, a.Val)
			}
		}
	}
	if len(title) < 5 {
		t.Errorf("%s has the title %q", address, title)
	}
	c.seen[address].ids = ids
}

func (c *crawl) link(t *testing.T, from, to string) {
	t.Helper()
	base, err := url.Parse(from)
	if err != nil {
		t.Fatal(err)
	}
	u, err := base.Parse(to)
	if err != nil {
		t.Errorf("%s leads to %q: %v", from, to, err)
		return
	}
	if u.Scheme != "" || u.Host != "" {
		return // it leads out of the room
	}
	fragment := u.Fragment
	u.Fragment, u.RawFragment = "", ""
	if fragment != "" {
		c.wants = append(c.wants, [3]string{from, u.String(), fragment})
	}
	if u.String() != "" {
		c.add(from, u.String())
	}
}

// fragments holds links to places in pages to the places.
func (c *crawl) fragments(t *testing.T) {
	t.Helper()
	for _, w := range c.wants {
		if page := c.seen[w[1]]; page != nil && page.ids != nil && !page.ids[w[2]] {
			t.Errorf("%s leads to #%s of %s, which has no such place", w[0], w[2], w[1])
		}
	}
}
