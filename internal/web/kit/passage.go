package kit

import (
	"net/url"

	"github.com/ascribe-project/ascribe/internal/app/disclose"
)

// ToPassage leads to the page of a document at a passage.
func (v *View) ToPassage(p disclose.Passage) string {
	return v.To("/documents/"+url.PathEscape(p.Document), "passage", p.Anchor) + "#passage"
}
