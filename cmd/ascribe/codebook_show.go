package main

import (
	"context"
	"regexp"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/near"
)

// CodebookShow is the command.
type CodebookShow struct {
	File     string `arg:"" optional:"" help:"A codebook file, or one that ships, as in direction@1.1.0; left out, the codebook that counts." placeholder:"FILE" predictor:"file"`
	Variable string `arg:"" optional:"" help:"All that it says of this variable: its titles, how to code it, and its values."`
	Version  string `help:"This adopted version." placeholder:"VERSION"`
	Recorded string `help:"The one that counted at this entry or instant." placeholder:"N|INSTANT"`
	YAML     bool   `name:"yaml" help:"Print the file itself."`
}

// Help says what a single name is.
func (*CodebookShow) Help() string {
	return "A name alone, as in: ascribe codebook show contact, is a variable of the codebook that counts."
}

var variableName = regexp.MustCompile(`^\pL[\pL0-9_ ]*$`)

// Run shows.
func (c *CodebookShow) Run(ctx context.Context, env *environment) error {
	if c.Variable == "" && variableName.MatchString(c.File) && !isThere(c.File) {
		c.File, c.Variable = "", c.File
	}
	if c.File != "" {
		book, err := compileFile(c.File)
		if err != nil {
			return err
		}
		return c.print(env, book)
	}
	return env.at(ctx, &asking{Recorded: c.Recorded, Codebook: c.Version}, func(p *point.Point) error {
		if !c.YAML {
			return c.print(env, p.Book)
		}
		text, err := p.Text(ctx)
		if err != nil {
			return err
		}
		_, err = env.out.Write(text)
		return err
	})
}

func (c *CodebookShow) print(env *environment, book *codebook.Book) error {
	p := &page{t: env.out}
	if c.Variable == "" {
		codebookPage(p, book)
		env.out.WriteString(p.String())
		return nil
	}
	v := book.Variable(book.Printed(c.Variable))
	if v == nil {
		return ascribe.Errorf(ascribe.ErrNotFound, "the codebook %s %s has no variable %q%s", book.ID, book.Version, c.Variable, near.DidYouMean(c.Variable, book.Names())).
			WithHint("list them with: ascribe codebook show")
	}
	variablePage(p, book, v)
	env.out.WriteString(p.String())
	return nil
}

func codebookPage(p *page, b *codebook.Book) {
	p.line("%s  %s", p.t.paint(bold, b.Title), p.t.paint(dim, b.ID+" "+b.Version+" · sha256 "+b.SHA256[:12]+"…"))
	if b.Description != "" {
		p.line("")
		p.wrap("", strings.TrimSpace(b.Description))
	}
	p.heading("Decision table, first row that holds")
	var rows [][]string
	for i, r := range b.Rows {
		o := r.Outcome()
		when := strings.Join(strings.Fields(r.When), " ")
		if when == "" {
			when = "otherwise"
		}
		rows = append(rows, []string{r.ID, p.t.paint(labelStyle(labelIndex(b, b.Rows[i].Label)), outcome(o)), when})
	}
	if len(rows) > 0 {
		p.columns([]string{"row", "label", "when"}, rows)
	} else {
		p.line("It has none, and gives no label.")
	}
	p.heading("Variables")
	for i := range b.Codebook.Variables {
		v := &b.Codebook.Variables[i]
		p.line("")
		variableLine(p, v)
		if v.Definition != "" {
			p.wrap("  ", strings.TrimSpace(v.Definition))
		}
		var values [][]string
		for _, value := range v.Values {
			values = append(values, []string{"    " + value.Code, value.Definition + leavesOpen(&value)})
		}
		if len(values) > 0 {
			p.columns(nil, values)
		}
	}
}

// variableLine is the name of a variable, and how it is coded and resolved.
func variableLine(p *page, v *ascribe.Variable) {
	var notes []string
	if v.Open {
		notes = append(notes, "open")
	}
	if v.Several {
		notes = append(notes, "several values")
	}
	notes = append(notes, string(v.Type), "policy "+string(v.Policy))
	if v.Role != "" {
		notes = append(notes, "role "+string(v.Role))
	}
	p.line("%s  %s", p.t.paint(bold, v.Name), p.t.paint(dim, strings.Join(notes, ", ")))
}

func leavesOpen(v *ascribe.Value) string {
	if v.LeavesOpen {
		return " (leaves the question open)"
	}
	return ""
}

// variablePage is all that a codebook says of a variable.
func variablePage(p *page, b *codebook.Book, v *ascribe.Variable) {
	variableLine(p, v)
	p.line("%s", p.t.paint(dim, "codebook "+b.ID+" "+b.Version))
	if v.Definition != "" {
		p.line("")
		p.wrap("", strings.TrimSpace(v.Definition))
	}
	p.line("")
	var of []string
	for _, kind := range ask.SubjectsOf(b.Var(v.Name)) {
		of = append(of, string(kind))
	}
	p.fields("title", titlesWords(v.Title, v.Titles), "how to code it", strings.TrimSpace(v.Note), "coded of", strings.Join(of, ", "),
		"was called", strings.Join(v.Was, ", "), "no statement", v.Default, "decides alone", v.Decisive, "taken from", strings.TrimSpace(v.Source))
	if len(v.Values) == 0 {
		return
	}
	p.heading("Values")
	for i := range v.Values {
		value := &v.Values[i]
		p.wrap("  ", p.t.paint(bold, value.Code)+after("  ", titlesWords(value.Says, value.SaysIn))+leavesOpen(value))
		for _, text := range []string{value.Definition, value.Note, after("was called ", strings.Join(value.Was, ", "))} {
			if text = strings.TrimSpace(text); text != "" {
				p.wrap("    ", text)
			}
		}
	}
}

// titlesWords is a title in every language that a codebook has it in.
func titlesWords(title string, in []ascribe.Translation) string {
	if len(in) == 0 {
		return title
	}
	var list []string
	for _, t := range in {
		list = append(list, t.Text+" ("+t.Language+")")
	}
	return strings.Join(list, ", ")
}

func labelIndex(b *codebook.Book, label string) int {
	for i, l := range b.Labels {
		if l.Name == label {
			return i
		}
	}
	return -1
}
