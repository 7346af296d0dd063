package codebook

import (
	"slices"
	"strconv"

	"github.com/goccy/go-yaml/ast"
	"golang.org/x/text/language"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// MaxFormat is the newest format of a codebook's file that is read. The first
// has no number in the file. Since the second, a file says which it is of, so
// that a program which is too old for it says so and does not take what it
// knows for the whole.
const MaxFormat = 2

// readable reports whether the file is of a format that is read. Of one that
// is not, that is the only fault: the rest may well be in order.
func (r *reader) readable(root ast.Node) bool {
	var pairs []*ast.MappingValueNode
	switch n := root.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = append(pairs, n)
	}
	for _, pair := range pairs {
		key, _ := yamltext.ScalarText(pair.Key)
		text, _ := yamltext.ScalarText(pair.Value)
		n, err := strconv.Atoi(text)
		if key == "format" && err == nil && n > MaxFormat {
			r.Fault(yamltext.NodePlace(pair.Value), "this is a codebook of format %d, and this program reads up to %d: take a newer version of ascribe", n, MaxFormat)
			return false
		}
	}
	return true
}

func (r *reader) format(into *int) yamltext.Field {
	return func(path string, n ast.Node) {
		var s string
		r.Text(&s)(path, n)
		v, err := strconv.Atoi(s)
		switch {
		case s == "" || s == "1":
			return
		case err == nil && v > 1 && strconv.Itoa(v) == s:
			*into = v
			return
		}
		r.FaultIn(path, "%s is no format: it is a whole number, at most %d", yamltext.Quote(s), MaxFormat)
	}
}

// A newcomer is a key that a format brought, where it is first used.
type newcomer struct {
	key    string
	format int
	at     yamltext.Place
}

// since reads a key that a format brought.
func (r *reader) since(format int, key string, read yamltext.Field) yamltext.Field {
	return func(path string, n ast.Node) {
		if r.newest.format < format {
			r.newest = newcomer{key, format, yamltext.NodePlace(n)}
		}
		read(path, n)
	}
}

// checkFormat notes that the file uses what the format it names does not have.
func (r *reader) checkFormat(format int) {
	if used := r.newest; used.format > max(format, 1) {
		r.Fault(used.at, "%s belongs to format %d: write \"format: %d\" at the top of the file, so that an older program refuses it", used.key, used.format, used.format)
	}
}

// byLanguage reads a text, or a mapping of languages to texts.
func (r *reader) byLanguage(into *string, all *[]ascribe.Translation) yamltext.Field {
	return func(p string, n ast.Node) {
		switch n.(type) {
		case *ast.MappingNode, *ast.MappingValueNode:
		default:
			r.Text(into)(p, n)
			return
		}
		r.since(2, "a text by language", func(p string, n ast.Node) {
			for i, e := range r.Entries(p, "a text by language", n) {
				t := ascribe.Translation{Language: e.Key}
				if _, err := language.Parse(e.Key); err != nil {
					r.Fault(e.At, "%s is no language: write its tag, as in en or pt-BR", yamltext.Quote(e.Key))
				}
				r.Text(&t.Text)(yamltext.Path(p, i), e.Value)
				*all = append(*all, t)
			}
		})(p, n)
		if len(*all) == 0 {
			return
		}
		*into = (*all)[max(0, slices.IndexFunc(*all, func(t ascribe.Translation) bool { return t.Language == "en" }))].Text
	}
}
