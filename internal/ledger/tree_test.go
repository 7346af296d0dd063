package ledger_test

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

func hashOf(i int64) ascribe.Hash { return sha256.Sum256(fmt.Append(nil, i)) }

// A made ledger: its entries, each with a few records, and its stored hashes.
type made struct {
	entries []ascribe.Entry
	nodes   []ascribe.Hash
	roots   []ascribe.Hash // by size
}

func (m *made) read(indexes []int64) ([]ascribe.Hash, error) {
	out := make([]ascribe.Hash, len(indexes))
	for i, at := range indexes {
		out[i] = m.nodes[at]
	}
	return out, nil
}

func (m *made) records(e ascribe.Entry) iter.Seq2[ascribe.Hash, error] {
	return func(yield func(ascribe.Hash, error) bool) {
		for n := e.First; n < e.First+e.Count; n++ {
			if !yield(hashOf(n), nil) {
				return
			}
		}
	}
}

func (m *made) checkpoint(size int64) ledger.Checkpoint {
	return ledger.Checkpoint{Origin: "ascribe/test", Size: size, Root: m.roots[size]}
}

func makeLedger(t *testing.T, size int64) *made {
	t.Helper()
	var log ledger.Tree
	m := &made{roots: []ascribe.Hash{log.Root()}}
	first := int64(1)
	for n := int64(1); n <= size; n++ {
		e := ascribe.Entry{N: n, Time: time.UnixMicro(1468876500000000 + n).UTC(), Person: "p-1", Kind: ascribe.EntryEvidence, First: first, Count: n}
		var tree ledger.Tree
		for r := range n {
			tree.AppendRecord(hashOf(first + r))
		}
		e.Root = tree.Root()
		text, err := ledger.EntryText(e)
		if err != nil {
			t.Fatal(err)
		}
		m.nodes = append(m.nodes, log.Append(text)...)
		m.entries, m.roots = append(m.entries, e), append(m.roots, log.Root())
		first += n
	}
	return m
}

func TestTreeIsThatOfTheChecksumDatabase(t *testing.T) {
	var log ledger.Tree
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, at := range indexes {
			out[i] = stored[at]
		}
		return out, nil
	})
	for n := range int64(70) {
		root, err := tlog.TreeHash(n, read)
		if err != nil || ascribe.Hash(root) != log.Root() {
			t.Fatalf("the root of %d leaves differs: %v", n, err)
		}
		leaf := fmt.Append(nil, n)
		want, err := tlog.StoredHashes(n, leaf, read)
		if err != nil {
			t.Fatal(err)
		}
		got := log.Append(leaf)
		for i := range max(len(want), len(got)) {
			if len(got) != len(want) || tlog.Hash(got[i]) != want[i] {
				t.Fatalf("the stored hashes of leaf %d differ", n)
			}
		}
		stored = append(stored, want...)
		if ledger.NodeCount(n+1) != int64(len(stored)) {
			t.Fatalf("NodeCount(%d) = %d, want %d", n+1, ledger.NodeCount(n+1), len(stored))
		}
	}
}

func TestResume(t *testing.T) {
	m := makeLedger(t, 20)
	for size := range int64(20) {
		tree, err := ledger.Resume(size, m.read)
		if err != nil || tree.Root() != m.roots[size] {
			t.Fatalf("Resume(%d) has another root, %v", size, err)
		}
		text, err := ledger.EntryText(m.entries[size])
		if err != nil {
			t.Fatal(err)
		}
		if tree.Append(text); tree.Root() != m.roots[size+1] || tree.Size() != size+1 {
			t.Fatalf("Resume(%d) grows to another root", size)
		}
	}
}

// flipped is the proof with one bit changed, dropped, or added.
func tampered(p ledger.Proof) []ledger.Proof {
	out := []ledger.Proof{append(append(ledger.Proof{}, p...), ascribe.Hash{})}
	for i := range p {
		q := append(ledger.Proof{}, p...)
		q[i][0] ^= 1
		out = append(out, q, append(append(ledger.Proof{}, p[:i]...), p[i+1:]...))
	}
	return out
}

func unverified(t *testing.T, what string, err error) {
	t.Helper()
	if ascribe.KindOf(err) != ascribe.ErrUnverified {
		t.Errorf("%s: %v, want an unverified error", what, err)
	}
}

func TestProveRecord(t *testing.T) {
	m := makeLedger(t, 18)
	for _, e := range m.entries {
		for n := e.First; n < e.First+e.Count; n++ {
			p, err := ledger.ProveRecord(e, n, m.records(e))
			if err != nil {
				t.Fatal(err)
			}
			if err := ledger.CheckRecord(p, e, n, hashOf(n)); err != nil {
				t.Fatalf("record %d of entry %d: %v", n, e.N, err)
			}
			unverified(t, "another hash", ledger.CheckRecord(p, e, n, hashOf(n+1)))
			if e.Count > 1 {
				other := e.First + (n-e.First+1)%e.Count
				unverified(t, "another number", ledger.CheckRecord(p, e, other, hashOf(n)))
			}
			unverified(t, "outside", ledger.CheckRecord(p, e, e.First+e.Count, hashOf(n)))
			for _, q := range tampered(p) {
				unverified(t, "a tampered proof", ledger.CheckRecord(q, e, n, hashOf(n)))
			}
		}
	}
	if _, err := ledger.ProveRecord(m.entries[3], 1, m.records(m.entries[3])); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("ProveRecord of another entry's record: %v", err)
	}
	if _, err := ledger.ProveRecord(m.entries[3], m.entries[3].First, m.records(m.entries[2])); ascribe.KindOf(err) != ascribe.ErrUnverified {
		t.Errorf("ProveRecord with a record missing: %v", err)
	}
}

func TestProveEntry(t *testing.T) {
	m := makeLedger(t, 18)
	for size := int64(1); size <= 18; size++ {
		for n := int64(1); n <= size; n++ {
			p, err := ledger.ProveEntry(m.read, n, size)
			if err != nil {
				t.Fatal(err)
			}
			e, c := m.entries[n-1], m.checkpoint(size)
			if err := ledger.CheckEntry(p, c, e); err != nil {
				t.Fatalf("entry %d of %d: %v", n, size, err)
			}
			for i := range tamperings {
				bad := e
				tamperings[i](&bad)
				if err := ledger.CheckEntry(p, c, bad); err == nil {
					t.Errorf("entry %d of %d is believed after tampering %d", n, size, i)
				}
			}
			for _, q := range tampered(p) {
				unverified(t, "a tampered proof", ledger.CheckEntry(q, c, e))
			}
			c.Root[0] ^= 1
			unverified(t, "another root", ledger.CheckEntry(p, c, e))
		}
	}
}

var tamperings = []func(*ascribe.Entry){
	func(e *ascribe.Entry) { e.N++ },
	func(e *ascribe.Entry) { e.Time = e.Time.Add(time.Microsecond) },
	func(e *ascribe.Entry) { e.Person += "x" },
	func(e *ascribe.Entry) { e.Kind = ascribe.EntryImport },
	func(e *ascribe.Entry) { e.First++ },
	func(e *ascribe.Entry) { e.Count++ },
	func(e *ascribe.Entry) { e.Root[31] ^= 1 },
}

func TestProveExtension(t *testing.T) {
	m := makeLedger(t, 18)
	for size := range int64(19) {
		for older := range size + 1 {
			p, err := ledger.ProveExtension(m.read, older, size)
			if err != nil {
				t.Fatal(err)
			}
			a, b := m.checkpoint(older), m.checkpoint(size)
			if err := ledger.CheckExtension(p, a, b); err != nil {
				t.Fatalf("%d of %d: %v", older, size, err)
			}
			bad := a
			bad.Root[0] ^= 1
			unverified(t, "another root", ledger.CheckExtension(p, bad, b))
			for _, q := range tampered(p) {
				unverified(t, "a tampered proof", ledger.CheckExtension(q, a, b))
			}
			bad = a
			bad.Origin = "ascribe/other"
			unverified(t, "another origin", ledger.CheckExtension(p, bad, b))
			if older < size {
				unverified(t, "backwards", ledger.CheckExtension(p, b, a))
			}
		}
	}
}

func TestEntryText(t *testing.T) {
	e := makeLedger(t, 3).entries[2]
	text, err := ledger.EntryText(e)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ledger.ParseEntry(text)
	if err != nil || got != e {
		t.Errorf("ParseEntry = %+v, %v, want %+v", got, err, e)
	}
	for _, bad := range []string{"", "x", string(text) + "\n", strings.Replace(string(text), "\n3\n", "\n03\n", 1), strings.Replace(string(text), "Z", "+00:00", 1)} {
		if _, err := ledger.ParseEntry([]byte(bad)); ascribe.KindOf(err) != ascribe.ErrInvalid {
			t.Errorf("ParseEntry(%q): %v", bad, err)
		}
	}
	for _, tamper := range []func(*ascribe.Entry){
		func(e *ascribe.Entry) { e.Person = "two words" },
		func(e *ascribe.Entry) { e.Person = "" },
		func(e *ascribe.Entry) { e.Kind = "a\nb" },
		func(e *ascribe.Entry) { e.Time = e.Time.Add(time.Nanosecond) },
		func(e *ascribe.Entry) { e.Count = 0 },
	} {
		bad := e
		tamper(&bad)
		if _, err := ledger.EntryText(bad); ascribe.KindOf(err) != ascribe.ErrInvalid {
			t.Errorf("EntryText(%+v): %v", bad, err)
		}
	}
}

// counting is a reader of the bytes 0, 1, 2, ...
type counting byte

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(*c)
		*c++
	}
	return len(p), nil
}

func testKey(t *testing.T, id string) (note.Signer, string) {
	t.Helper()
	signing, public, err := ledger.GenerateKey(new(counting), id)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(signing)
	if err != nil {
		t.Fatal(err)
	}
	return signer, public
}

func TestCheckpoint(t *testing.T) {
	signer, public := testKey(t, "test")
	c := makeLedger(t, 5).checkpoint(5)
	signed, err := c.Sign(signer)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ledger.OpenCheckpoint(signed, public)
	if err != nil || got != c {
		t.Fatalf("OpenCheckpoint = %+v, %v, want %+v", got, err, c)
	}
	for i := range signed {
		bad := append([]byte{}, signed...)
		bad[i] ^= 1
		if _, err := ledger.OpenCheckpoint(bad, public); ascribe.KindOf(err) != ascribe.ErrUnverified {
			t.Fatalf("a checkpoint with byte %d changed: %v", i, err)
		}
	}
	_, other := testKey(t, "other")
	_, err = ledger.OpenCheckpoint(signed, other)
	unverified(t, "another key", err)
	twice, err := note.Sign(&note.Note{Text: c.Text()}, signer, second{signer})
	if err != nil {
		t.Fatal(err)
	}
	_, err = ledger.OpenCheckpoint(twice, public)
	unverified(t, "two signatures", err)
	for _, text := range []string{"ascribe/test\n5\n", "ascribe/test\n05\n" + strings.SplitN(c.Text(), "\n", 3)[2], "ascribe/other\n" + strings.SplitN(c.Text(), "\n", 2)[1], c.Text() + "more\n"} {
		signed, err := note.Sign(&note.Note{Text: text}, signer)
		if err != nil {
			t.Fatal(err)
		}
		_, err = ledger.OpenCheckpoint(signed, public)
		unverified(t, text, err)
	}
	if _, err := (ledger.Checkpoint{Origin: "ascribe/other"}).Sign(signer); ascribe.KindOf(err) != ascribe.ErrConflict {
		t.Errorf("signing for another store: %v", err)
	}
}

// second is a signer of another name.
type second struct{ note.Signer }

func (second) Name() string { return "second" }

// testBundle proves one record of a ledger of a few entries.
func testBundle(t *testing.T) (ledger.Bundle, string) {
	t.Helper()
	signer, public := testKey(t, "example")
	nouns := []ascribe.Noun{
		&ascribe.Reason{Text: "the court's written judgment"},
		&ascribe.Source{ID: "sz-2016-09-15", Title: "Der Chat des Täters", Kind: "press", Reliability: "B"},
		&ascribe.Statement{ID: "w-17", Subject: "wuerzburg-2016", Variable: "contact", Value: "two_way", Stance: ascribe.Asserts, Source: "sz-2016-09-15", Locator: "¶ 4", Credibility: "2"},
	}
	salts := new(counting)
	var tree, log ledger.Tree
	b := ledger.Bundle{Entry: ascribe.Entry{N: 2, Time: time.Date(2016, 10, 1, 9, 30, 0, 1000, time.UTC), Person: "p-0011223344556677", Kind: ascribe.EntryEvidence, First: 2}}
	var hashes []ascribe.Hash
	for i, n := range nouns {
		body, err := ledger.Encode(n)
		if err != nil {
			t.Fatal(err)
		}
		salt := make([]byte, ledger.SaltSize)
		salts.Read(salt)
		h := ledger.HashRecord([ledger.SaltSize]byte(salt), body)
		tree.AppendRecord(h)
		hashes = append(hashes, h)
		b.Record = ascribe.Record{N: b.Entry.First + int64(i), Hash: h, Salt: salt, Body: body}
	}
	b.Entry.Count, b.Entry.Root = tree.Size(), tree.Root()
	var err error
	if b.InEntry, err = ledger.ProveRecord(b.Entry, b.Record.N, func(yield func(ascribe.Hash, error) bool) {
		for _, h := range hashes {
			if !yield(h, nil) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	var nodes []ascribe.Hash
	for n := int64(1); n <= 3; n++ {
		e := b.Entry
		if n != 2 {
			e = ascribe.Entry{N: n, Time: b.Entry.Time.Add(time.Duration(n-2) * time.Hour), Person: b.Entry.Person, Kind: ascribe.EntryEvidence, First: map[int64]int64{1: 1, 3: 5}[n], Count: 1, Root: hashOf(n)}
		}
		text, err := ledger.EntryText(e)
		if err != nil {
			t.Fatal(err)
		}
		nodes = append(nodes, log.Append(text)...)
	}
	m := &made{nodes: nodes}
	if b.InLedger, err = ledger.ProveEntry(m.read, 2, 3); err != nil {
		t.Fatal(err)
	}
	if b.Checkpoint, err = (ledger.Checkpoint{Origin: "ascribe/example", Size: 3, Root: log.Root()}).Sign(signer); err != nil {
		t.Fatal(err)
	}
	return b, public
}

// tamperedBundles is the bundle with one thing changed in each, by what.
func tamperedBundles(t *testing.T, b ledger.Bundle) map[string]ledger.Bundle {
	t.Helper()
	out := map[string]ledger.Bundle{}
	change := func(what string, do func(*ledger.Bundle)) {
		c := b
		c.Record.Body, c.Record.Salt = append([]byte{}, b.Record.Body...), append([]byte{}, b.Record.Salt...)
		c.InEntry, c.InLedger = append(ledger.Proof{}, b.InEntry...), append(ledger.Proof{}, b.InLedger...)
		do(&c)
		out[what] = c
	}
	change("body", func(b *ledger.Bundle) {
		b.Record.Body = []byte(strings.Replace(string(b.Record.Body), "two_way", "one_way", 1))
	})
	change("salt", func(b *ledger.Bundle) { b.Record.Salt[0] ^= 1 })
	change("number", func(b *ledger.Bundle) { b.Record.N-- })
	change("number outside", func(b *ledger.Bundle) { b.Record.N += 9 })
	change("in_entry", func(b *ledger.Bundle) { b.InEntry[0][0] ^= 1 })
	change("in_entry cut", func(b *ledger.Bundle) { b.InEntry = b.InEntry[1:] })
	change("in_entry more", func(b *ledger.Bundle) { b.InEntry = append(b.InEntry, ascribe.Hash{}) })
	change("in_ledger", func(b *ledger.Bundle) { b.InLedger[0][0] ^= 1 })
	change("in_ledger cut", func(b *ledger.Bundle) { b.InLedger = b.InLedger[:1] })
	change("in_ledger more", func(b *ledger.Bundle) { b.InLedger = append(b.InLedger, ascribe.Hash{}) })
	for i, tamper := range tamperings {
		change(fmt.Sprintf("entry %d", i), func(b *ledger.Bundle) { tamper(&b.Entry) })
	}
	change("checkpoint root", func(b *ledger.Bundle) {
		lines := strings.Split(string(b.Checkpoint), "\n")
		lines[2] = base64.StdEncoding.EncodeToString(make([]byte, 32))
		b.Checkpoint = []byte(strings.Join(lines, "\n"))
	})
	change("checkpoint size", func(b *ledger.Bundle) {
		b.Checkpoint = []byte(strings.Replace(string(b.Checkpoint), "\n3\n", "\n7\n", 1))
	})
	return out
}

func TestBundle(t *testing.T) {
	b, public := testBundle(t)
	text, err := b.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	var read ledger.Bundle
	if err := read.UnmarshalText(text); err != nil {
		t.Fatal(err)
	}
	if err := read.Check(public); err != nil {
		t.Fatal(err)
	}
	for what, bad := range tamperedBundles(t, b) {
		if err := bad.Check(public); ascribe.KindOf(err) != ascribe.ErrUnverified {
			t.Errorf("%s: Check = %v, want an unverified error", what, err)
		}
	}
	for _, bad := range []string{"", "{}", strings.Replace(string(text), "proof 1", "proof 2", 1), strings.Replace(string(text), `"salt"`, `"salz"`, 1)} {
		if err := new(ledger.Bundle).UnmarshalText([]byte(bad)); ascribe.KindOf(err) != ascribe.ErrInvalid {
			t.Errorf("UnmarshalText(%.20q) = %v", bad, err)
		}
	}
}
