// Command ascribe documents who was behind an attack or a plot: it keeps every
// dated, graded, sourced statement, derives the label by an explicit
// codebook, and answers every question as it was known on any day.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
	kongcompletion "github.com/jotaen/kong-completion"

	"github.com/ascribe-project/ascribe"
)

// The version is set by the build.
var version = "devel"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run does what one command line asks and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	env := &environment{
		stdin: stdin, out: newTerminal(stdout), err: newTerminal(stderr),
		now: time.Now, rand: rand.Reader,
	}
	return env.run(ctx, args)
}

func (env *environment) run(ctx context.Context, args []string) int {
	var cli commands
	exit := -1
	parser, err := commandLine(&cli,
		kong.Writers(env.out, env.err),
		kong.Exit(func(code int) { exit = code }),
	)
	if err != nil {
		return env.fail(err)
	}
	if env.complete(ctx, parser) {
		return env.end(nil)
	}
	args = meant(args)
	parsed, err := parser.Parse(args)
	env.json = asksForJSON(args)
	if exit == 0 { // help was printed
		return env.end(nil)
	}
	if exit > 0 {
		return exit
	}
	if err != nil {
		if env.out.failed == nil { // else it was help that could not be written
			err = usageError(err)
		}
		return env.end(err)
	}
	env.store = cli.Store
	parsed.BindTo(ctx, (*context.Context)(nil))
	err = parsed.Run(env)
	if err != nil && ctx.Err() != nil {
		err = ascribe.Errorf(ascribe.ErrInterrupted, "interrupted; nothing was changed").WithCause(err)
	}
	if err == nil && slices.Contains(args, "--dry-run") {
		env.err.WriteString("A dry run: nothing was written.\n")
	}
	return env.end(err)
}

// commandLine is what understands the command line, and all that is told of it:
// help, completion and manual.
func commandLine(cli *commands, options ...kong.Option) (*kong.Kong, error) {
	return kong.New(cli, append([]kong.Option{
		kong.Name("ascribe"),
		kong.Description("Documents who was behind an attack: what was said, by whom, on which day, and what follows from it."),
		kong.Vars{"version": version, "user": systemUser()},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100, NoExpandSubcommands: false}),
		kong.UsageOnError(),
	}, options...)...)
}

// end is the exit code of a command that came to its end, well or not. It went
// well only if what it said was written.
func (e *environment) end(err error) int {
	if _, told := errors.AsType[*ascribe.Error](err); !told {
		if file, ok := errors.AsType[*fs.PathError](err); e.out.failed != nil {
			err = unwritten("the answer", e.out.failed)
		} else if ok && slices.Contains([]string{"write", "sync", "close"}, file.Op) {
			err = unwritten(file.Path, file)
		}
	}
	if err != nil {
		return e.fail(err)
	}
	return 0
}

// commands is the command line. Each command has a file of its own.
type commands struct {
	Store string `help:"The store." default:"ascribe.db" env:"ASCRIBE_STORE" placeholder:"FILE" predictor:"file"`

	Init   Init   `cmd:"" group:"Begin" help:"Make a store and its key, and adopt a codebook."`
	Demo   Demo   `cmd:"" group:"Begin" help:"Load the sample casebook into a temporary store and look at it."`
	Sample Sample `cmd:"" group:"Begin" help:"Write the sample casebook, a workbook, mappings and codebooks into a folder."`

	Import   Import   `cmd:"" group:"Write" help:"Write a casebook, or an edition of a dataset, down as one entry."`
	Add      Add      `cmd:"" group:"Write" help:"Write down one incident, actor, link, source, statement or regrade."`
	Document Document `cmd:"" group:"Write" help:"Keep copies of sources: files by their SHA-256, with their text."`
	Code     Code     `cmd:"" group:"Write" help:"Code an incident at a prompt, statement after statement, from one source after another."`
	Twins    Twins    `cmd:"" group:"Write" help:"List what was probably written down twice."`
	Amend    Amend    `cmd:"" group:"Write" help:"Give a field of an incident, an actor, a source or a document another value, from now on."`
	Undo     Undo     `cmd:"" group:"Write" help:"Take the effect of an entry back, in an entry of its own."`
	Withdraw Withdraw `cmd:"" group:"Write" help:"Take a statement back: a correction by its source, or a strike of ours; or strike anything else."`
	Erase    Erase    `cmd:"" group:"Write" help:"Take the contents of records away, where the law requires it. It cannot be undone."`

	List    List    `cmd:"" group:"Ask" help:"List the incidents, each with its label."`
	Show    Show    `cmd:"" group:"Ask" help:"Show what is known of an incident, and what follows from it; or an actor, a link, a source, a statement, an entry."`
	Log     Log     `cmd:"" group:"Ask" help:"List the entries of the record, the newest first; or those that touched an incident, an actor or a source, and what became of it."`
	Explain Explain `cmd:"" group:"Ask" help:"Show how the decision table came to the label of an incident, or why not to another."`
	History History `cmd:"" group:"Ask" help:"Show what was believed of an incident, and when."`
	Count   Count   `cmd:"" group:"Ask" help:"Count incidents by label, year or any variable."`
	Filter  Filter  `cmd:"" group:"Ask" help:"Keep filters by name, and list them."`
	Series  Series  `cmd:"" group:"Ask" help:"Show how the counts moved as more became known."`
	Sources Sources `cmd:"" group:"Ask" help:"List the sources, and how much stands on each."`
	Table   Table   `cmd:"" group:"Ask" help:"Write the record as one table: a row an incident, or a row a statement."`
	Spans   Spans   `cmd:"" group:"Ask" help:"Write the table of what was believed of each incident, and when: a row a span."`
	Links   Links   `cmd:"" group:"Ask" help:"Write the table of who is linked to which incident, or their network."`
	Actors  Actors  `cmd:"" group:"Ask" help:"Write the table of persons, organisations and personas, or their network."`
	Changes Changes `cmd:"" group:"Ask" help:"List what changed in the record between two days or entries, and by what."`
	Drift   Drift   `cmd:"" group:"Ask" help:"Show how labels were revised: from which to which, when, and by what evidence."`
	Compare Compare `cmd:"" group:"Ask" help:"Set the labels beside what others called the incidents, on the day each said so."`
	Next    Next    `cmd:"" group:"Ask" help:"Say what is left to do: what coders read differently, statements that do not count, open questions."`

	Desk  Desk  `cmd:"" group:"Write" help:"Open the record for reading and writing in a browser, on this machine, for yourself."`
	Serve Serve `cmd:"" group:"Ask" help:"Open the record for reading in a browser."`

	Datasets Datasets `cmd:"" group:"Datasets" help:"List the imported datasets with their editions."`
	Map      Map      `cmd:"" group:"Datasets" help:"Propose a mapping for a file of a dataset: what its columns mean."`
	Match    Match    `cmd:"" group:"Datasets" help:"Propose which incidents of a dataset are the same as those of the record."`
	Diff     Diff     `cmd:"" group:"Datasets" help:"Show what changed from one edition of a dataset to another, cell by cell."`
	Changed  Changed  `cmd:"" group:"Datasets" help:"List the incidents that changed their value of a column between two days."`
	Note     Note     `cmd:"" group:"Datasets" help:"Note a change of a dataset's method: it is shown with every count and series."`

	Codebook Codebook `cmd:"" group:"Codebook" help:"Check, try, show, adopt and compare codebooks."`

	Describe   Describe                  `cmd:"" group:"Keep" help:"Say what the record is: its title, owner, contact, licence, and a sentence on it."`
	Export     Export                    `cmd:"" group:"Keep" help:"Write the record out as a casebook folder or zip."`
	Verify     Verify                    `cmd:"" group:"Keep" help:"Check that nothing was changed, left out or slipped in."`
	Checkpoint Checkpoint                `cmd:"" group:"Keep" help:"Print the signed checkpoint, to be kept elsewhere."`
	Proof      Proof                     `cmd:"" group:"Keep" help:"Print the proof that one statement or entry is in the ledger, to be checked offline."`
	Rebuild    Rebuild                   `cmd:"" group:"Keep" help:"Make everything that is derived from the records anew."`
	Upgrade    Upgrade                   `cmd:"" group:"Keep" help:"Bring a store that an older ascribe made up to date: copy it, make what is derived anew, and verify."`
	Backup     Backup                    `cmd:"" group:"Keep" help:"Copy the store to another file while it is in use, and verify the copy."`
	Restore    Restore                   `cmd:"" group:"Keep" help:"Put a backup in the place of the store, and erase from it again what was erased since."`
	Completion kongcompletion.Completion `cmd:"" group:"About" help:"Print how to switch on completion in your shell."`
	Manual     Manual                    `cmd:"" group:"About" help:"Write the manual, a page a command, and completions into a folder."`
	Version    Version                   `cmd:"" group:"About" help:"Print the version of the program."`
}
