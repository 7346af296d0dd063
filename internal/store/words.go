package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// Words says where the index of words lies, and how it is made.
type Words struct {
	// Folder is where its file lies, by the store's id; empty: it is in memory
	// as long as the store is open.
	Folder string
	// Version is of what Terms gives. Another makes the index anew.
	Version int
	// Terms writes the terms of a noun, each with a space behind it; none: it is
	// not to be found. A term has no quotation mark and no other sign of ASCII
	// than letters and digits.
	Terms func(dst []byte, n ascribe.Noun) []byte
}

// A Text is a record that words were found in.
type Text struct {
	Kind   ascribe.RecordKind // incident, statement, source or actor
	Record int64
}

// textKinds are the kinds of text, by the last two bits of their row's number
// in the index. The others are the number of the record.
var textKinds = [...]ascribe.RecordKind{ascribe.RecordIncident, ascribe.RecordStatement, ascribe.RecordSource, ascribe.RecordActor}

const textBits = 2

// FoundWords is what an index of words answers.
type FoundWords struct {
	Texts [][]Text // for each expression, in the order of the ledger
	Facts *Facts
	// Read is the last record that was read; 0: none, or of another ledger.
	Read int64
}

// FindWords looks each expression of SQLite's full-text index up, in the
// records up to one, as far as the index has read. It waits for nobody who
// reads into the index, and takes in nothing itself: that is for [Store.ReadWords].
func (v *View) FindWords(ctx context.Context, w Words, expressions []string, upTo int64) (FoundWords, error) {
	if err := ctx.Err(); err != nil {
		return FoundWords{}, explain(ctx, err)
	}
	f := v.store.words
	f.mu.RLock()
	defer f.mu.RUnlock()
	none := FoundWords{Texts: make([][]Text, len(expressions)), Facts: &Facts{}}
	if f.db == nil || f.broken.Load() {
		return none, nil
	}
	found, err := f.find(ctx, v, &w, expressions, upTo)
	switch {
	case damaged(err):
		f.broken.Store(true) // whoever reads next takes it away
		return none, nil
	case busy(err):
		return none, nil
	}
	return found, explain(ctx, err)
}

// FindWords looks words up by a view of its own.
func (s *Store) FindWords(ctx context.Context, w Words, expressions []string, upTo int64) (found FoundWords, err error) {
	return see(ctx, s, func(v *View) (FoundWords, error) { return v.FindWords(ctx, w, expressions, upTo) })
}

// ReadWords reads what was written since the index last did, up to a record at
// least. One that is not of the ledger, or damaged, is made anew. Where another
// process is at it, that may be left to it. Of those who call it at once one
// reads, and the others wait. There is one index, of everything, whoever reads.
func (s *Store) ReadWords(ctx context.Context, w Words, upTo int64) error {
	s = s.seeingAll()
	f := s.words
	select {
	case f.turn <- struct{}{}:
		defer func() { <-f.turn }()
	case <-ctx.Done():
		return explain(ctx, ctx.Err())
	}
	for attempt := 0; ; attempt++ {
		err := f.open(s, w.Folder)
		if err == nil && f.broken.Load() {
			err = ErrUnfit
		}
		if err == nil {
			err = f.follow(ctx, s, &w, upTo)
		}
		if err == nil || !damaged(err) || attempt > 0 {
			return explain(ctx, err)
		}
		if err := f.afresh(ctx); err != nil {
			return explain(ctx, err)
		}
	}
}

// follow reads what was written down since the index last did, a chunk in each
// transaction, so that others find what has been read. Where another process is
// at it, that is left to it.
func (f *wordsFile) follow(ctx context.Context, s *Store, w *Words, upTo int64) error {
	if have, err := f.has(ctx, s, w, upTo); err != nil || have {
		return err
	}
	goal, err := s.goal(ctx)
	if err != nil || goal.entry == 0 {
		return err
	}
	goal.kind, goal.version = wordsKind, w.Version
	for done := false; !done && err == nil; {
		if err := ctx.Err(); err != nil {
			return err
		}
		done, err = f.step(ctx, s, w, goal)
	}
	if busy(err) {
		return nil
	}
	return err
}

// has reports whether the index has read up to a record. It asks for no lock.
func (f *wordsFile) has(ctx context.Context, s *Store, w *Words, upTo int64) (bool, error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if f.db == nil {
		return true, nil // the store was closed
	}
	var m wordsMark
	err := look(ctx, f.db, func(p *prepared) (err error) {
		m, err = markOf(p)
		return err
	})
	if err != nil || m.record < upTo {
		return false, err
	}
	return see(ctx, s, func(v *View) (bool, error) { return f.fits(ctx, v, w, m) })
}

// step reads the next chunk, if there is one before the goal.
func (f *wordsFile) step(ctx context.Context, s *Store, w *Words, goal wordsMark) (done bool, err error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if f.db == nil {
		return true, nil // the store was closed
	}
	err = write(ctx, f.db, func(p *prepared) error {
		return s.View(ctx, func(v *View) (err error) {
			done, err = f.stepIn(ctx, p, v, w, goal)
			return err
		})
	})
	return done, err
}

// stepIn reads the next chunk in a transaction of the index, from one view.
func (f *wordsFile) stepIn(ctx context.Context, p *prepared, v *View, w *Words, goal wordsMark) (done bool, err error) {
	m, err := markOf(p)
	if err != nil {
		return false, err
	}
	ok, err := f.fits(ctx, v, w, m)
	if err != nil {
		return false, err
	}
	if !ok && m.entry != 0 {
		return false, ErrUnfit // its file is taken away, and with it what was erased
	}
	if !ok {
		if err := p.exec("index.drop"); err != nil {
			return false, err
		}
		if err := p.exec("index.schema"); err != nil {
			return false, err
		}
		m = wordsMark{begun: goal.entry}
	}
	if m.record >= goal.record {
		return true, nil
	}
	upTo := min((chunkOf(m.record+1)+1)<<chunkBits-1, goal.record)
	next := goal
	next.record, next.begun = upTo, m.begun
	if next.fold, err = f.add(ctx, p, v, w, Range{After: m.record, UpTo: upTo}, m.fold); err != nil {
		return false, err
	}
	return false, setMark(p, next)
}

// goal is the mark of an index that has read everything, but for its fold.
func (s *Store) goal(ctx context.Context) (m wordsMark, err error) {
	m.store = s.ID()
	if m.entry, err = s.Last(ctx); err == nil {
		m.record, err = s.LastRecord(ctx, m.entry)
	}
	return m, err
}

// add reads a range of records, all of one chunk, into the index, and goes on
// with the fold of what was read. What is not what the store says it has is
// not taken in.
func (f *wordsFile) add(ctx context.Context, p *prepared, v *View, w *Words, r Range, sum ascribe.Hash) (none ascribe.Hash, err error) {
	fold, err := v.FoldAfter(ctx, r.After, sum)
	if err != nil {
		return none, err
	}
	var chunk []byte
	if _, err := p.get("index.chunk", []any{chunkOf(r.UpTo)}, []any{&chunk}); err != nil {
		return none, err
	}
	var terms []byte
	err = v.scan(ctx, "words.texts", []any{r.After, r.UpTo}, func(rows *sql.Rows) error {
		var m mention
		var day int64
		var stored storedRecord
		if err := rows.Scan(&m.statement, &m.incident, &m.source, &day, &stored.hash, &stored.salt, &stored.body); err != nil {
			return err
		}
		stored.n = m.statement
		if err := m.said(day); err != nil {
			return err
		}
		if err := stored.check(); err != nil {
			return err
		}
		fold.text(m, stored.hash)
		if m.incident != 0 {
			chunk = putFact(chunk, m)
		}
		noun, err := ledger.Parse(stored.body)
		if err != nil {
			return unreadable(m.statement, err)
		}
		terms = w.Terms(terms[:0], noun)
		kind := slices.Index(textKinds[:], noun.Record())
		if len(terms) == 0 || kind < 0 {
			return nil
		}
		return p.exec("index.add", m.statement<<textBits|int64(kind), string(terms))
	})
	if err != nil {
		return none, err
	}
	sum = fold.Sum()
	if kept, err := v.textsAt(ctx, r.UpTo, sum); err != nil {
		return none, err
	} else if kept != sum {
		return none, v.misread(ctx, r.UpTo)
	}
	if chunk == nil {
		chunk = []byte{}
	}
	return sum, p.exec("index.put chunk", chunkOf(r.UpTo), chunk)
}

// find looks the expressions up as the index stands, if it is of the ledger.
func (f *wordsFile) find(ctx context.Context, v *View, w *Words, expressions []string, upTo int64) (found FoundWords, err error) {
	err = look(ctx, f.db, func(p *prepared) error {
		m, err := markOf(p)
		if err != nil {
			return err
		}
		found.Texts, found.Facts = make([][]Text, len(expressions)), &Facts{}
		if ok, err := f.fitsWhole(ctx, v, w, m); err != nil || !ok {
			return err
		}
		found.Read = m.record
		for i, x := range expressions {
			if found.Texts[i], err = texts(p, x, upTo); err != nil {
				return err
			}
		}
		found.Facts, err = f.facts.read(ctx, p, m)
		return err
	})
	if err != nil {
		return found, err
	}
	hidden, err := v.hidden(ctx)
	if err != nil {
		return found, err
	}
	fallen, err := v.fallen(ctx)
	if err != nil {
		return found, err
	}
	if len(hidden) == 0 {
		hidden = fallen
	} else {
		maps.Copy(hidden, fallen)
	}
	if len(hidden) > 0 {
		found.hide(hidden)
	}
	found.Facts.moved, err = v.moved(ctx)
	return found, err
}

// fitsWhole is fits for a view that may not see all that the index was made of.
func (f *wordsFile) fitsWhole(ctx context.Context, v *View, w *Words, m wordsMark) (bool, error) {
	if v.store.whole == nil {
		return f.fits(ctx, v, w, m)
	}
	return see(ctx, v.store.whole, func(v *View) (bool, error) { return f.fits(ctx, v, w, m) })
}

// hide takes out of an answer what whoever asks does not see.
func (found *FoundWords) hide(hidden map[int64]bool) {
	for i, list := range found.Texts {
		found.Texts[i] = slices.DeleteFunc(list, func(t Text) bool { return hidden[t.Record] })
	}
	found.Facts.hidden = hidden
}

// texts are those that an expression matches.
func texts(p *prepared, expression string, upTo int64) ([]Text, error) {
	var list sql.RawBytes
	rows, err := p.rows("index.matches", expression, (upTo+1)<<textBits)
	if err != nil {
		return nil, err
	}
	var texts []Text
	for rows.Next() {
		if err := rows.Scan(&list); err != nil {
			return nil, closing(rows, err)
		}
		texts = make([]Text, 0, len(list)/8)
		for n, at := int64(0), 0; at <= len(list); at++ {
			if at < len(list) && list[at] != ' ' {
				n = 10*n + int64(list[at]-'0')
				continue
			}
			if n != 0 {
				texts = append(texts, Text{textKinds[n&(1<<textBits-1)], n >> textBits})
			}
			n = 0
		}
	}
	return texts, closing(rows, rows.Err())
}
