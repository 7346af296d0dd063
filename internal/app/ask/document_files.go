package ask

import (
	"context"
	"iter"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// FilesVerified is what became of the files of documents.
type FilesVerified struct {
	Documents int      `json:"documents"`
	Bytes     int64    `json:"bytes"`
	Missing   []string `json:"missing"` // the documents of which the file is missing
	Changed   []string `json:"changed"` // and those of which it is another
	Strays    []string `json:"strays"`  // what lies beside them and is no document's
}

// Err says what is missing or changed, if anything is.
func (f *FilesVerified) Err() error {
	var problems ascribe.Problems
	for _, id := range f.Missing {
		problems.Add(ascribe.Problem{Message: "the file of the document " + id + " is missing"})
	}
	for _, id := range f.Changed {
		problems.Add(ascribe.Problem{Message: "the file of the document " + id + " is not as it was kept: its SHA-256 is another"})
	}
	if problems.Len() == 0 {
		return nil
	}
	return problems.Describe(ascribe.Errorf(ascribe.ErrUnverified, "the ledger verifies, and not all of the documents are as they were kept").
		WithHint("bring them back from a backup, or add the very same files again: ascribe document add FILE --source ID"))
}

// VerifyFiles reads the file of every document again, also of one that was struck.
func VerifyFiles(ctx context.Context, p *point.Point) (*FilesVerified, error) {
	folder := p.Documents()
	all, err := p.View.AsWritten().Documents(ctx)
	if err != nil {
		return nil, err
	}
	out := &FilesVerified{Missing: []string{}, Changed: []string{}, Strays: []string{}}
	hashes := make([]string, 0, len(all))
	checked := map[string]error{}
	for i := range all {
		d := &all[i].Noun
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		fault, known := checked[d.SHA256]
		if !known {
			fault = folder.Check(d.SHA256, d.Size)
			checked[d.SHA256] = fault
			hashes = append(hashes, d.SHA256)
			out.Bytes += d.Size
		}
		out.Documents++
		switch ascribe.KindOf(fault) {
		case ascribe.ErrNotFound:
			out.Missing = append(out.Missing, d.ID)
		case ascribe.ErrUnverified:
			out.Changed = append(out.Changed, d.ID)
		default:
			if fault != nil {
				return nil, fault
			}
		}
	}
	others, err := folder.Others(hashes)
	out.Strays = append(out.Strays, others...)
	return out, err
}

// Files are those of all documents, for an export. One that is missing or changed
// ends it.
func Files(ctx context.Context, p *point.Point) iter.Seq2[*exchange.File, error] {
	return func(yield func(*exchange.File, error) bool) {
		all, err := p.View.AsWritten().Documents(ctx)
		if err != nil {
			yield(nil, err)
			return
		}
		given := map[string]bool{}
		for i := range all {
			d := &all[i].Noun
			if given[d.SHA256] {
				continue
			}
			given[d.SHA256] = true
			data, err := p.Documents().Read(d.SHA256)
			if err == nil {
				err = ctx.Err()
			}
			if !yield(&exchange.File{SHA256: d.SHA256, MediaType: d.MediaType, Data: data}, err) || err != nil {
				return
			}
		}
	}
}
