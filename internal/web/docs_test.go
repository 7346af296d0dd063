package web

import (
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// screenDocs is the folder with a page and pictures for each screen.
const screenDocs = "../../docs/screens"

var (
	fencedBlock  = regexp.MustCompile("(?ms)^```.*?^```$")
	quotedPath   = regexp.MustCompile("`(/[^`]*)`")
	markdownLink = regexp.MustCompile(`(!?)\[([^\]]*)\]\(([^)\s]+)\)`)
	heading      = regexp.MustCompile(`(?m)^#+ (.+)$`)
	notInAnchor  = regexp.MustCompile(`[^\pL\pN _-]`)
)

// screenPages are the texts of the pages about the screens, without blocks of
// code, by file name.
func screenPages(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(screenDocs, "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages in %s: %v", screenDocs, err)
	}
	pages := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pages[filepath.Base(file)] = fencedBlock.ReplaceAllString(string(text), "")
	}
	return pages
}

// TestEveryScreenIsDocumented holds docs/screens to the routes: each page has
// its picture, said in words, and its address in the table of screens.
func TestEveryScreenIsDocumented(t *testing.T) {
	pages := screenPages(t)
	pictured := map[string]bool{}
	for _, text := range pages {
		for _, m := range markdownLink.FindAllStringSubmatch(text, -1) {
			if m[1] == "!" && m[2] != "" {
				pictured[m[3]] = true
			}
		}
	}
	for name, address := range pagesToSee(t) {
		file := name + ".png"
		if !pictured[file] {
			t.Errorf("no page of docs/screens shows %s, with words for it", file)
		}
		if size, err := pictureSize(filepath.Join(screenDocs, file)); err != nil || size != [2]int{1280, 860} {
			t.Errorf("%s: %v, %v: make screenshots makes it", file, size, err)
		}
		path, _, _ := strings.Cut(address, "?")
		if name != "error" && !strings.Contains(pages["README.md"], "`"+path+"`") {
			t.Errorf("the table of screens lacks the address %s of %s", path, name)
		}
	}
}

func pictureSize(file string) (size [2]int, err error) {
	f, err := os.Open(file)
	if err != nil {
		return size, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	c, err := png.DecodeConfig(f)
	return [2]int{c.Width, c.Height}, err
}

// TestScreenDocsLead holds that every address that the pages give answers, and
// that every link leads to a file, and to a heading in it where it names one.
func TestScreenDocsLead(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	pages := screenPages(t)
	asked := map[string]bool{}
	for name, text := range pages {
		for _, m := range quotedPath.FindAllStringSubmatch(text, -1) {
			asked[m[1]] = true
		}
		for _, m := range markdownLink.FindAllStringSubmatch(text, -1) {
			if strings.HasPrefix(m[3], "/") {
				asked[m[3]] = true
			} else {
				leads(t, name, m[3])
			}
		}
		if name != "README.md" && !strings.Contains(pages["README.md"], "]("+name+")") {
			t.Errorf("README.md does not lead to %s", name)
		}
	}
	for address := range asked {
		get(t, s, address, http.StatusOK)
	}
}

// leads holds that a link on a page of docs/screens has an end.
func leads(t *testing.T, page, link string) {
	t.Helper()
	file, anchor, _ := strings.Cut(link, "#")
	if file == "" {
		file = page
	}
	text, err := os.ReadFile(filepath.Join(screenDocs, filepath.FromSlash(file)))
	if err != nil {
		t.Errorf("%s: the link %s: %v", page, link, err)
		return
	}
	if anchor == "" {
		return
	}
	for _, m := range heading.FindAllStringSubmatch(string(text), -1) {
		if strings.ReplaceAll(notInAnchor.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-") == anchor {
			return
		}
	}
	t.Errorf("%s: the link %s: there is no such heading", page, link)
}
