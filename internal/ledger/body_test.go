package ledger_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

var kinds = []ascribe.RecordKind{
	ascribe.RecordIncident, ascribe.RecordActor, ascribe.RecordLink, ascribe.RecordSource, ascribe.RecordRegrade,
	ascribe.RecordStatement, ascribe.RecordWithdrawal, ascribe.RecordDataset, ascribe.RecordRow,
	ascribe.RecordAdoption, ascribe.RecordReason, ascribe.RecordErasure, ascribe.RecordAmendment, ascribe.RecordEdition,
	ascribe.RecordNote, ascribe.RecordFilter, ascribe.RecordDescription, ascribe.RecordSheet, ascribe.RecordSheetRow,
}

// anyNoun draws a noun with arbitrary text in every field.
func anyNoun(t *rapid.T) ascribe.Noun {
	n := rapid.SampledFrom(kinds).Draw(t, "kind").New()
	fill(t, reflect.ValueOf(n).Elem())
	return n
}

var texts = rapid.OneOf(
	rapid.SampledFrom([]string{"", "<&>", "\u2028\u2029", `\u0000`, `"record":"x"`, "\t\n\r\x01\x1f\x7f", "日本", "😀", "\ufeff", "e\u0301"}),
	rapid.Map(rapid.String(), func(s string) string { return strings.ReplaceAll(s, "\x00", "") }),
)

func fill(t *rapid.T, v reflect.Value) {
	if v.Type() == reflect.TypeFor[ascribe.Date]() {
		text := rapid.SampledFrom([]string{"", "2016-07-18", "2016~", "201X", "2016-07/2016-08", "../2016", "Y17000"}).Draw(t, "date")
		if err := v.Addr().Interface().(*ascribe.Date).UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("json") != "-" { // it is not in the body
				fill(t, v.Field(i))
			}
		}
	case reflect.String:
		v.SetString(texts.Draw(t, "text"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Uint8:
		v.SetUint(uint64(rapid.Byte().Draw(t, "byte")))
	case reflect.Int64:
		v.SetInt(rapid.Int64Range(0, 1<<53-1).Draw(t, "number"))
	case reflect.Slice:
		n := rapid.IntRange(0, 3).Draw(t, "length")
		if n == 0 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(t, v.Index(i))
		}
	case reflect.Map:
		n := rapid.IntRange(0, 3).Draw(t, "size")
		if n == 0 {
			return
		}
		v.Set(reflect.MakeMap(v.Type()))
		for range n {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(t, key)
			fill(t, value)
			v.SetMapIndex(key, value)
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "there") {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem())
		}
	default:
		t.Fatalf("no way to fill a %s", v.Type())
	}
}

func TestEncodeDecode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyNoun(t)
		body, err := ledger.Encode(n)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ledger.Decode(body)
		if err != nil {
			t.Fatalf("Decode(%s): %v", body, err)
		}
		if !cmp.Equal(got, n, cmpopts.EquateEmpty(), cmp.Exporter(func(reflect.Type) bool { return true })) {
			t.Fatalf("Decode(%s) = %+v, want %+v", body, got, n)
		}
	})
}

func TestEncodeWritesCanonicalText(t *testing.T) {
	for _, tc := range []struct {
		noun ascribe.Noun
		want string
	}{
		{&ascribe.Reason{Text: "<a> & \u2028 é \" \\ \x01 \n /"}, "{\"record\":\"reason\",\"text\":\"<a> & \u2028 é \\\" \\\\ \\u0001 \\n /\"}"},
		{&ascribe.Erasure{Target: 7, Reason: "asked"}, `{"reason":"asked","record":"erasure","target":7}`},
		{&ascribe.Row{Dataset: "d", Incident: "i", Source: "s"}, `{"dataset":"d","incident":"i","record":"row","source":"s"}`},
	} {
		got, err := ledger.Encode(tc.noun)
		if err != nil || string(got) != tc.want {
			t.Errorf("Encode(%+v) = %s, %v, want %s", tc.noun, got, err, tc.want)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	for name, n := range map[string]ascribe.Noun{
		"Windows-1252": &ascribe.Reason{Text: "caf\xe9"},
		"NUL":          &ascribe.Reason{Text: "a\x00b"},
		"backslashNUL": &ascribe.Reason{Text: "\\\x00"},
		"great number": &ascribe.Erasure{Target: 1 << 53},
	} {
		if body, err := ledger.Encode(n); ascribe.KindOf(err) != ascribe.ErrInvalid {
			t.Errorf("%s: Encode = %s, %v, want an invalid error", name, body, err)
		}
	}
}

func TestDecodeIsStrict(t *testing.T) {
	for _, body := range []string{
		``, `{}`, `[]`, `{"record":"nothing","text":"x"}`,
		`{"text":"x","record":"reason"}`,                 // order
		`{"record":"reason","text":"x"} `,                // space
		`{"record":"reason","text":"x","text":"y"}`,      // twice
		`{"record":"reason","text":"x","other":1}`,       // unknown
		`{"record":"reason","text":"\u0041"}`,            // escape
		`{"record":"reason","Text":"x"}`,                 // case
		`{"record":"reason"}`,                            // missing
		`{"reason":"x","record":"erasure","target":7.0}`, // not whole
		`{"id":"a","kind":"","name":"","record":"actor","record":"actor"}`,
		`{"dataset":"","id":"a","record":"incident","title":""}`, // what is absent is left out
		`{"record":"reason","text":"` + "\xff" + `"}`,
	} {
		if n, err := ledger.Decode([]byte(body)); ascribe.KindOf(err) != ascribe.ErrInvalid {
			t.Errorf("Decode(%s) = %+v, %v, want an invalid error", body, n, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"record":"reason","text":"x"}`))
	f.Add([]byte(`{"id":"a","kind":"person","name":"b","record":"actor"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		n, err := ledger.Decode(body)
		if err != nil {
			return
		}
		if again, err := ledger.Encode(n); err != nil || string(again) != string(body) {
			t.Fatalf("Encode(Decode(%s)) = %s, %v", body, again, err)
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	n := &ascribe.Statement{ID: "wuerzburg-2016-s-0007", Subject: "wuerzburg-2016", Variable: "contact", Value: "two_way", Stance: ascribe.Asserts, Basis: ascribe.Documented, Source: "sz-2016-09-15", Locator: "para 4", Credibility: "2", Coder: "ck", Note: "chat logs as quoted"}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ledger.Encode(n); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	n := &ascribe.Statement{ID: "wuerzburg-2016-s-0007", Subject: "wuerzburg-2016", Variable: "contact", Value: "two_way", Stance: ascribe.Asserts, Basis: ascribe.Documented, Source: "sz-2016-09-15", Locator: "para 4", Credibility: "2", Coder: "ck", Note: "chat logs as quoted"}
	body, err := ledger.Encode(n)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ledger.Parse(body); err != nil {
			b.Fatal(err)
		}
	}
}
