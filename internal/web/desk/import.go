package desk

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/bibliography"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// maxFile is how many bytes a request may have that brings a file.
const maxFile = 96 << 20

// BatchIn is many records that are to be added at once.
type BatchIn struct {
	Records []json.RawMessage `json:"records" doc:"Each an object: {\"record\": \"statement\", \"subject\": \"…\", …}, with members called as the columns of a casebook are."`
	kit.Wish
}

// AddMany adds many records as one entry, all or nothing.
var AddMany = kit.Act[BatchIn, acts.Batch]{
	Path: "/batch", Name: "add-batch", Summary: "Add many records as one entry, all or nothing", Tag: "Incidents", Most: maxFile,
	Do: func(ctx context.Context, a *point.App, by point.By, in *BatchIn) (*acts.Batch, error) {
		if len(in.Records) == 0 {
			return nil, fault("records", "there are none")
		}
		const name = "records" // a line of which is a record
		var lines bytes.Buffer
		for _, r := range in.Records {
			if err := json.Compact(&lines, r); err != nil {
				return nil, err
			}
			lines.WriteByte('\n')
		}
		var problems ascribe.Problems
		nouns, err := exchange.ReadNouns(name, &lines, &problems)
		if err != nil {
			return nil, err
		}
		return acts.AddAll(ctx, a, by, nouns, &problems, name)
	},
}

// CasebookIn is a casebook that is to be brought into the record.
type CasebookIn struct {
	Name string `json:"name,omitempty" doc:"What the file is called, for messages."`
	File []byte `json:"file" doc:"The zip of a casebook, in base64."`
	kit.Wish
}

// ImportCasebook imports a casebook.
var ImportCasebook = kit.Act[CasebookIn, acts.Imported]{
	Path: "/imports/casebook", Name: "import-casebook", Summary: "Import the zip of a casebook as one entry", Tag: "Ledger", Most: maxFile,
	Do: func(ctx context.Context, a *point.App, by point.By, in *CasebookIn) (*acts.Imported, error) {
		name := cmp.Or(in.Name, "the casebook")
		fsys, err := exchange.ZipFS(bytes.NewReader(in.File), int64(len(in.File)))
		if err != nil {
			return nil, err
		}
		book, err := exchange.OpenCasebook(fsys, name)
		if err != nil {
			return nil, err
		}
		return acts.Import(ctx, a, by, book, name)
	},
}

// ReferencesIn is a bibliography that is to be brought into the record.
type ReferencesIn struct {
	Name   string              `json:"name,omitempty" doc:"What the file is called, for messages."`
	Format bibliography.Format `json:"format" enum:"csl-json,bibtex,ris" doc:"How it is written."`
	Text   string              `json:"text" doc:"The file."`
	kit.Wish
}

// ImportReferences imports a bibliography.
var ImportReferences = kit.Act[ReferencesIn, acts.Referenced]{
	Path: "/imports/bibliography", Name: "import-bibliography", Summary: "Import the sources of a bibliography as one entry", Tag: "Sources", Most: maxFile,
	Do: func(ctx context.Context, a *point.App, by point.By, in *ReferencesIn) (*acts.Referenced, error) {
		name := cmp.Or(in.Name, "the bibliography")
		if !known(in.Format) {
			return nil, fault("format", "it is csl-json, bibtex or ris")
		}
		var problems ascribe.Problems
		entries := bibliography.Read(name, in.Format, []byte(in.Text), &problems)
		return acts.AddReferences(ctx, a, by, entries, &problems, name)
	},
}

func known(f bibliography.Format) bool {
	for _, format := range bibliography.Formats {
		if f == format {
			return true
		}
	}
	return false
}

// SheetIn is a team's own sheet that is to be brought into the record.
type SheetIn struct {
	Name    string       `json:"name" doc:"What the file is called: its ending says what it is, as in cases.xlsx."`
	File    []byte       `json:"file" doc:"The file, in base64."`
	Mapping string       `json:"mapping" doc:"What its columns mean: a mapping into the record."`
	Changed acts.Change  `json:"changed,omitempty" enum:"strike,later" doc:"What cells mean that say otherwise than before: it had been miscoded, or it was said to be otherwise later."`
	Said    ascribe.Date `json:"said,omitzero" doc:"The day on which that was said (EDTF), of rows that have none which is later."`
	Gone    string       `json:"gone,omitempty" enum:"list,strike" doc:"What becomes of what rows said that are gone. Left out, they are listed."`
	Keep    bool         `json:"keep,omitempty" doc:"Keep the file itself in the record, too."`
	kit.Wish
}

// ImportSheet imports a sheet.
var ImportSheet = kit.Act[SheetIn, acts.SheetImported]{
	Path: "/imports/sheet", Name: "import-sheet", Summary: "Import a sheet of one's own as one entry: what is new, or otherwise than before", Tag: "Ledger", Most: maxFile,
	Do: func(ctx context.Context, a *point.App, by point.By, in *SheetIn) (*acts.SheetImported, error) {
		switch {
		case in.Changed != "" && in.Changed != acts.ChangeStrike && in.Changed != acts.ChangeLater:
			return nil, fault("changed", "it is strike or later")
		case in.Gone != "" && in.Gone != "list" && in.Gone != "strike":
			return nil, fault("gone", "it is list or strike")
		}
		m, err := sheet.ParseMapping("the mapping", []byte(in.Mapping))
		if err != nil {
			return nil, err
		}
		book, err := a.CurrentBook(ctx)
		if err != nil {
			return nil, err
		}
		r, err := sheet.Open(cmp.Or(in.Name, "the sheet"), bytes.NewReader(in.File), int64(len(in.File)), m, &book.Codebook)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(in.File)
		bring := acts.SheetImport{
			FileName: in.Name, SHA256: hex.EncodeToString(sum[:]), Changed: in.Changed, Said: in.Said, StrikeGone: in.Gone == "strike",
		}
		if in.Keep {
			bring.File = in.File
		}
		if bring.Plan, err = r.Plan(); err != nil {
			return nil, err
		}
		return acts.ImportSheet(ctx, a, by, bring)
	},
}
