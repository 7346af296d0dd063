package datasets

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/store"
)

// adoptColumns adopts a version of a dataset's codebook where the last one
// lacks a variable, or gives one a type that it can no longer have. What it has
// is kept in its order, so that answers about earlier editions stay what they
// were. nil: the last one will do.
func adoptColumns(ctx context.Context, a *point.App, tx *store.Tx, v *store.View, heading ascribe.Codebook, columns []ascribe.Variable) (*point.BookName, error) {
	before, err := bookBefore(ctx, v, heading.ID)
	if err != nil {
		return nil, err
	}
	if before != nil {
		heading.Title, heading.Description, heading.Adequate = before.Title, before.Description, before.Adequate
	}
	variables, changed := union(before, columns)
	if !changed {
		return nil, nil
	}
	heading.Variables = variables
	text := codebook.Print(&heading)
	if _, err := codebook.Compile(heading.ID+" "+heading.Version, text); err != nil {
		return nil, ascribe.Errorf(ascribe.ErrInternal, "the columns of %s make no codebook", heading.ID).WithCause(err)
	}
	sum := sha256.Sum256(text)
	noun := &ascribe.Adoption{Dataset: heading.ID, ID: heading.ID, Version: heading.Version, SHA256: hex.EncodeToString(sum[:]), Text: string(text)}
	if _, err := tx.Append(noun); err != nil {
		return nil, err
	}
	return &point.BookName{ID: noun.ID, Version: noun.Version, SHA256: noun.SHA256}, nil
}

// bookBefore is the codebook of a dataset as it was adopted last; nil where
// there is none.
func bookBefore(ctx context.Context, v *store.View, name string) (*ascribe.Codebook, error) {
	adopted, err := adoptedBefore(ctx, v, name)
	if err != nil || len(adopted) == 0 {
		return nil, err
	}
	last := &adopted[len(adopted)-1].Noun
	return codebook.Parse(last.ID+" "+last.Version, []byte(last.Text))
}

// adoptedBefore are the versions of the codebook of a dataset, which may not be there
// yet.
func adoptedBefore(ctx context.Context, v *store.View, name string) ([]ascribe.Noted[ascribe.Adoption], error) {
	adopted, err := v.Adoptions(ctx, name)
	if ascribe.KindOf(err) == ascribe.ErrNotFound {
		return nil, nil
	}
	return adopted, err
}

// variablesOf are a file's columns as variables. A column of listed values is
// text: a later edition may have values that nobody has listed.
func variablesOf(columns []dataset.Column) []ascribe.Variable {
	list := make([]ascribe.Variable, len(columns))
	for i := range columns {
		c := &columns[i]
		list[i] = ascribe.Variable{
			Name: c.Variable, Type: c.Type, Role: c.Role, Policy: ascribe.PolicyLatest,
			Definition: strings.Join(strings.Fields(c.Definition+dataset.CodesInWords(c.Codes)), " "),
		}
		if c.Name != c.Variable {
			list[i].Title = strings.Join(strings.Fields(c.Name), " ")
		}
		if c.Type == "" || c.Type == ascribe.TypeCode {
			list[i].Type = ascribe.TypeText
		}
	}
	return list
}

// union is the variables of a codebook, which may be none, and those that
// columns add to it.
func union(before *ascribe.Codebook, columns []ascribe.Variable) (all []ascribe.Variable, changed bool) {
	if before != nil {
		all = slices.Clone(before.Variables)
	}
	for _, c := range columns {
		i := slices.IndexFunc(all, func(v ascribe.Variable) bool { return v.Name == c.Name })
		switch {
		case i < 0:
			all, changed = append(all, c), true
		case all[i].Type != c.Type && all[i].Type != ascribe.TypeText:
			all[i].Type, changed = ascribe.TypeText, true
		}
	}
	held := map[ascribe.Role]bool{}
	for i := range all {
		v := &all[i]
		if want, typed := codebook.RoleType(v.Role); held[v.Role] || typed && want != v.Type {
			v.Role = ""
		}
		held[v.Role] = true
	}
	return all, changed
}

// adequacy lets every row of a dataset count as it was graded when it was
// imported; a regrade of its source can take it below.
func adequacy(r ascribe.Reliability, c ascribe.Credibility) ascribe.Adequacy {
	least := ascribe.Adequacy{Reliability: cmp.Or(r, "F"), Credibility: cmp.Or(c, "6")}
	return ascribe.Adequacy{Reliability: max(least.Reliability, "C"), Credibility: max(least.Credibility, "3")}
}
