package store

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe"
)

// plainWords is an index by the words as they are.
func plainWords(folder string) Words {
	return Words{Folder: folder, Version: 1, Terms: func(dst []byte, n ascribe.Noun) []byte {
		if x, ok := n.(*ascribe.Incident); ok {
			for word := range strings.FieldsSeq(strings.ToLower(x.Title)) {
				dst = append(append(dst, word...), ' ')
			}
		}
		return dst
	}}
}

// TestFindWordsWaitsForNobody: while another writes into the index it answers
// what has been read, and says how far.
func TestFindWordsWaitsForNobody(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	w := plainWords(t.TempDir())
	find := func(upTo int64) FoundWords {
		t.Helper()
		found, err := f.FindWords(ctx, w, []string{`"train"`, `"nothing"`}, upTo)
		if err != nil || len(found.Texts) != 2 || found.Facts == nil {
			t.Fatalf("%+v, %v", found, err)
		}
		return found
	}
	f.write(&ascribe.Incident{ID: "one", Title: "A train"})
	lastRecord := func() int64 {
		t.Helper()
		last, err := f.Last(ctx)
		if err != nil {
			t.Fatal(err)
		}
		record, err := f.LastRecord(ctx, last)
		if err != nil {
			t.Fatal(err)
		}
		return record
	}
	first := lastRecord()
	if found := find(first); found.Read != 0 || len(found.Texts[0]) != 0 {
		t.Errorf("before anything is read: %+v", found)
	}
	if err := f.ReadWords(ctx, w, first); err != nil {
		t.Fatal(err)
	}
	found := find(first)
	if found.Read != first || len(found.Texts[0]) != 1 || found.Texts[0][0].Kind != ascribe.RecordIncident || len(found.Texts[1]) != 0 {
		t.Errorf("%+v", found)
	}

	other, err := raw(filepath.Join(w.Folder, f.ID()+".words"))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	conn, err := other.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "begin immediate; delete from mark"); err != nil {
		t.Fatal(err)
	}
	f.write(&ascribe.Incident{ID: "two", Title: "Another train"})
	second := lastRecord()
	if found := find(second); found.Read != first || len(found.Texts[0]) != 1 {
		t.Errorf("while another writes: %+v", found)
	}
	// One who reads into it keeps nobody from it, and who waits for him can go.
	f.words.turn <- struct{}{}
	find(first)
	short, stop := context.WithTimeout(ctx, 10*time.Millisecond)
	defer stop()
	if err := f.ReadWords(short, w, second); ascribe.KindOf(err) != ascribe.ErrInterrupted {
		t.Errorf("who waits for the turn: %v", err)
	}
	<-f.words.turn
	if _, err := conn.ExecContext(ctx, "rollback"); err != nil {
		t.Fatal(err)
	}
	if err := f.ReadWords(ctx, w, first); err != nil {
		t.Fatal(err)
	}
	if found := find(second); found.Read != first {
		t.Errorf("what had been read was read again, and with it up to record %d", found.Read)
	}
	if err := f.ReadWords(ctx, w, second); err != nil {
		t.Fatal(err)
	}
	if found := find(second); found.Read < second || len(found.Texts[0]) != 2 {
		t.Errorf("afterwards: %+v", found)
	}
	if found := find(first); len(found.Texts[0]) != 1 {
		t.Errorf("up to the first: %+v", found)
	}
}

// Whoever has had enough is not read on for: neither what was read is gone
// through, nor what is yet to be read.
func TestWordsEnd(t *testing.T) {
	chunk := bytes.Repeat([]byte{1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0}, chunkSize)
	facts := Facts{chunks: [][]byte{chunk, chunk, chunk, chunk}}
	ctx, end := context.WithCancel(t.Context())
	looked := 0
	err := facts.Each(ctx, 4*chunkSize, ascribe.Forever, func(_, _, _ int64, _ ascribe.Day) {
		if looked++; looked == 10 {
			end()
		}
	})
	if ascribe.KindOf(err) != ascribe.ErrInterrupted || looked > chunkSize {
		t.Errorf("after 10 facts it looked at %d: %v", looked, err)
	}

	f := newFixture(t)
	var many []ascribe.Noun
	for i := range 5000 {
		many = append(many, &ascribe.Incident{ID: fmt.Sprint("incident-", i), Title: "A train"})
	}
	f.write(many...)
	ctx, end = context.WithCancel(t.Context())
	w := plainWords("")
	terms, read := w.Terms, 0
	w.Terms = func(dst []byte, n ascribe.Noun) []byte {
		if read++; read == 10 {
			end()
		}
		return terms(dst, n)
	}
	if err := f.ReadWords(ctx, w, 1); ascribe.KindOf(err) != ascribe.ErrInterrupted || read > 1024 {
		t.Errorf("after 10 records it read %d: %v", read, err)
	}
	if err := f.ReadWords(t.Context(), w, 5000); err != nil {
		t.Error(err)
	}
	if found, err := f.FindWords(t.Context(), w, []string{`"train"`}, 5000); err != nil || len(found.Texts[0]) < 4990 {
		t.Errorf("afterwards it finds %d: %v", len(found.Texts[0]), err)
	}
}
