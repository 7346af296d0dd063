package main

import (
	"context"
	"encoding/hex"
	"errors"
	"strings"
	"sync/atomic"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Checkpoint is the command.
type Checkpoint struct{}

// Run prints the checkpoint.
func (c *Checkpoint) Run(ctx context.Context, env *environment) error {
	return env.ask(ctx, func(a *point.App) error {
		text, err := a.Store.Checkpoint(ctx)
		if err != nil {
			return err
		}
		_, err = env.out.Write(text)
		return err
	})
}

// Verify is the command.
type Verify struct {
	Against string `help:"Prove as well that the store continues this checkpoint, kept elsewhere." placeholder:"FILE" predictor:"file"`
	JSON    bool   `name:"json" help:"Print the report as JSON."`
}

// Run verifies.
func (c *Verify) Run(ctx context.Context, env *environment) error {
	var kept []byte
	if c.Against != "" {
		var err error
		if kept, err = readFile(c.Against); err != nil {
			return err
		}
	}
	return env.use(ctx, func(a *point.App) error {
		if kept != nil {
			if err := a.Store.VerifyAgainst(ctx, kept); err != nil {
				return err
			}
		}
		var now counter
		stop := env.progress("verifying", now.at)
		report, err := a.Store.Verify(ctx, now.set)
		stop()
		if err != nil {
			return err
		}
		files, err := verifyFiles(ctx, env, a)
		if err != nil {
			return err
		}
		if c.JSON {
			return errors.Join(env.printJSON(reportJSON(&report, files)), files.Err())
		}
		p := &page{t: env.out}
		p.line("Verified: %s, %s, %s, %s.",
			plural64(report.Entries, "entry", "entries"), plural64(report.Records, "record", "records"),
			plural64(report.Checkpoints, "checkpoint", "checkpoints"), plural64(report.Derived, "derived row", "derived rows"))
		if report.Erased > 0 {
			p.line("%s erased: the place, the hash and the reason are there.", plural64(report.Erased, "record was", "records were"))
		}
		filesLines(p, files)
		if kept != nil {
			p.line("It continues the checkpoint in %s.", c.Against)
		}
		p.line("Not covered:")
		for _, n := range report.NotCovered {
			p.item("  ", "· ", n)
		}
		env.out.WriteString(p.String())
		return files.Err()
	})
}

// verifyFiles reads the files of documents again.
func verifyFiles(ctx context.Context, env *environment, a *point.App) (files *ask.FilesVerified, err error) {
	stop := env.busy("reading the documents")
	defer stop()
	err = a.Here(ctx, point.Team, func(p *point.Point) error {
		files, err = ask.VerifyFiles(ctx, p)
		return err
	})
	return files, err
}

func filesLines(p *page, files *ask.FilesVerified) {
	if sound := files.Documents - len(files.Missing) - len(files.Changed); sound > 0 {
		p.line("%s kept.", plural(sound, "document is as it was", "documents are as they were"))
	}
	if len(files.Strays) > 0 {
		p.wrap("", plural(len(files.Strays), "file lies", "files lie")+" with the documents and is none's, and can be deleted: "+strings.Join(files.Strays, ", ")+".")
	}
}

func plural64(n int64, one, many string) string { return plural(int(n), one, many) }

func reportJSON(r *store.Report, files *ask.FilesVerified) any {
	return struct {
		Entries     int64    `json:"entries"`
		Records     int64    `json:"records"`
		Erased      int64    `json:"erased"`
		Checkpoints int64    `json:"checkpoints"`
		Derived     int64    `json:"derived"`
		Root        string   `json:"root"`
		NotCovered  []string `json:"not_covered"`
		// Files is about those of documents; null where they were not looked at.
		Files *ask.FilesVerified `json:"files"`
	}{r.Entries, r.Records, r.Erased, r.Checkpoints, r.Derived, hex.EncodeToString(r.Root[:]), r.NotCovered, files}
}

// counter tells a bar how far something is.
type counter struct{ done, total atomic.Int64 }

func (c *counter) set(done, total int64) {
	c.done.Store(done)
	c.total.Store(total)
}

func (c *counter) at() (done, total int64) { return c.done.Load(), c.total.Load() }

// Rebuild is the command.
type Rebuild struct{}

// Run rebuilds.
func (c *Rebuild) Run(ctx context.Context, env *environment) error {
	return env.work(ctx, func(a *point.App) error {
		if err := a.Store.Rebuild(ctx); err != nil {
			return err
		}
		env.out.WriteString("Made everything that is derived from the records anew.\n")
		return nil
	})
}

// Backup is the command.
type Backup struct {
	File string `arg:"" help:"The new file." predictor:"file"`
}

// Run copies the store.
func (c *Backup) Run(ctx context.Context, env *environment) error {
	return env.work(ctx, func(a *point.App) error {
		done, err := acts.Backup(ctx, a, c.File)
		if done == nil {
			return err
		}
		p := &page{t: env.out}
		p.line("Copied the store to %s, and verified the copy. The key is not in it.", c.File)
		if done.Documents > 0 {
			p.line("Copied %s to %s.documents: keep the two together.", plural(done.Documents, "document", "documents"), c.File)
		}
		env.out.WriteString(p.String())
		return err
	})
}

// Proof is the command.
type Proof struct {
	Statement string `arg:"" optional:"" help:"The id of a statement or withdrawal." predictor:"statement"`
	Entry     int64  `help:"Prove an entry instead, by its number." placeholder:"N"`
}

// Run prints the proof.
func (c *Proof) Run(ctx context.Context, env *environment) error {
	if (c.Statement == "") == (c.Entry == 0) {
		return ascribe.Errorf(ascribe.ErrUsage, "a proof is of one statement, or of one entry").
			WithHint("ascribe proof ID, or ascribe proof --entry N")
	}
	return env.here(ctx, func(p *point.Point) error {
		prove := func() ([]byte, error) { return ask.Proof(ctx, p, c.Statement) }
		if c.Entry != 0 {
			prove = func() ([]byte, error) { return ask.EntryProof(ctx, p, c.Entry) }
		}
		text, err := prove()
		if err != nil {
			return err
		}
		_, err = env.out.Write(text)
		return err
	})
}
