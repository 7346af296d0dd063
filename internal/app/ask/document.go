package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// DocumentAnswer is a copy of a source, with what it says.
type DocumentAnswer struct {
	point.Asked
	disclose.Document
	Title string `json:"title"` // of its source
	// Text is what it says; null where whoever asks may not see that, and where it was
	// not read yet.
	Text    *DocumentText     `json:"text"`
	File    FileState         `json:"file"`
	Passage *disclose.Passage `json:"passage"` // the one that was asked for; null: there is none
	Written Writing           `json:"written"`
	// Version is the last entry that touched it by then, for If-Match.
	Version int64 `json:"version"`
}

// DocumentText is what was read out of a document.
type DocumentText struct {
	Extractor string `json:"extractor"`
	Version   string `json:"version"` // of that
	Remark    string `json:"remark"`  // why there is none, or why it may be wrong
	Text      string `json:"text"`    // pages are parted by form feeds
}

// FileState is what became of the file of a document.
type FileState string

// The states.
const (
	FileKept    FileState = "kept"
	FileMissing FileState = "missing"
	FileChanged FileState = "changed"
)

// Document answers what a document is and, where whoever asks may see that, what it
// says; with a passage in it that is named by its anchor, if one is.
func Document(ctx context.Context, p *point.Point, id, passage string) (*DocumentAnswer, error) {
	x, err := p.View.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := p.Recorded("document", id, x.Entry); err != nil {
		return nil, err
	}
	out := &DocumentAnswer{Asked: p.Asked, Document: disclose.DocumentOf(p.Viewer, &x), File: FileKept}
	source, err := p.View.Source(ctx, x.Noun.Source)
	if err != nil {
		return nil, err
	}
	out.Title = source.Noun.Title
	if out.Written, err = writtenRecord(ctx, p, x.Record, x.Entry); err != nil {
		return nil, err
	}
	if out.Version, err = version(ctx, p, x.Record); err != nil {
		return nil, err
	}
	switch ascribe.KindOf(p.Documents().Check(x.Noun.SHA256, x.Noun.Size)) {
	case ascribe.ErrNotFound:
		out.File = FileMissing
	case ascribe.ErrUnverified:
		out.File = FileChanged
	}
	if !out.Open {
		return out, nil
	}
	if out.Text, err = textOf(p, &x.Noun); err != nil || passage == "" {
		return out, err
	}
	out.Passage, err = marked(ctx, p, &x, passage)
	return out, err
}

func textOf(p *point.Point, d *ascribe.Document) (*DocumentText, error) {
	t, err := p.Documents().Text(d.SHA256)
	if err != nil || t == nil {
		return nil, err
	}
	return &DocumentText{Extractor: t.Extractor, Version: t.Version, Remark: t.Remark, Text: t.Text}, nil
}

// DocumentsAnswer is copies of sources.
type DocumentsAnswer struct {
	point.Asked
	Rows []disclose.Document `json:"rows"`
}

// Documents answers which copies there are: of a source or, where none is named, of
// all.
func Documents(ctx context.Context, p *point.Point, source string) (*DocumentsAnswer, error) {
	record := int64(0)
	if source != "" {
		of, err := p.View.Source(ctx, source)
		if err != nil {
			return nil, err
		}
		record = of.Record
	}
	rows, err := documentsOf(ctx, p, record)
	return &DocumentsAnswer{Asked: p.Asked, Rows: rows}, err
}

// documentsOf are the documents of a source by its record (0: all) that were written
// down by the point.
func documentsOf(ctx context.Context, p *point.Point, source int64) ([]disclose.Document, error) {
	read := p.View.Documents
	if source != 0 {
		read = func(ctx context.Context) ([]ascribe.Noted[ascribe.Document], error) {
			return p.View.DocumentsOf(ctx, source)
		}
	}
	list, err := read(ctx)
	if err != nil {
		return nil, err
	}
	upTo, err := p.Record(ctx)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(x ascribe.Noted[ascribe.Document]) bool { return x.Record > upTo })
	rows := make([]disclose.Document, len(list))
	for i := range list {
		rows[i] = disclose.DocumentOf(p.Viewer, &list[i])
	}
	return rows, nil
}

// An Original is the file of a document.
type Original struct {
	SHA256, MediaType, Name string
	Data                    []byte
}

// DocumentFile is the file of a document, for who may see it.
func DocumentFile(ctx context.Context, p *point.Point, id string) (*Original, error) {
	x, err := p.View.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	if !disclose.OpensDocument(p.Viewer, &x.Noun) {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "the document %s is not shown to readers", id).
			WithHint("its source says where it came out")
	}
	data, err := p.Documents().Read(x.Noun.SHA256)
	if err != nil {
		return nil, err
	}
	return &Original{SHA256: x.Noun.SHA256, MediaType: x.Noun.MediaType, Name: x.Noun.Name, Data: data}, nil
}
