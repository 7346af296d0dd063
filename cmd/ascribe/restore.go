package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// Restore is the command.
type Restore struct {
	Backup   string `arg:"" help:"The backup." predictor:"file"`
	Erasures string `help:"Erase again what this file names, instead of the file beside the store." placeholder:"FILE" predictor:"file"`
	acting
	JSON bool `name:"json" help:"Print what was done as JSON."`
}

// Help says what happens to what is there.
func (*Restore) Help() string {
	return `The backup is copied to the place of the store and verified, and what was erased from the store since is erased from
the copy again. A store that is there is kept beside it, as NAME.before-restore.db. The key is in no backup: put it back
beside the store.`
}

// Run restores.
func (c *Restore) Run(ctx context.Context, env *environment) error {
	stop := env.busy("restoring")
	done, err := acts.Restore(ctx, c.by(), &acts.Restoring{
		Backup: c.Backup, Path: env.store, Erasures: c.Erasures, Caches: cacheFolders(), Over: env.app,
	})
	stop()
	if done == nil {
		return err
	}
	p := &page{t: env.out}
	p.wrap("", "Restored "+env.store+" from "+c.Backup+", and verified it: "+plural64(done.Records, "record", "records")+" in "+plural64(done.Entries, "entry", "entries")+".")
	if done.Replaced != "" {
		p.wrap("", "The store that was there is kept in "+done.Replaced+": delete it when it is no longer needed. Later erasures do not reach it.")
	}
	if done.Documents > 0 {
		p.wrap("", plural(done.Documents, "document is", "documents are")+" beside it, in "+env.store+".documents.")
	}
	if len(done.Missing) > 0 {
		p.wrap("", "Neither the backup nor the store had the files of "+strings.Join(done.Missing, ", ")+".")
	}
	switch {
	case len(done.Looked) == 0:
		p.wrap("", "No erasure was replayed: there is no file "+env.store+".erasures, and none was given with --erasures. What was erased since the backup is there again.")
	case done.Replayed == 0:
		p.wrap("", "Nothing had to be erased again, by "+strings.Join(done.Looked, " and ")+".")
	default:
		p.wrap("", "Erased again, by "+strings.Join(done.Looked, " and ")+": "+plural(done.Replayed, "record", "records")+".")
	}
	if done.Lost != nil {
		p.wrap("", plural64(done.Losses, "entry is", "entries are")+" lost. The first is "+lostWords(done.Lost)+". Write it again; a checkpoint of it or of a later one does not fit this store.")
	}
	if done.Unread != "" {
		p.wrap("", "Whether entries are lost is not known: the store that was there could not be read ("+done.Unread+").")
	}
	return errors.Join(env.done(&writing{JSON: c.JSON}, done, "%s", p.String()), err)
}

func lostWords(e *ask.EntryRow) string {
	return "entry " + strconv.FormatInt(e.Entry, 10) + " (" + words(string(e.Kind)) + ", " + writtenWords(&ask.Writing{Time: e.Time, Who: e.Who, Reason: e.Reason}) + ")"
}
