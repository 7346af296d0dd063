package ledger

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
)

// What is written and read directly is what the library writes and reads.
func TestQuick(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[\x01-\x7f"\\]{0,12}`), rapid.SampledFrom([]string{"", "\u2028", "\xff", "\x00", `\u0041`, `","record":"row",`, `"}`, "😀"}))
	grade := rapid.SampledFrom([]string{"", "B"})
	rapid.Check(t, func(t *rapid.T) {
		var noun ascribe.Noun = &ascribe.Incident{Dataset: text.Draw(t, "dataset"), ID: text.Draw(t, "id"), Title: text.Draw(t, "title")}
		if rapid.Bool().Draw(t, "row") {
			said, _ := ascribe.ParseDate("2016-07")
			row := &ascribe.Row{
				Dataset: text.Draw(t, "dataset"), Incident: text.Draw(t, "incident"), Edition: text.Draw(t, "edition"), Source: text.Draw(t, "source"),
				Reliability: ascribe.Reliability(grade.Draw(t, "reliability")), Credibility: ascribe.Credibility(grade.Draw(t, "credibility")),
				Unlisted: rapid.Bool().Draw(t, "unlisted"), Cells: rapid.MapOfN(text, text, 0, 4).Draw(t, "cells"),
			}
			if rapid.Bool().Draw(t, "said") {
				row.Said = said
			}
			if len(row.Cells) == 0 {
				row.Cells = nil
			}
			noun = row
		}
		want, wrong := encode(noun)
		got, err := Encode(noun)
		if (wrong == nil) != (err == nil) || !bytes.Equal(want, got) {
			t.Fatalf("%q, %v\nwant %q, %v", got, err, want, wrong)
		}
		if err != nil {
			return
		}
		again, err := Decode(got)
		if err != nil || !reflect.DeepEqual(again, noun) {
			t.Fatalf("%v\n%s", err, cmp.Diff(noun, again, cmp.Comparer(func(a, b ascribe.Date) bool { return a == b })))
		}
	})
}

func TestRowBody(t *testing.T) {
	row := &ascribe.Row{Dataset: "d", Incident: "i", Source: "s", Cells: map[string]string{"a": `say "x\`, "b": "", "c": "\x01é"}}
	body, err := Encode(row)
	if err != nil {
		t.Fatal(err)
	}
	r, ok := OpenRow(body)
	if !ok {
		t.Fatalf("not a row: %s", body)
	}
	got := map[string]string{}
	r.Cells(func(name, value []byte) {
		got[Unquote(name)] = Unquote(value)
		if again := AppendText(nil, Unquote(value)); !bytes.Equal(again, value) {
			t.Errorf("%q is written %q", value, again)
		}
	})
	if diff := cmp.Diff(row.Cells, got); diff != "" {
		t.Error(diff)
	}
	for _, s := range []string{"", "{", `{"cells":{`, `{"cells":{"a`, `{"cells":{"a":"b"`} {
		if _, ok := OpenRow([]byte(s)); ok {
			t.Errorf("%q is a row", s)
		}
	}
}

func BenchmarkRow(b *testing.B) {
	row := &ascribe.Row{Dataset: "ged", Incident: "239008", Edition: "20.1", Source: "ged-20.1", Reliability: "B", Credibility: "2", Cells: map[string]string{}}
	for i := range 45 {
		row.Cells["some_column_"+string(rune('a'+i/26))+string(rune('a'+i%26))] = "a value of the usual length"
	}
	body, _ := Encode(row)
	b.Run("encode", func(b *testing.B) {
		for b.Loop() {
			Encode(row)
		}
	})
	b.Run("parse", func(b *testing.B) {
		for b.Loop() {
			Parse(body)
		}
	})
}
