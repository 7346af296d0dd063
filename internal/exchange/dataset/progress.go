package dataset

import (
	"io"
	"sync/atomic"
)

// progress counts what was read of a file.
type progress struct {
	read  atomic.Int64
	total int64
}

// Progress is how many of the file's bytes the last call of Rows has come
// past; of a Parquet file, the share of its rows as bytes. It may be asked for
// while reading goes on.
func (p *progress) Progress() (read, total int64) { return min(p.read.Load(), p.total), p.total }

func (p *progress) restart() { p.read.Store(0) }

// counted reads from the start of a file and counts.
func (p *progress) counted(r io.ReaderAt, size int64) io.Reader {
	return &countingReader{io.NewSectionReader(r, 0, size), &p.read}
}

type countingReader struct {
	r io.Reader
	n *atomic.Int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// countingReaderAt counts what is read at any offset.
type countingReaderAt struct {
	r io.ReaderAt
	n *atomic.Int64
}

func (c *countingReaderAt) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.r.ReadAt(p, off)
	c.n.Add(int64(n))
	return n, err
}
