package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/document"
)

// Document is the command.
type Document struct {
	Add  DocumentAdd  `cmd:"" help:"Keep a file as a copy of a source, and read its text."`
	List DocumentList `cmd:"" help:"List the copies that are kept: of a source, or all."`
	Text DocumentText `cmd:"" help:"Print the text of a document, or read it anew."`
	Save DocumentSave `cmd:"" help:"Write the file of a document out, as it was kept."`
}

// DocumentAdd is the command.
type DocumentAdd struct {
	File     string `arg:"" help:"The file: PDF, HTML, plain text, a picture or a WACZ. What it is, its bytes say." predictor:"file"`
	Source   string `required:"" help:"The source that it is a copy of." placeholder:"ID" predictor:"source"`
	ID       string `name:"id" help:"Its id; by default the source's, with the first digits of its SHA-256." placeholder:"ID"`
	URL      string `name:"url" help:"The address from which it was copied." placeholder:"URL"`
	Captured string `help:"The day on which it was copied (EDTF)." placeholder:"DAY"`
	writing
}

// Run keeps the file.
func (c *DocumentAdd) Run(ctx context.Context, env *environment) error {
	var captured ascribe.Date
	if c.Captured != "" {
		var err error
		if captured, err = ascribe.ParseDate(c.Captured); err != nil {
			return ascribe.Errorf(ascribe.ErrUsage, "--captured: %s", err).WithHint("write a day, as in 2016-07-20")
		}
	}
	data, err := readDocument(c.File)
	if err != nil {
		return err
	}
	return env.work(ctx, func(a *point.App) error {
		kept, err := acts.AddDocument(ctx, a, c.by(), &acts.Bringing{
			ID: c.ID, Source: c.Source, Name: filepath.Base(c.File), URL: c.URL, Captured: captured, File: data,
		})
		if err != nil {
			return err
		}
		p := &page{t: env.out}
		if kept.Brought {
			p.line("The file of the document %s is there again.", kept.ID)
		} else {
			p.line("Entry %d: document %s, %s of %d bytes.", kept.Entry, kept.ID, kept.MediaType, kept.Size)
		}
		p.line("SHA-256 %s", kept.SHA256)
		p.wrap("", textLine(kept.Characters, kept.Extractor, kept.Version, kept.Remark))
		return env.done(&c.writing, kept, "%s", p.String())
	})
}

// readDocument reads a file up to the size that a document may have.
func readDocument(name string) ([]byte, error) {
	f, size, err := openFile(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	if size > document.Most {
		return nil, document.TooLarge()
	}
	data, err := io.ReadAll(io.LimitReader(f, document.Most+1)) // it may grow
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s cannot be read", name).WithCause(err)
	}
	return data, nil
}

// textLine says what was read out of a document, and by what.
func textLine(characters int, extractor, version, remark string) string {
	if characters == 0 {
		return "No text: " + remark + "."
	}
	line := fmt.Sprintf("Text of %s, read by %s %s", plural(characters, "character", "characters"), extractor, version)
	if remark != "" {
		line += "; " + remark
	}
	return line + "."
}

// DocumentList is the command.
type DocumentList struct {
	Source string `arg:"" optional:"" help:"Of this source." predictor:"source"`
	JSON   bool   `name:"json" help:"Print the answer as JSON."`
}

// Run lists.
func (c *DocumentList) Run(ctx context.Context, env *environment) error {
	return env.here(ctx, func(p *point.Point) error {
		answer, err := ask.Documents(ctx, p, c.Source)
		if err != nil {
			return err
		}
		if c.JSON {
			return env.printJSON(answer)
		}
		out := &page{t: env.out}
		if len(answer.Rows) == 0 {
			out.line("No document is kept.")
		}
		for _, d := range answer.Rows {
			text := fmt.Sprintf("%s: of %s, %s, %d bytes", d.Document, d.Source, d.MediaType, d.Size)
			if d.Name != "" {
				text += ", " + d.Name
			}
			if d.Shown {
				text += ", shown to readers"
			}
			out.wrap("", text)
		}
		env.out.WriteString(out.String())
		return nil
	})
}

// DocumentText is the command.
type DocumentText struct {
	ID   string `arg:"" name:"document" help:"The document." predictor:"document"`
	Anew bool   `help:"Read it out of the file again, as after a better program for it was installed."`
	JSON bool   `name:"json" help:"Print the answer as JSON."`
}

// Run prints the text, or reads it anew.
func (c *DocumentText) Run(ctx context.Context, env *environment) error {
	if c.Anew {
		return env.work(ctx, func(a *point.App) error {
			read, err := acts.ReadTextAnew(ctx, a, c.ID)
			if err != nil {
				return err
			}
			p := &page{t: env.out}
			p.wrap("", textLine(read.Characters, read.Extractor, read.Version, read.Remark))
			if !read.Changed {
				p.line("It is the same as it was.")
			}
			return env.done(&writing{JSON: c.JSON}, read, "%s", p.String())
		})
	}
	return env.here(ctx, func(p *point.Point) error {
		answer, err := ask.Document(ctx, p, c.ID, "")
		switch {
		case err != nil:
			return err
		case c.JSON:
			return env.printJSON(answer)
		case answer.Text == nil:
			return ascribe.Errorf(ascribe.ErrNotFound, "the text of %s was not read yet", c.ID).
				WithHint("read it with: ascribe document text %s --anew", c.ID)
		case answer.Text.Text == "":
			return ascribe.Errorf(ascribe.ErrNotFound, "the document %s has no text: %s", c.ID, answer.Text.Remark)
		}
		env.out.WriteString(strings.TrimSuffix(visible(answer.Text.Text), "\n") + "\n")
		return nil
	})
}

// DocumentSave is the command.
type DocumentSave struct {
	ID   string `arg:"" name:"document" help:"The document." predictor:"document"`
	File string `arg:"" help:"The new file." predictor:"file"`
}

// Run writes the file.
func (c *DocumentSave) Run(ctx context.Context, env *environment) error {
	return env.here(ctx, func(p *point.Point) error {
		original, err := ask.DocumentFile(ctx, p, c.ID)
		if err != nil {
			return err
		}
		if err := writeNew(c.File, original.Data, 0o600); err != nil {
			return err
		}
		env.out.WriteString("Wrote " + c.File + ". Whoever made it is a stranger: open it with care.\n")
		return nil
	})
}
