package ledger

import (
	"bytes"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"

	"github.com/ascribe-project/ascribe"
)

// maxNumber is the greatest whole number that RFC 8785 writes as given.
const maxNumber = 1<<53 - 1

// omitFalse leaves out members tagged omitempty that are false, too.
var omitFalse = jsonv1.OmitEmptyWithLegacySemantics(true)

// Encode is the body of the record that holds a noun: a JSON object in the
// canonical form of RFC 8785, with the kind of the record as the member
// "record". Text stands in it exactly as given; text that is not UTF-8, or
// that has a NUL, is refused.
func Encode(n ascribe.Noun) ([]byte, error) {
	if e, ok := n.(*ascribe.Erasure); ok && (e.Target < -maxNumber || e.Target > maxNumber) {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%d is too great a number for a record", e.Target)
	}
	if body, ok := quickBody(n); ok {
		return body, nil
	}
	return encode(n)
}

// encode is Encode by the library.
func encode(n ascribe.Noun) ([]byte, error) {
	kind := n.Record()
	var buf bytes.Buffer
	buf.Grow(512)
	if err := json.MarshalWrite(&buf, n, omitFalse); err != nil {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "the %s cannot be written as UTF-8 text", kind).
			WithHint("save the input as UTF-8").WithCause(err)
	}
	member := `{"record":"` + string(kind) + `",`
	body := jsontext.Value(append(make([]byte, 0, len(member)+buf.Len()), member...))
	body = append(body, buf.Bytes()[1:]...)
	if err := body.Canonicalize(); err != nil {
		return nil, ascribe.Errorf(ascribe.ErrInternal, "the %s has no canonical form", kind).WithCause(err)
	}
	if hasNUL(body) {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "the %s has a NUL byte in its text", kind).
			WithHint("take it out: it is not a character of any writing")
	}
	return body, nil
}

// hasNUL looks for the escape of a NUL in JSON text.
func hasNUL(body []byte) bool {
	const escape = `\u0000`
	for at := 0; ; {
		i := bytes.Index(body[at:], []byte(escape))
		if i < 0 {
			return false
		}
		at += i
		backslashes := 0
		for at-backslashes > 0 && body[at-backslashes-1] == '\\' {
			backslashes++
		}
		if backslashes%2 == 0 {
			return true
		}
		at += len(escape)
	}
}

// Decode is the noun of a body. It is strict: a body that Encode would not
// have written, to the byte, is refused.
func Decode(body []byte) (ascribe.Noun, error) {
	n, err := Parse(body)
	if err != nil {
		return nil, err
	}
	again, err := Encode(n)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(again, body) {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "the body of the %s is not in canonical form", n.Record())
	}
	return n, nil
}

// Parse is Decode without the check that the body is in canonical form: for
// bodies that Encode wrote.
func Parse(body []byte) (ascribe.Noun, error) {
	if x, ok := quickRow(body); ok {
		return x, nil
	}
	kind, rest, err := cutKind(body)
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "the body of a record is not readable").WithCause(err)
	}
	n := kind.New()
	if n == nil {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "there is no kind of record %q", kind)
	}
	if err := json.Unmarshal(rest, n, json.RejectUnknownMembers(true)); err != nil {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "the body of the %s is not readable", kind).WithCause(err)
	}
	return n, nil
}

// cutKind takes the member "record" out of a body. A canonical body names it
// once, after a comma or brace, so no full parse is needed to find it: a
// string inside the body has its quotes escaped.
func cutKind(body []byte) (ascribe.RecordKind, []byte, error) {
	const key = `"record":"`
	i := bytes.Index(body, []byte(key))
	if i < 1 || body[i-1] != ',' && body[i-1] != '{' {
		return "", nil, fmt.Errorf("no member %q", "record")
	}
	value := body[i+len(key):]
	end := bytes.IndexByte(value, '"')
	if end < 0 || end+1 >= len(value) {
		return "", nil, fmt.Errorf("the member %q does not end", "record")
	}
	kind, after := ascribe.RecordKind(value[:end]), value[end+1:]
	before := body[:i]
	if after[0] == ',' {
		after = after[1:]
	} else {
		before = bytes.TrimSuffix(before, []byte(","))
	}
	return kind, append(append(make([]byte, 0, len(body)), before...), after...), nil
}
