package desk

import (
	"bytes"
	"context"
	"fmt"

	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
)

// A SheetMapping is what the columns of a sheet are taken to mean.
type SheetMapping struct {
	Mapping string
	Name    string // by which the sheet is known
	Before  int64  // the entry that imported a sheet of the name last, under this mapping; 0: none did
}

// MappingOf is how a sheet of the same name was read last or, of one that is new, what
// its columns look like.
func MappingOf(ctx context.Context, p *point.Point, name string, file []byte) (*SheetMapping, error) {
	proposed, err := sheet.Propose(name, bytes.NewReader(file), int64(len(file)), dataset.Place{}, &p.Book.Codebook)
	if err != nil {
		return nil, err
	}
	out := &SheetMapping{Mapping: string(proposed)}
	m, err := sheet.ParseMapping("the mapping", proposed)
	if err != nil {
		return out, nil //nolint:nilerr // its faults are told when it is tried
	}
	out.Name = m.Name
	before, err := p.View.Sheets(ctx, m.Name)
	if n := len(before); n > 0 {
		out.Mapping, out.Before = before[n-1].Noun.Mapping, before[n-1].Entry
	}
	return out, err
}

// OpenIn are the lines of a mapping that are guesses, or have to be filled in.
func OpenIn(mapping string) (list []string) {
	for _, q := range sheet.Questions([]byte(mapping)) {
		if q.Says == "" {
			list = append(list, fmt.Sprintf("line %d: %s", q.Line, q.Asks))
		} else {
			list = append(list, fmt.Sprintf("line %d says %s: %s", q.Line, q.Says, q.Asks))
		}
	}
	return list
}
