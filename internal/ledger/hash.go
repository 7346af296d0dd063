package ledger

import (
	"crypto/sha256"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/ascribe-project/ascribe"
)

// SaltSize is the length of a record's salt in bytes. The salt keeps the
// content of an erased record from being guessed from its hash.
const SaltSize = 16

const recordLine = "ascribe record 1\n"

// HashRecord is the hash of a record: SHA-256 over a line that names the
// format, the salt, and the body.
func HashRecord(salt [SaltSize]byte, body []byte) ascribe.Hash {
	h := sha256.New()
	h.Write([]byte(recordLine))
	h.Write(salt[:])
	h.Write(body)
	var sum ascribe.Hash
	h.Sum(sum[:0])
	return sum
}

// leafOf is the hash of a leaf of a tree.
func leafOf(data []byte) ascribe.Hash { return ascribe.Hash(tlog.RecordHash(data)) }
