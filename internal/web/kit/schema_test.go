package kit

import (
	"reflect"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// TestSchemaNamesByPackage: two packages may have a type of one name.
func TestSchemaNamesByPackage(t *testing.T) {
	r := newSchemas()
	first := r.Schema(reflect.TypeFor[ascribe.Withdrawal](), true, "")
	second := r.Schema(reflect.TypeFor[*ask.Withdrawal](), true, "")
	if first.Ref != schemaPrefix+"Withdrawal" || len(second.AnyOf) != 2 || second.AnyOf[0].Ref != schemaPrefix+"AskWithdrawal" || second.AnyOf[1].Type != "null" {
		t.Errorf("%+v, %+v", first, second)
	}
}
