package ledger

import (
	"crypto/sha256"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/ascribe-project/ascribe"
)

// A Tree is a tree of RFC 6962 that grows leaf by leaf. It keeps the roots of
// its perfect subtrees only, so that two million leaves need twenty-one
// hashes. The zero Tree is empty.
type Tree struct {
	size  int64
	roots []tlog.Hash // of the perfect subtrees, the greatest first
}

// Size is the number of leaves.
func (t *Tree) Size() int64 { return t.size }

// Append adds a leaf, and returns the hashes that a store keeps for it, in
// the order of tlog.StoredHashIndex: the leaf's own, then those of the
// subtrees that it completes.
func (t *Tree) Append(leaf []byte) []ascribe.Hash {
	stored := make([]ascribe.Hash, 0, 2)
	t.add(tlog.RecordHash(leaf), func(h tlog.Hash) { stored = append(stored, ascribe.Hash(h)) })
	return stored
}

// AppendRecord adds a record to the tree of an entry.
func (t *Tree) AppendRecord(h ascribe.Hash) { t.add(tlog.RecordHash(h[:]), func(tlog.Hash) {}) }

func (t *Tree) add(h tlog.Hash, store func(tlog.Hash)) {
	store(h)
	for n := t.size; n&1 == 1; n >>= 1 {
		last := len(t.roots) - 1
		h = tlog.NodeHash(t.roots[last], h)
		t.roots = t.roots[:last]
		store(h)
	}
	t.roots = append(t.roots, h)
	t.size++
}

// Root is the root of the tree as it stands; of an empty one, SHA-256 of
// nothing.
func (t *Tree) Root() ascribe.Hash {
	if len(t.roots) == 0 {
		return sha256.Sum256(nil)
	}
	h := t.roots[len(t.roots)-1]
	for i := len(t.roots) - 2; i >= 0; i-- {
		h = tlog.NodeHash(t.roots[i], h)
	}
	return ascribe.Hash(h)
}

// Nodes reads stored hashes of the ledger's tree by their index.
type Nodes func(indexes []int64) ([]ascribe.Hash, error)

// ReadHashes makes Nodes a tlog.HashReader.
func (f Nodes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	if len(indexes) == 0 {
		return []tlog.Hash{}, nil
	}
	hashes, err := f(indexes)
	if err != nil {
		return nil, err
	}
	return toTlog(hashes), nil
}

// NodeCount is how many hashes are stored for a ledger of so many entries.
func NodeCount(entries int64) int64 { return tlog.StoredHashCount(entries) }

// Resume is the ledger's tree at a size, taken up again from its stored
// hashes.
func Resume(size int64, nodes Nodes) (*Tree, error) {
	t := &Tree{size: size}
	var indexes []int64
	var at int64 // the first leaf of the subtree
	for level := 62; level >= 0; level-- {
		if size&(1<<level) != 0 {
			indexes = append(indexes, tlog.StoredHashIndex(level, at>>level))
			at += 1 << level
		}
	}
	hashes, err := nodes.ReadHashes(indexes)
	if err != nil {
		return nil, err
	}
	t.roots = hashes
	return t, nil
}

func toTlog(hashes []ascribe.Hash) []tlog.Hash {
	out := make([]tlog.Hash, len(hashes))
	for i, h := range hashes {
		out[i] = tlog.Hash(h)
	}
	return out
}

func fromTlog(hashes []tlog.Hash) []ascribe.Hash {
	out := make([]ascribe.Hash, len(hashes))
	for i, h := range hashes {
		out[i] = ascribe.Hash(h)
	}
	return out
}
