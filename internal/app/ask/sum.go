package ask

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// A Sum is the sum of a variable over incidents.
type Sum = survey.Sum

// sumJSON writes a sum as members of an object, none where there is no sum.
func sumJSON(b *bytes.Buffer, s *survey.Sum, suffix string) {
	if s != nil {
		b.WriteString(`,"sum` + suffix + `":` + s.String() + `,"without` + suffix + `":` + strconv.Itoa(s.Without))
	}
}

// summed is the variable to be summed up, "" where none is asked for; what
// cannot be summed up is refused.
func summed(book *codebook.Book, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	var numbers []string
	for i := range book.Vars {
		if v := &book.Vars[i]; v.Type == ascribe.TypeNumber {
			numbers = append(numbers, v.Name)
		}
	}
	hint := "its numbers: " + strings.Join(numbers, ", ")
	if len(numbers) == 0 {
		hint = "it has no variable that is a number"
	}
	v := varNamed(book, name)
	switch {
	case v == nil:
		return "", ascribe.Errorf(ascribe.ErrInvalid, "the codebook %s %s has no variable %q", book.ID, book.Version, name).WithHint("%s", hint)
	case v.Type != ascribe.TypeNumber:
		return "", ascribe.Errorf(ascribe.ErrInvalid, "%s is no number in the codebook %s %s, and cannot be summed up", name, book.ID, book.Version).WithHint("%s", hint)
	}
	return v.Name, nil
}
