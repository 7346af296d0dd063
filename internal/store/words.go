package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

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
	// Read is the last record that was read: before the last one there is, where
	// another process is at it.
	Read int64
}

// FindWords looks each expression of SQLite's full-text index up, in the
// records up to one, after it has read what was written since it last did.
func (s *Store) FindWords(ctx context.Context, w Words, expressions []string, upTo int64) (found FoundWords, err error) {
	if err := ctx.Err(); err != nil {
		return found, explain(ctx, err)
	}
	f := &s.words
	if found, ok := f.findRead(ctx, s, &w, expressions, upTo); ok {
		return found, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.open(ctx, s, w.Folder); err != nil {
		return found, explain(ctx, err)
	}
	for attempt := 0; ; attempt++ {
		if err = f.follow(ctx, s, &w); err == nil {
			found, err = f.find(ctx, expressions, upTo)
		}
		if err == nil || !damaged(err) || attempt > 0 {
			return found, explain(ctx, err)
		}
		if err := f.afresh(ctx); err != nil {
			return found, explain(ctx, err)
		}
	}
}

// findRead looks the expressions up where the index has read everything, beside
// others who do; else, and where anything fails, false.
func (f *wordsFile) findRead(ctx context.Context, s *Store, w *Words, expressions []string, upTo int64) (found FoundWords, ok bool) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if f.db == nil {
		return found, false
	}
	goal, err := s.goal(ctx)
	if err != nil {
		return found, false
	}
	m, err := f.mark(ctx, f.db)
	if err != nil || m.record < goal.record {
		return found, false
	}
	if ok, err := f.fits(ctx, s, w, m); err != nil || !ok {
		return found, false
	}
	found, err = f.find(ctx, expressions, upTo)
	return found, err == nil
}

// wordsFile is the open index of words.
type wordsFile struct {
	mu      sync.RWMutex // written while the file is opened, or follows
	db      *sql.DB
	path    string    // empty: in memory
	checked wordsMark // is known to be of the ledger
	facts   factsRead
}

// wordsMark says what an index was made of.
type wordsMark struct {
	version int
	store   string
	entry   int64 // that it was told to read up to, and
	root    ascribe.Hash
	record  int64 // how far it has come
	begun   int64 // the last entry when it was begun
}

const wordsSchema = `
create table mark (
  version integer not null,
  store   text not null,
  entry   integer not null,
  root    blob not null,
  record  integer not null,
  begun   integer not null
) strict;
create table chunk (n integer not null primary key, facts blob not null) strict;
create virtual table words using fts5 (terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
insert into words (words, rank) values ('hashsize', 33554432);
`

// open opens the file, or an index in memory where there is no folder or none
// that can be written.
func (f *wordsFile) open(ctx context.Context, s *Store, folder string) error {
	if f.db != nil {
		return nil
	}
	f.path = ""
	if folder == "" || os.MkdirAll(folder, 0o700) != nil {
		return f.connect(ctx)
	}
	f.path = filepath.Join(folder, s.ID()+".words")
	if err := f.connect(ctx); !damaged(err) {
		return err
	}
	return f.afresh(ctx)
}

// connect opens what the path says, and makes sure that it can be written.
func (f *wordsFile) connect(ctx context.Context) error {
	options := []string{
		"_pragma", "busy_timeout(10000)", "_pragma", "synchronous(NORMAL)", "_pragma", "cache_size(-32768)",
		"_pragma", "trusted_schema(0)",
	}
	var err error
	if f.path == "" {
		f.db, err = openPool("words", append(options, "mode", "memory"), 1)
	} else {
		f.db, err = openPool(f.path, append(options, "_pragma", "journal_mode(WAL)", "mode", "rwc"), max(2, runtime.NumCPU()))
	}
	if err != nil {
		return err
	}
	return f.write(ctx, func(*sql.Conn) error { return nil })
}

// afresh takes a damaged file away and begins a new one or, where that cannot
// be, one in memory. Whoever has the old one open goes on with it to its end.
func (f *wordsFile) afresh(ctx context.Context) error {
	f.close() //nolint:errcheck // it is damaged
	if f.path != "" {
		removeStore(f.path)
		err := f.connect(ctx)
		if !damaged(err) {
			return err
		}
		f.close() //nolint:errcheck // it could not be used
	}
	f.path = ""
	return f.connect(ctx)
}

func (f *wordsFile) close() error {
	if f.db == nil {
		return nil
	}
	db := f.db
	f.db, f.checked = nil, wordsMark{}
	return db.Close()
}

// damaged reports whether an index failed for itself, and not because another
// process is at it or somebody gave up.
func damaged(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return errors.Is(err, errUnfit) || ok && e.Code()&0xff != lib.SQLITE_INTERRUPT && !busy(err)
}

var errUnfit = errors.New("the index of words is of another ledger, or of another version")

func busy(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code()&0xff == lib.SQLITE_BUSY || e.Code()&0xff == lib.SQLITE_LOCKED)
}

// write calls do in a transaction that no other process writes beside. What
// it does it does to the end, whatever becomes of the caller's context.
func (f *wordsFile) write(ctx context.Context, do func(*sql.Conn) error) error {
	conn, err := f.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() //nolint:errcheck // it only goes back to its pool
	ctx = context.WithoutCancel(ctx)
	if _, err := conn.ExecContext(ctx, "begin immediate"); err != nil {
		return err
	}
	if err = do(conn); err == nil {
		_, err = conn.ExecContext(ctx, "commit")
	}
	if err != nil {
		conn.ExecContext(ctx, "rollback") //nolint:errcheck // the first error is the one to tell
	}
	return err
}

// mark reads the mark; the zero one where there is none.
func (f *wordsFile) mark(ctx context.Context, conn interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
},
) (m wordsMark, err error) {
	ctx = context.WithoutCancel(ctx)
	var tables int
	if err := conn.QueryRowContext(ctx, "select count(*) from sqlite_schema where name in ('mark', 'words', 'chunk')").Scan(&tables); err != nil || tables != 3 {
		return m, err
	}
	var root []byte
	err = conn.QueryRowContext(ctx, "select version, store, entry, root, record, begun from mark").Scan(&m.version, &m.store, &m.entry, &root, &m.record, &m.begun)
	if e, ok := errors.AsType[*sqlite.Error](err); errors.Is(err, sql.ErrNoRows) || ok && e.Code() == lib.SQLITE_ERROR {
		return wordsMark{}, nil // not a table as we write it
	}
	copy(m.root[:], root)
	return m, err
}

// fits reports whether an index with the mark is one of the ledger as it is.
func (f *wordsFile) fits(ctx context.Context, s *Store, w *Words, m wordsMark) (bool, error) {
	if m.version != w.Version || m.store != s.ID() || m.entry == 0 {
		return false, nil
	}
	if m.entry != f.checked.entry || m.root != f.checked.root {
		if root, err := s.Root(ctx, m.entry); err != nil || root != m.root {
			return false, err
		}
	}
	erased := false
	err := s.scan(ctx, "words.erased after", []any{m.record}, func(rows *sql.Rows) error { return rows.Scan(&erased) })
	return !erased, err
}

// follow reads what was written down since the index last did, a chunk in each
// transaction. Where another process is at it, that is left to it.
func (f *wordsFile) follow(ctx context.Context, s *Store, w *Words) error {
	goal, err := s.goal(ctx)
	if err != nil || goal.entry == 0 {
		return err
	}
	if goal.root, err = s.Root(ctx, goal.entry); err != nil {
		return err
	}
	goal.version = w.Version
	for done := false; !done && err == nil; {
		if err := ctx.Err(); err != nil {
			return err
		}
		err = f.write(ctx, func(conn *sql.Conn) error {
			m, err := f.mark(ctx, conn)
			if err != nil {
				return err
			}
			ok, err := f.fits(ctx, s, w, m)
			if err != nil {
				return err
			}
			if !ok && m.entry != 0 {
				return errUnfit // its file is taken away, and with it what was erased
			}
			if !ok {
				if _, err := conn.ExecContext(context.WithoutCancel(ctx), "drop table if exists mark; drop table if exists chunk; drop table if exists words;"+wordsSchema); err != nil {
					return err
				}
				m = wordsMark{begun: goal.entry}
			}
			if m.record >= goal.record {
				f.checked, done = m, true
				return nil
			}
			upTo := min((chunkOf(m.record+1)+1)<<chunkBits-1, goal.record)
			if err := f.add(ctx, conn, s, w, Range{After: m.record, UpTo: upTo}); err != nil {
				return err
			}
			next := goal
			next.record, next.begun = upTo, m.begun
			return f.setMark(ctx, conn, next)
		})
	}
	if busy(err) {
		return nil
	}
	return err
}

// goal is the mark of an index that has read everything, but for the root of
// the tree.
func (s *Store) goal(ctx context.Context) (m wordsMark, err error) {
	m.store = s.ID()
	if m.entry, err = s.Last(ctx); err == nil {
		m.record, err = s.LastRecord(ctx, m.entry)
	}
	return m, err
}

func (f *wordsFile) setMark(ctx context.Context, conn *sql.Conn, m wordsMark) error {
	ctx = context.WithoutCancel(ctx)
	if _, err := conn.ExecContext(ctx, "delete from mark"); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, "insert into mark values ($1, $2, $3, $4, $5, $6)", m.version, m.store, m.entry, m.root[:], m.record, m.begun)
	return err
}

// add reads a range of records, all of one chunk, into the index.
func (f *wordsFile) add(ctx context.Context, conn *sql.Conn, s *Store, w *Words, r Range) error {
	always := context.WithoutCancel(ctx)
	var chunk []byte
	err := conn.QueryRowContext(always, "select facts from chunk where n = $1", chunkOf(r.UpTo)).Scan(&chunk)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	insert, err := conn.PrepareContext(always, "insert into words (rowid, terms) values ($1, $2)")
	if err != nil {
		return err
	}
	defer insert.Close() //nolint:errcheck // it has done its work
	var terms []byte
	err = s.scan(ctx, "words.texts", []any{r.After, r.UpTo}, func(rows *sql.Rows) error {
		var m Mention
		var day int64
		var body sql.RawBytes
		if err := rows.Scan(&m.Statement, &m.Incident, &m.Source, &day, &body); err != nil {
			return err
		}
		if m.Incident != 0 {
			m.Day = ascribe.Day(day)
			chunk = putFact(chunk, m)
		}
		noun, err := ledger.Parse(body)
		if err != nil {
			return unreadable(m.Statement, err)
		}
		terms = w.Terms(terms[:0], noun)
		kind := slices.Index(textKinds[:], noun.Record())
		if len(terms) == 0 || kind < 0 {
			return nil
		}
		_, err = insert.ExecContext(context.Background(), m.Statement<<textBits|int64(kind), string(terms))
		return err
	})
	if err != nil {
		return err
	}
	if chunk == nil {
		chunk = []byte{}
	}
	_, err = conn.ExecContext(always, "insert or replace into chunk values ($1, $2)", chunkOf(r.UpTo), chunk)
	return err
}

// find looks the expressions up as the index stands.
func (f *wordsFile) find(ctx context.Context, expressions []string, upTo int64) (found FoundWords, err error) {
	conn, tx, err := begin(ctx, f.db, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return found, err
	}
	defer conn.Close()  //nolint:errcheck // it only goes back to its pool
	defer tx.Rollback() //nolint:errcheck // it was only read
	m, err := f.mark(ctx, tx)
	if err != nil || m.record == 0 {
		found.Facts = &Facts{}
		return found, err
	}
	found.Read = m.record
	for _, x := range expressions {
		texts, err := f.texts(ctx, tx, x, upTo)
		if err != nil {
			return found, err
		}
		found.Texts = append(found.Texts, texts)
	}
	found.Facts, err = f.facts.read(ctx, tx, m)
	return found, err
}

func (f *wordsFile) texts(ctx context.Context, tx *sql.Tx, expression string, upTo int64) (texts []Text, err error) {
	rows, err := tx.QueryContext(ctx, "select rowid from words where words match $1 and rowid < $2 order by rowid", expression, (upTo+1)<<textBits)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, closing(rows, err)
		}
		texts = append(texts, Text{textKinds[n&(1<<textBits-1)], n >> textBits})
	}
	return texts, closing(rows, rows.Err())
}
