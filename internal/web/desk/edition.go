package desk

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/datasets"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/web/kit"
	"github.com/ascribe-project/ascribe/mappings"
)

// EditionIn is an edition of somebody else's dataset.
type EditionIn struct {
	Dataset   string       `json:"dataset" doc:"What the dataset is called in this record."`
	Edition   string       `json:"edition" doc:"What the edition is called, as in 20.1."`
	Published ascribe.Date `json:"published" doc:"The day on which it came out (EDTF)."`
	Name      string       `json:"name" doc:"What the file is called: its ending says what it is."`
	File      []byte       `json:"file" doc:"The file, in base64."`
	Mapping   string       `json:"mapping,omitempty" doc:"What its columns mean: the name of a mapping that ships, or a mapping. Left out, that of the edition before; of a first one, the table as it stands."`
	Covers    ascribe.Date `json:"covers,omitzero" doc:"Up to when it has events (EDTF)."`
	Part      bool         `json:"part,omitempty" doc:"The file is a part of the edition: what it lacks stays as it is."`
	SameIDs   bool         `json:"same_ids,omitempty" doc:"An id whose date, place and actors all changed at once is the same incident still."`
	kit.Wish
}

// GEDMapping is the name of the mapping of UCDP's events, which is built in.
const GEDMapping = "ucdp-ged"

// MappingNames are the names of the mappings that ship.
func MappingNames() []string { return slices.Concat([]string{GEDMapping}, mappings.Names()) }

// ImportEdition imports an edition of a dataset.
var ImportEdition = kit.Act[EditionIn, datasets.ImportedDataset]{
	Path: "/imports/dataset", Name: "import-edition", Summary: "Import an edition of somebody else's dataset as one entry", Tag: "Datasets", Most: maxFile,
	Do: func(ctx context.Context, a *point.App, by point.By, in *EditionIn) (*datasets.ImportedDataset, error) {
		m, err := mappingNamed(in.Mapping)
		if err != nil {
			return nil, err
		}
		name := cmp.Or(in.Name, "the file")
		table, err := dataset.OpenTable(name, bytes.NewReader(in.File), int64(len(in.File)), m)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(in.File)
		return datasets.ImportDataset(ctx, a, by, datasets.DatasetImport{
			Name: in.Dataset, Edition: in.Edition, Published: in.Published, Table: table, SHA256: hex.EncodeToString(sum[:]), FileName: name,
			SameIDs: in.SameIDs, Covers: in.Covers, Part: in.Part, Although: by.Although,
		})
	},
}

// mappingNamed is a mapping that ships, or the one that a text is; nil: there is none.
func mappingNamed(text string) (*dataset.Mapping, error) {
	switch text = strings.TrimSpace(text); {
	case text == "":
		return nil, nil
	case text == GEDMapping:
		return dataset.GED(), nil
	case !strings.Contains(text, "\n"):
		shipped, ok := mappings.Get(text)
		if !ok {
			return nil, fault("mapping", "there is no mapping "+text+" that ships; there are "+strings.Join(MappingNames(), ", "))
		}
		return dataset.ParseMapping(text+".yaml", shipped)
	}
	return dataset.ParseMapping("the mapping", []byte(text))
}
