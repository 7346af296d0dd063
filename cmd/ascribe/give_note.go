package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"

	"github.com/ascribe-project/ascribe/internal/table"
)

// A tableNote says beside a file what the file has no room for.
type tableNote struct {
	File    string            `json:"file"`
	Format  string            `json:"format"`
	Title   string            `json:"title,omitempty"`
	Point   map[string]string `json:"point"`
	Lacks   string            `json:"lacks,omitempty"`
	Columns []noteColumn      `json:"columns,omitempty"`
}

type noteColumn struct {
	Name       string      `json:"name"`
	Type       string      `json:"type"`
	Title      string      `json:"title,omitempty"`
	Definition string      `json:"definition,omitempty"`
	Values     []noteValue `json:"values,omitempty"`
}

type noteValue struct {
	Code       string `json:"code"`
	Definition string `json:"definition,omitempty"`
}

// noted reports whether a note lies beside the file: where one is asked for, and
// where the format has no room for the point.
func (g *giving) noted(f *table.Format) bool {
	return g.Output != "" && (g.Point == "sidecar" || g.Point == "columns" && f.Noted)
}

func (g *giving) writeNote(f *table.Format, what *given) error {
	note := tableNote{File: filepath.Base(g.Output), Format: f.Name, Point: map[string]string{}, Lacks: f.Lacks}
	for _, c := range what.point {
		if c.Cell.Known() {
			note.Point[c.Column.Name] = c.String()
		}
	}
	if t := what.table; t != nil {
		note.Title = t.Title
		for _, c := range t.Columns {
			column := noteColumn{Name: c.Name, Type: c.Type.String(), Title: c.Title, Definition: c.Definition}
			for _, v := range c.Values {
				column.Values = append(column.Values, noteValue(v))
			}
			note.Columns = append(note.Columns, column)
		}
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(note); err != nil {
		return err
	}
	file, err := createWhole(noteFile(g.Output), g.Force)
	if err != nil {
		return err
	}
	if _, err := file.Write(text.Bytes()); err != nil {
		file.drop()
		return err
	}
	return file.keep()
}
