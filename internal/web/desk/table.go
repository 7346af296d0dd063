package desk

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// TableKinds are the kinds of things that can be added as a table.
var TableKinds = []ascribe.RecordKind{ascribe.RecordStatement, ascribe.RecordIncident, ascribe.RecordActor, ascribe.RecordLink, ascribe.RecordSource}

// TableIn is many things of one kind, as a table.
type TableIn struct {
	Record ascribe.RecordKind `json:"record" enum:"statement,incident,actor,link,source" doc:"What each row is."`
	Rows   string             `json:"rows" doc:"The table, with tabs between cells, as it is pasted from a spreadsheet, or as CSV. Its first row names the columns, as a casebook calls them."`
	kit.Wish
}

// AddTable adds the rows of a table as one entry, all or nothing.
var AddTable = kit.Act[TableIn, acts.Batch]{
	Path: "/imports/table", Name: "add-table", Summary: "Add the rows of a table, all of one kind, as one entry: all or nothing", Tag: "Incidents", Most: maxFile,
	Do: func(ctx context.Context, a *point.App, by point.By, in *TableIn) (*acts.Batch, error) {
		if !slices.Contains(TableKinds, in.Record) {
			return nil, fault("record", "it is statement, incident, actor, link or source")
		}
		rows, err := tableRows(in.Rows)
		if err != nil {
			return nil, err
		}
		lines, err := rowsAsLines(in.Record, rows)
		if err != nil {
			return nil, err
		}
		const name = "row" // of which a problem is
		var problems ascribe.Problems
		nouns, err := exchange.ReadNouns(name, lines, &problems)
		if err != nil {
			return nil, err
		}
		return acts.AddAll(ctx, a, by, nouns, &problems, name)
	},
}

// tableRows takes a table apart: cells are parted by tabs where its first row has any, else
// by semicolons or commas.
func tableRows(text string) ([][]string, error) {
	head, _, _ := strings.Cut(text, "\n")
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	for _, comma := range "\t;," {
		if strings.ContainsRune(head, comma) {
			r.Comma = comma
			break
		}
	}
	r.LazyQuotes = r.Comma == '\t' // a pasted cell may begin with one
	rows, err := r.ReadAll()
	if at, ok := errors.AsType[*csv.ParseError](err); ok {
		return nil, fault("rows", "in line "+strconv.Itoa(at.Line)+" the quotes are not closed")
	}
	if err != nil {
		return nil, err
	}
	if len(rows) < 2 {
		return nil, fault("rows", "there are none: the first row names the columns, and each after it is one to be added")
	}
	return rows, nil
}

// rowsAsLines are rows as lines of JSON, each in the line of its number. Empty cells are
// left out, and rows of which all are empty.
func rowsAsLines(kind ascribe.RecordKind, rows [][]string) (*bytes.Buffer, error) {
	lines := bytes.NewBufferString("\n") // in the place of the names
	names := rows[0]
	for n, row := range rows[1:] {
		members := map[string]any{}
		for i, cell := range row {
			cell = strings.TrimSpace(cell)
			switch {
			case cell == "":
			case i >= len(names) || strings.TrimSpace(names[i]) == "":
				return nil, fault("rows", "row "+strconv.Itoa(n+2)+" has a cell in a column without a name")
			case slices.Contains(ofLists, strings.TrimSpace(names[i])):
				members[strings.TrimSpace(names[i])] = ascribe.SplitIDs(cell)
			default:
				members[strings.TrimSpace(names[i])] = cell
			}
		}
		if len(members) > 0 {
			members["record"] = kind
			line, err := json.Marshal(members)
			if err != nil {
				return nil, err
			}
			lines.Write(line)
		}
		lines.WriteByte('\n')
	}
	return lines, nil
}

// ofLists are the columns of which a cell has several ids.
var ofLists = []string{"rests_on", "settles"}
