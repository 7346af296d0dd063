package main

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/bibliography"
)

// bibliographies are the formats of bibliographies by the endings of files.
var bibliographies = map[string]bibliography.Format{".bib": bibliography.BibTeX, ".ris": bibliography.RIS}

// bibliographyOf is the format that a file is of by its ending; "" of none.
func bibliographyOf(name string) string {
	return string(bibliographies[strings.ToLower(filepath.Ext(name))])
}

// references imports a bibliography.
func (c *Import) references(ctx context.Context, env *environment, a *point.App, format string) error {
	text, err := readFile(c.Path)
	if err != nil {
		return err
	}
	var problems ascribe.Problems
	entries := bibliography.Read(c.Path, bibliography.Format(format), text, &problems)
	by := c.cautious(c.by())
	by.Although = c.Although
	var done *acts.Referenced
	err = env.insist(ctx, by, func(by point.By) (err error) {
		done, err = acts.AddReferences(ctx, a, by, entries, &problems, c.Path)
		return err
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return env.printJSON(done)
	}
	p := &page{t: env.out}
	importPage(p, &done.Imported)
	for _, s := range done.Sources {
		there := ""
		if s.There {
			there = ", which is there already"
		}
		key := s.Key
		if key != "" {
			key += " is "
		}
		p.line("line %d: %s%s%s", s.Line, key, s.ID, there)
	}
	env.out.WriteString(p.String())
	return nil
}
