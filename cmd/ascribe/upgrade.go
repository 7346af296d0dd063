package main

import (
	"context"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Upgrade is the command.
type Upgrade struct {
	Backup string `help:"Where the store is copied to first: a new file (by default beside it, with .before-upgrade in its name)." placeholder:"FILE" predictor:"file"`
	JSON   bool   `name:"json" help:"Print what was done as JSON."`
}

// Run upgrades.
func (c *Upgrade) Run(ctx context.Context, env *environment) error {
	backup := c.Backup
	if backup == "" {
		backup = strings.TrimSuffix(env.store, ".db") + ".before-upgrade.db"
	}
	return env.use(ctx, func(a *point.App) error {
		var now counter
		stop := env.progress("upgrading", now.at)
		report, err := a.Store.Upgrade(ctx, backup, now.set)
		stop()
		if err != nil {
			return err
		}
		if c.JSON {
			return env.printJSON(struct {
				Backup string `json:"backup"`
				Report any    `json:"verified"`
			}{backup, reportJSON(&report, nil)})
		}
		env.out.WriteString("Upgraded " + env.store + " and verified it: the same " + plural64(report.Records, "record", "records") + " in " +
			plural64(report.Entries, "entry", "entries") + ", the same checkpoints. As it was before it is kept in " + backup + ".\n")
		return nil
	})
}
