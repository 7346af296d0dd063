package sqlite

import (
	"database/sql"
	"runtime"
)

// OpenWords opens the file of an index of words, and makes it where it is not
// there; with no path, an index in memory. Its queries are those of index.sql.
func OpenWords(path string) (*sql.DB, error) {
	options := []string{
		"_txlock", "immediate",
		"_pragma", "busy_timeout(10000)", "_pragma", "synchronous(NORMAL)", "_pragma", "cache_size(-32768)",
		"_pragma", "trusted_schema(0)",
	}
	if path == "" {
		return openPool("words", append(options, "mode", "memory"), false, 1)
	}
	return openPool(path, append(options, "_pragma", "journal_mode(WAL)", "mode", "rwc"), false, max(4, runtime.NumCPU()))
}
