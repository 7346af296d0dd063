package draw

import (
	"fmt"
	"html"
	htmltemplate "html/template"
	"reflect"
	"strings"
)

// An SVG is a picture as it is written. Every text that is put into it is
// escaped, so that nothing of what is drawn can become markup.
type SVG struct{ b strings.Builder }

// markup is a text of the program's own: no other package can make one out of
// anything but a constant.
type markup string

// Put writes markup with values in it, as [fmt.Sprintf] has it. Texts among the
// values are escaped.
func (s *SVG) Put(format markup, values ...any) {
	for i, v := range values {
		if reflect.ValueOf(v).Kind() == reflect.String {
			values[i] = html.EscapeString(fmt.Sprint(v))
		}
	}
	fmt.Fprintf(&s.b, string(format), values...)
}

// HTML is the picture, to be put into a page.
func (s *SVG) HTML() htmltemplate.HTML { return htmltemplate.HTML(s.b.String()) }
