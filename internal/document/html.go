package document

import (
	"bytes"
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

const htmlLibrary = "codeberg.org/readeck/go-readability/v2"

// maxElements and maxDepth are how many elements of a page are looked at, and how
// deep: a page of people has some thousands.
const (
	maxElements = 200_000
	maxDepth    = 500
)

// fromHTML reads what a page says, without what stands around it. Nothing of the page
// is run or fetched.
func fromHTML(data []byte) *Text {
	t := &Text{Extractor: "go-readability", Version: versionOf(htmlLibrary)}
	page := parsed(data, t)
	if page == nil {
		return t
	}
	article, err := readability.FromDocument(page, &url.URL{Scheme: "about", Opaque: "blank"})
	var b bytes.Buffer
	if err == nil && article.Node != nil {
		err = article.RenderText(&b)
	}
	body := strings.TrimSpace(b.String())
	if err != nil || body == "" {
		if again := parsed(data, t); again != nil {
			t.Text = wordsOf(again)
			t.say("no article was found in the page: this is all of its words")
		}
		return t
	}
	if title := strings.TrimSpace(article.Title()); title != "" && !strings.HasPrefix(body, title) {
		body = title + "\n\n" + body
	}
	t.Text = body
	return t
}

// parsed is the page as a tree; nil, and it is said why, where it is made to fill the
// memory.
func parsed(data []byte, t *Text) *html.Node {
	r, err := charset.NewReader(bytes.NewReader(data), "")
	if err != nil {
		t.say("how the page is encoded is not known")
		return nil
	}
	if bytes.Count(data, []byte("<")) > 4*maxElements {
		t.say("it has more elements than a page of people has, and was not read")
		return nil
	}
	page, err := html.Parse(r)
	if err != nil {
		t.say("the page is damaged, or nested deeper than is read")
		return nil
	}
	elements := 0
	if !small(page, 0, &elements) {
		t.say("it is nested deeper, or has more elements, than a page of people, and was not read")
		return nil
	}
	return page
}

func small(n *html.Node, depth int, elements *int) bool {
	if *elements++; depth > maxDepth || *elements > maxElements {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !small(c, depth+1, elements) {
			return false
		}
	}
	return true
}

// wordsOf is all the words of a page that a reader would see.
func wordsOf(page *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && hidden(n.DataAtom):
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Type == html.ElementNode && !inline(n.DataAtom) {
			b.WriteByte('\n')
		}
	}
	walk(page)
	var lines []string
	for line := range strings.Lines(b.String()) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func hidden(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Iframe, atom.Object, atom.Svg:
		return true
	}
	return false
}

func inline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.I, atom.Em, atom.Strong, atom.Span, atom.Small, atom.Sub, atom.Sup, atom.Code, atom.Q, atom.Abbr, atom.Mark:
		return true
	}
	return false
}
