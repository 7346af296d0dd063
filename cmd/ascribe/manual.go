package main

import (
	"io"

	"github.com/ascribe-project/ascribe/internal/exchange"
)

// Manual is the command.
type Manual struct {
	Folder string `arg:"" help:"Where to: a new or empty folder." predictor:"file"`
}

// Help says what is in it.
func (c *Manual) Help() string {
	return `What --help says, as manual pages (man1/ascribe.1, man1/ascribe-table.1 and so on: man -l FILE shows one), and completions for bash, zsh and fish. Packages install these.`
}

// completions ask the program itself, found by its name, so that they know
// what the installed one does.
var completions = map[string]string{
	"completions/ascribe.bash": "complete -o default -o bashdefault -C ascribe ascribe\n",
	"completions/_ascribe": `#compdef ascribe
autoload -U +X bashcompinit && bashcompinit
complete -o default -o bashdefault -C ascribe ascribe
`,
	"completions/ascribe.fish": `function __complete_ascribe
    set -lx COMP_LINE (commandline -cp)
    test -z (commandline -ct)
    and set COMP_LINE "$COMP_LINE "
    ascribe
end
complete -f -c ascribe -a "(__complete_ascribe)"
`,
}

// Run writes the folder.
func (c *Manual) Run(env *environment) error {
	parser, err := commandLine(new(commands))
	if err != nil {
		return err
	}
	write := func(sink exchange.Sink) error {
		for _, page := range manual(parser.Model) {
			if err := writeInto(sink, "man1/"+page.name+".1", page.text); err != nil {
				return err
			}
		}
		for name, text := range completions {
			if err := writeInto(sink, name, text); err != nil {
				return err
			}
		}
		return nil
	}
	if err := export(write, c.Folder); err != nil {
		return err
	}
	env.out.WriteString("Wrote the manual and completions to " + c.Folder + ".\n")
	return nil
}

// writeInto writes one file.
func writeInto(sink exchange.Sink, name, text string) error {
	file, err := sink.Create(name)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(file, text); err != nil {
		file.Close() //nolint:errcheck // the write has failed
		return err
	}
	return file.Close()
}
