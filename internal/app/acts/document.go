package acts

import (
	"context"
	"errors"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/document"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Bringing is a file that is to be kept as a copy of a source.
type Bringing struct {
	ID       string // empty: one is made of the source's and the hash
	Source   string
	Name     string // what the file is called
	URL      string // from where it was copied
	Captured ascribe.Date
	File     []byte
}

// Kept is a document that was kept.
type Kept struct {
	Added
	Source     string `json:"source"`
	SHA256     string `json:"sha256"`
	Size       int64  `json:"size"`
	MediaType  string `json:"media_type"`
	Name       string `json:"name"`
	Extractor  string `json:"extractor"`  // what its text was read by
	Version    string `json:"version"`    // of that
	Characters int    `json:"characters"` // of its text
	Remark     string `json:"remark"`     // what to know of its text
	// Brought says that the document was there, and its file was missing.
	Brought bool `json:"brought"`
}

// AddDocument keeps a file as a copy of a source, by its SHA-256, beside the store,
// and reads the text out of it. What it is, its bytes say. The very same file of the
// same source is refused, unless its file was lost: then it is there again.
func AddDocument(ctx context.Context, a *point.App, by point.By, in *Bringing) (*Kept, error) {
	kind, err := document.Kind(in.File)
	if err != nil {
		return nil, err
	}
	noun := &ascribe.Document{
		ID: in.ID, Source: in.Source, SHA256: document.Sum(in.File), Size: int64(len(in.File)), MediaType: kind,
		Name: exchange.FileName(in.Name), Captured: in.Captured, Method: ascribe.Uploaded, URL: in.URL,
	}
	folder := a.Documents()
	there, err := sameDocument(ctx, a, noun)
	if err != nil {
		return nil, err
	}
	if there != nil {
		return broughtAgain(ctx, by, folder, there, in.File)
	}
	if noun.ID == "" {
		noun.ID = documentID(noun)
	}
	read := document.Extract(ctx, kind, in.File)
	added, err := keepDocument(ctx, a, by, folder, noun, in.File, read)
	if err != nil {
		return nil, err
	}
	return keptAs(noun, added, read), nil
}

func keptAs(noun *ascribe.Document, added *Added, read *document.Text) *Kept {
	return &Kept{
		Added: *added, Source: noun.Source, SHA256: noun.SHA256, Size: noun.Size, MediaType: noun.MediaType, Name: noun.Name,
		Extractor: read.Extractor, Version: read.Version, Characters: utf8.RuneCountInString(read.Text), Remark: read.Remark,
	}
}

// documentID is made of the source's and the hash: the same file of one source has
// the same.
func documentID(d *ascribe.Document) string {
	const digits = 12
	return d.Source[:min(len(d.Source), ascribe.MaxID-digits-1)] + "." + d.SHA256[:digits]
}

// sameDocument is the document of the same source that has the same bytes; nil: there
// is none.
func sameDocument(ctx context.Context, a *point.App, noun *ascribe.Document) (there *ascribe.Document, err error) {
	err = a.Here(ctx, point.Team, func(p *point.Point) error {
		list, err := p.View.Having(ctx, noun.SHA256)
		for i := range list {
			if list[i].Noun.Source == noun.Source {
				there = &list[i].Noun
			}
		}
		return err
	})
	return there, err
}

// broughtAgain keeps the file of a document that had lost it.
func broughtAgain(ctx context.Context, by point.By, folder document.Folder, there *ascribe.Document, file []byte) (*Kept, error) {
	if folder.Check(there.SHA256, there.Size) == nil {
		return nil, ascribe.Errorf(ascribe.ErrConflict, "the source %s has this file already: the document %s", there.Source, there.ID).
			WithHint("there is nothing left to do")
	}
	read := document.Extract(ctx, there.MediaType, file)
	if !by.DryRun {
		if _, err := folder.Keep(file); err != nil {
			return nil, err
		}
		if err := folder.KeepText(there.SHA256, read); err != nil {
			return nil, err
		}
	}
	out := keptAs(there, &Added{ID: there.ID}, read)
	out.Brought = true
	return out, nil
}

// keepDocument writes a document down. Its file is kept before the entry is: what the
// ledger tells of is there.
func keepDocument(ctx context.Context, a *point.App, by point.By, folder document.Folder, noun *ascribe.Document, file []byte, read *document.Text) (*Added, error) {
	kept := false
	added, err := addThen(ctx, a, by, func() error {
		if by.DryRun {
			return nil
		}
		fresh, err := folder.Keep(file)
		kept = fresh
		if err != nil {
			return err
		}
		return folder.KeepText(noun.SHA256, read)
	}, noun)
	if err != nil && kept {
		err = errors.Join(err, forgetFiles(context.WithoutCancel(ctx), a, []string{noun.SHA256}))
	}
	return added, err
}

// forgetFiles takes the files away that no document has any more.
func forgetFiles(ctx context.Context, a *point.App, hashes []string) error {
	folder := a.Documents()
	return a.Store.View(ctx, func(v *store.View) error {
		for _, sha := range hashes {
			others, err := v.Having(ctx, sha)
			if err == nil && len(others) == 0 {
				err = folder.Remove(sha)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// ReadAnew is what the text of a document is now.
type ReadAnew struct {
	Document   string `json:"document"`
	Extractor  string `json:"extractor"`
	Version    string `json:"version"`
	Characters int    `json:"characters"`
	Remark     string `json:"remark"`
	Changed    bool   `json:"changed"` // whether it is another than it was
}

// ReadTextAnew reads the text out of a document again, as after a better program for
// it was installed. It is no entry: the text is made of the file, which stays.
func ReadTextAnew(ctx context.Context, a *point.App, id string) (*ReadAnew, error) {
	var d ascribe.Noted[ascribe.Document]
	err := a.Here(ctx, point.Team, func(p *point.Point) (err error) {
		d, err = p.View.Document(ctx, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	folder := a.Documents()
	file, err := folder.Read(d.Noun.SHA256)
	if err != nil {
		return nil, err
	}
	before, err := folder.Text(d.Noun.SHA256)
	if err != nil {
		return nil, err
	}
	read := document.Extract(ctx, d.Noun.MediaType, file)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return &ReadAnew{
		Document: id, Extractor: read.Extractor, Version: read.Version, Characters: utf8.RuneCountInString(read.Text), Remark: read.Remark,
		Changed: before == nil || before.Text != read.Text,
	}, folder.KeepText(d.Noun.SHA256, read)
}

// A bringer keeps the files of documents that a casebook has.
type bringer struct {
	ctx      context.Context
	folder   document.Folder
	casebook *exchange.Casebook
	dryRun   bool
	kept     []string // what was not there before, by its SHA-256
	without  []string // the documents of which there is no file
}

// bring keeps the file of a document. What is wrong with it is a problem of its row.
func (b *bringer) bring(p exchange.Placed, problems *ascribe.Problems) error {
	d, ok := p.Noun.(*ascribe.Document)
	if !ok {
		return nil
	}
	if b == nil {
		problems.Add(p.Problem("sha256", "sha256: a document is brought with its file: ascribe document add FILE"))
		return nil
	}
	if b.folder.Check(d.SHA256, d.Size) == nil {
		return nil
	}
	file, err := b.casebook.Document(d.SHA256, document.Most)
	if err != nil {
		return err
	}
	if file == nil {
		b.without = append(b.without, d.ID)
		return nil
	}
	kind, err := document.Kind(file)
	switch {
	case err != nil:
		problems.Add(p.Problem("media_type", "media_type: %s", sentence(err)))
		return nil
	case document.Sum(file) != d.SHA256 || int64(len(file)) != d.Size:
		problems.Add(p.Problem("sha256", "sha256: the file of the document %s in the casebook is not the one that was kept", d.ID))
		return nil
	case kind != d.MediaType:
		problems.Add(p.Problem("media_type", "media_type: the file of the document %s is %s, and not %s", d.ID, kind, d.MediaType))
		return nil
	case b.dryRun:
		return nil
	}
	b.kept = append(b.kept, d.SHA256)
	if _, err := b.folder.Keep(file); err != nil {
		return err
	}
	return b.folder.KeepText(d.SHA256, document.Extract(b.ctx, kind, file))
}
