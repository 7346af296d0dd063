package main

import (
	"context"
	"encoding/hex"
	"sync/atomic"

	"github.com/ascribe-project/ascribe"
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
		if c.JSON {
			return env.printJSON(reportJSON(&report))
		}
		p := &page{t: env.out}
		p.line("Verified: %s, %s, %s, %s.",
			plural64(report.Entries, "entry", "entries"), plural64(report.Records, "record", "records"),
			plural64(report.Checkpoints, "checkpoint", "checkpoints"), plural64(report.Derived, "derived row", "derived rows"))
		if report.Erased > 0 {
			p.line("%s erased: the place, the hash and the reason are there.", plural64(report.Erased, "record was", "records were"))
		}
		if kept != nil {
			p.line("It continues the checkpoint in %s.", c.Against)
		}
		p.line("Not covered:")
		for _, n := range report.NotCovered {
			p.item("  ", "· ", n)
		}
		env.out.WriteString(p.String())
		return nil
	})
}

func plural64(n int64, one, many string) string { return plural(int(n), one, many) }

func reportJSON(r *store.Report) any {
	return struct {
		Entries     int64    `json:"entries"`
		Records     int64    `json:"records"`
		Erased      int64    `json:"erased"`
		Checkpoints int64    `json:"checkpoints"`
		Derived     int64    `json:"derived"`
		Root        string   `json:"root"`
		NotCovered  []string `json:"not_covered"`
	}{r.Entries, r.Records, r.Erased, r.Checkpoints, r.Derived, hex.EncodeToString(r.Root[:]), r.NotCovered}
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
		if _, err := a.Store.Backup(ctx, c.File); err != nil {
			return err
		}
		env.out.WriteString("Copied the store to " + c.File + ", and verified the copy. The key is not in it.\n")
		return nil
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
