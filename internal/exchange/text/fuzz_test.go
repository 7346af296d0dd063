package text_test

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe/internal/exchange/text"
)

// Whatever the bytes, what is read is UTF-8, and ends in a wrong byte or at
// the end.
func FuzzText(f *testing.F) {
	for _, s := range []string{"id\n", "\xef\xbb\xbfid", "\xff\xfei\x00", "M\xfcnchen\n", "W\xc3\xbcrzburg\nM\xfcnchen\n", "\xc0\xa5\xc3\xf7", "\x81\x8d"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		readers := []io.Reader{text.Undeclared(bytes.NewReader(data))}
		for _, e := range append(text.Encodings, "", text.Guess(data).Best) {
			if r, fault := (text.Source{Declared: e, Sample: data, Whole: true}).Decode(bytes.NewReader(data)); fault == "" {
				readers = append(readers, r)
			}
		}
		for _, r := range readers {
			out, err := io.ReadAll(r)
			if w, wrong := errors.AsType[*text.WrongByte](err); err != nil && (!wrong || w.Line < 1 || w.Column < 1) {
				t.Errorf("%q: %v", data, err)
			}
			if !utf8.Valid(out) {
				t.Errorf("%q is read as %q", data, out)
			}
		}
	})
}
