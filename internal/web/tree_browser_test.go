package web

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// An axNode is what a screen reader is told of a part of a page.
type axNode struct {
	role, name string
	level      int // of a heading
	within     []string
}

// tree is the accessibility tree of a page, in its order.
func (r *reader) tree(t testing.TB) (list []axNode) {
	t.Helper()
	found := evaluate(t, r, func(ctx context.Context, target *chromedp.Target) (accessibility.GetFullAXTreeResult, error) {
		return cdp.Call(ctx, target, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	})
	byID := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range found.Nodes {
		byID[n.NodeID] = n
	}
	var walk func(id accessibility.NodeID, within []string)
	walk = func(id accessibility.NodeID, within []string) {
		n := byID[id]
		if n == nil {
			return
		}
		if !n.Ignored {
			x := axNode{role: axText(n.Role), name: axText(n.Name), within: within}
			for _, p := range n.Properties {
				if p.Name == "level" {
					json.Unmarshal(p.Value.Value, &x.level) //nolint:errcheck // 0 is looked at
				}
			}
			list = append(list, x)
			within = append(slices.Clip(within), x.role)
		}
		for _, child := range n.ChildIDs {
			walk(child, within)
		}
	}
	if len(found.Nodes) > 0 {
		walk(found.Nodes[0].NodeID, nil)
	}
	return list
}

func axText(v *accessibility.Value) (s string) {
	if v != nil {
		json.Unmarshal(v.Value, &s) //nolint:errcheck // then it is empty
	}
	return strings.TrimSpace(s)
}

// TestPagesAreReadAloud: what a screen reader is told of each page has one main part with one
// first heading, parts in the order of the page, headings without gaps, and a name for
// everything that can be used.
func TestPagesAreReadAloud(t *testing.T) {
	browser := startBrowser(t)
	s := serve(t, ukraineRecord(t))
	r := read(t, browser, s)
	r.wear(t, "light", 1280)
	for name, address := range pagesToSee(t) {
		r.open(t, address)
		r.settled(t)
		tree := r.tree(t)
		if len(tree) < 30 {
			t.Errorf("%s: a tree of %d parts", name, len(tree))
			continue
		}
		var parts []string
		level, first := 0, 0
		for _, n := range tree {
			switch n.role {
			case "banner", "main", "contentinfo":
				parts = append(parts, n.role)
			case "heading":
				if n.name == "" {
					t.Errorf("%s: a heading says nothing", name)
				}
				if n.level == 1 {
					first++
				}
				if slices.Contains(n.within, "main") {
					if n.level > level+1 {
						t.Errorf("%s: the heading %q is of level %d, after one of %d", name, n.name, n.level, level)
					}
					level = n.level
				}
			case "link", "button", "textbox", "searchbox", "combobox", "checkbox", "slider", "img", "region", "navigation", "table", "DisclosureTriangle":
				if n.name == "" && (n.role != "table" || !slices.Contains(n.within, "region")) { // a table may have that of its region
					t.Errorf("%s: a %s without a name, in %v", name, n.role, n.within)
				}
			}
		}
		if !slices.Equal(parts, []string{"banner", "main", "contentinfo"}) {
			t.Errorf("%s: its parts are %v", name, parts)
		}
		if first != 1 {
			t.Errorf("%s: %d first headings", name, first)
		}
	}
}
