package ledger

import (
	"iter"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/ascribe-project/ascribe"
)

// A Proof is the hashes that join a leaf to a root, or an older root to a
// newer one, in the order of RFC 6962.
type Proof []ascribe.Hash

// ProveRecord proves that the record is in the entry. It reads the hashes of
// the entry's records once, in their order, and keeps few of them.
func ProveRecord(e ascribe.Entry, record int64, hashes iter.Seq2[ascribe.Hash, error]) (Proof, error) {
	at := record - e.First
	if at < 0 || at >= e.Count {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "record %d is not in entry %d", record, e.N)
	}
	siblings := path(0, e.Count, at)
	trees := make([]Tree, len(siblings))
	var i int64
	for h, err := range hashes {
		if err != nil {
			return nil, err
		}
		for k, s := range siblings {
			if s.low <= i && i < s.high {
				trees[k].AppendRecord(h)
				break
			}
		}
		i++
	}
	if i != e.Count {
		return nil, ascribe.Errorf(ascribe.ErrUnverified, "entry %d has %d records, and says %d", e.N, i, e.Count)
	}
	proof := make(Proof, len(trees))
	for k := range trees {
		proof[k] = trees[k].Root()
	}
	return proof, nil
}

type leaves struct{ low, high int64 }

// path is the subtrees beside the way from a leaf up to the root of the tree
// over [low, high).
func path(low, high, leaf int64) []leaves {
	if high-low == 1 {
		return nil
	}
	left := int64(1) // the greatest power of two that is less than the size
	for left*2 < high-low {
		left *= 2
	}
	if middle := low + left; leaf < middle {
		return append(path(low, middle, leaf), leaves{middle, high})
	} else {
		return append(path(middle, high, leaf), leaves{low, middle})
	}
}

// CheckRecord checks that a record of that number and hash is in the entry.
func CheckRecord(p Proof, e ascribe.Entry, record int64, h ascribe.Hash) error {
	at := record - e.First
	if at < 0 || at >= e.Count {
		return ascribe.Errorf(ascribe.ErrUnverified, "record %d is not in entry %d", record, e.N)
	}
	if err := tlog.CheckRecord(toTlog(p), e.Count, tlog.Hash(e.Root), at, tlog.RecordHash(h[:])); err != nil {
		return ascribe.Errorf(ascribe.ErrUnverified, "the proof does not show that record %d is in entry %d", record, e.N).WithCause(err)
	}
	return nil
}

// ProveEntry proves that the entry is in the ledger of so many entries.
func ProveEntry(nodes Nodes, entry, size int64) (Proof, error) {
	if entry < 1 || entry > size {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "entry %d is not among the first %d", entry, size)
	}
	p, err := tlog.ProveRecord(size, entry-1, nodes)
	return fromTlog(p), err
}

// CheckEntry checks that the entry is in the ledger that the checkpoint is of.
func CheckEntry(p Proof, c Checkpoint, e ascribe.Entry) error {
	text, err := EntryText(e)
	if err != nil {
		return err
	}
	if e.N > c.Size {
		return ascribe.Errorf(ascribe.ErrUnverified, "the checkpoint is of %d entries, and this is entry %d", c.Size, e.N)
	}
	if err := tlog.CheckRecord(toTlog(p), c.Size, tlog.Hash(c.Root), e.N-1, tlog.Hash(leafOf(text))); err != nil {
		return ascribe.Errorf(ascribe.ErrUnverified, "the proof does not show that entry %d is in the ledger", e.N).WithCause(err)
	}
	return nil
}

// ProveExtension proves that the ledger of size entries continues that of its
// first older ones.
func ProveExtension(nodes Nodes, older, size int64) (Proof, error) {
	if older < 0 || older > size {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "%d entries are more than the %d there are", older, size)
	}
	if older == 0 {
		return Proof{}, nil
	}
	p, err := tlog.ProveTree(size, older, nodes)
	return fromTlog(p), err
}

// CheckExtension checks that the newer checkpoint's ledger continues the
// older's: the same entries, and perhaps more after them.
func CheckExtension(p Proof, older, newer Checkpoint) error {
	if older.Origin != newer.Origin {
		return ascribe.Errorf(ascribe.ErrUnverified, "the checkpoints are of two stores, %s and %s", older.Origin, newer.Origin)
	}
	if older.Size > newer.Size {
		return ascribe.Errorf(ascribe.ErrUnverified, "the older checkpoint is of %d entries and the newer of %d", older.Size, newer.Size)
	}
	if older.Size == 0 {
		if len(p) == 0 && older.Root == new(Tree).Root() {
			return nil
		}
		return ascribe.Errorf(ascribe.ErrUnverified, "a checkpoint of no entries has a root of its own")
	}
	if err := tlog.CheckTree(toTlog(p), newer.Size, tlog.Hash(newer.Root), older.Size, tlog.Hash(older.Root)); err != nil {
		return ascribe.Errorf(ascribe.ErrUnverified, "the ledger of %d entries does not continue the one of %d", newer.Size, older.Size).WithCause(err)
	}
	return nil
}
