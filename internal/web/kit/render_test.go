package kit

import (
	"testing"

	"github.com/jba/templatecheck"
)

func TestTemplateOfErrors(t *testing.T) {
	pages, err := ParseTemplates(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := templatecheck.CheckHTML(pages["error"], Page[Asked, fault]{}); err != nil {
		t.Error(err)
	}
}
