package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// A manualPage is about one command, in the language of man(7).
type manualPage struct{ name, text string }

// manual is a page for the program and one for each of its commands, made of
// what --help is made of.
func manual(app *kong.Application) []manualPage {
	pages := []manualPage{pageOf(app.Node)}
	for _, node := range app.Leaves(true) {
		pages = append(pages, pageOf(node))
	}
	return pages
}

func pageOf(node *kong.Node) manualPage {
	name := manualName(node)
	b := &roff{}
	b.macro("TH", strings.ToUpper(name), "1", "", "ascribe "+version, "ascribe")
	b.macro("SH", "NAME")
	b.text(name + " - " + strings.TrimSuffix(node.Help, "."))
	b.macro("SH", "SYNOPSIS")
	b.macro("B", strings.TrimSpace(node.Summary()))
	if node.Detail != "" {
		b.macro("SH", "DESCRIPTION")
		b.text(node.Detail)
	}
	if len(node.Positional) > 0 {
		b.macro("SH", "ARGUMENTS")
		for _, arg := range node.Positional {
			b.item(arg.Summary(), arg.Help)
		}
	}
	b.macro("SH", "OPTIONS")
	for _, group := range node.AllFlags(true) {
		for _, flag := range group {
			b.item(flag.String(), flag.Help+environmentOf(flag))
		}
	}
	if node.Type == kong.ApplicationNode {
		programSections(b, node)
	} else {
		b.macro("SH", "SEE ALSO")
		b.text("ascribe(1)")
	}
	return manualPage{name, b.String()}
}

// programSections are of the program's own page: what the commands have in
// common.
func programSections(b *roff, app *kong.Node) {
	b.macro("SH", "COMMANDS")
	for _, node := range app.Leaves(true) {
		b.item(manualName(node)+"(1)", node.Help)
	}
	b.macro("SH", "EXIT STATUS")
	b.item("0", "It went well.")
	byCode := map[int]string{}
	for kind, code := range exitCodes {
		byCode[code] = string(kind)
	}
	for _, code := range slices.Sorted(maps.Keys(byCode)) {
		b.item(fmt.Sprint(code), "The error was of the kind "+byCode[code]+".")
	}
}

// manualName is the name of the page of a command: ascribe-codebook-check.
func manualName(node *kong.Node) string {
	if node.Parent == nil {
		return node.Name
	}
	return manualName(node.Parent) + "-" + node.Name
}

func environmentOf(flag *kong.Flag) string {
	if len(flag.Envs) == 0 {
		return ""
	}
	return " In the environment: " + strings.Join(flag.Envs, ", ") + "."
}

// roff writes the language of man(7).
type roff struct{ strings.Builder }

func (b *roff) macro(name string, args ...string) {
	fmt.Fprintf(b, ".%s", name)
	for _, arg := range args {
		fmt.Fprintf(b, ` "%s"`, strings.ReplaceAll(roffText(arg), `"`, `\(dq`))
	}
	b.WriteString("\n")
}

// item is a term and what is said of it.
func (b *roff) item(term, says string) {
	b.macro("TP")
	b.macro("B", term)
	b.text(says)
}

// text is paragraphs; an empty line parts them.
func (b *roff) text(text string) {
	first := true
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		if !first {
			b.macro("PP")
		}
		first = false
		for line := range strings.Lines(paragraph) {
			line = roffText(strings.TrimSpace(line))
			if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
				line = `\&` + line // else it would be a macro
			}
			b.WriteString(line + "\n")
		}
	}
}

func roffText(text string) string { return strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text) }
