package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Erase is the command.
type Erase struct {
	Records []string `arg:"" name:"record" help:"Records by their numbers, or things by their ids."`
	All     bool     `xor:"also" help:"Erase all other records, too, that carry the text of what is named by its id."`
	Only    bool     `xor:"also" help:"Leave other records that carry the same text."`
	writing
}

// Help says what an erasure is, and is not.
func (*Erase) Help() string {
	return `For where the law requires that contents are taken away. The place, the date, the hash and the reason of a
record stay. What hangs on an incident, an actor, a link or a source falls with it, also as recorded before. It cannot
be undone. To take back what was misread, strike it: ascribe withdraw ID --kind strike. Backups and exports have what
was erased still: see SECURITY.md.`
}

// Run erases.
func (c *Erase) Run(ctx context.Context, env *environment) error {
	in := &acts.Erasing{What: c.Records, Caches: cacheFolders()}
	switch {
	case c.All:
		in.Also = acts.AlsoAll
	case c.Only:
		in.Also = acts.AlsoNone
	}
	env.askReason(ctx, &c.acting)
	return env.work(ctx, func(a *point.App) error {
		done, err := acts.Erase(ctx, a, c.by(), in)
		if proposal, ok := errors.AsType[*acts.Proposal](err); ok && env.attended() {
			env.quiet()
			switch env.choose(ctx, proposal.Reason, []choice{{"a", "erase them all"}, {"o", "erase only what was named"}}) {
			case "a":
				in.Also = acts.AlsoAll
			case "o":
				in.Also = acts.AlsoNone
			default:
				return err
			}
			done, err = acts.Erase(ctx, a, c.by(), in)
		}
		if done == nil {
			return err
		}
		p := &page{t: env.out}
		p.wrap("", "Entry "+strconv.FormatInt(done.Entry, 10)+": erased "+recordNumbers(done.Records)+".")
		if len(done.Also) > 0 {
			var left []int64
			for _, l := range done.Also {
				left = append(left, l.Record)
			}
			p.wrap("", "The same text is still carried by "+recordNumbers(left)+".")
		}
		if !c.DryRun {
			p.wrap("", "The hashes of what was erased are in "+done.File+": keep that file where the backups are not. Backups and exports have what was erased still.")
		}
		return errors.Join(env.done(&c.writing, done, "%s", p.String()), err)
	})
}

// recordNumbers are some records in words.
func recordNumbers(list []int64) string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.FormatInt(n, 10)
	}
	if len(texts) == 1 {
		return "record " + texts[0]
	}
	return strconv.Itoa(len(texts)) + " records (" + strings.Join(texts, ", ") + ")"
}

// cacheFolders are all folders in which something may lie that was made of a
// store: that which is in use, and the user's own.
func cacheFolders() []string {
	var list []string
	if dir := cacheFolder(); dir != "" {
		list = append(list, dir)
	}
	if dir, err := os.UserCacheDir(); err == nil && !slices.Contains(list, filepath.Join(dir, "ascribe")) {
		list = append(list, filepath.Join(dir, "ascribe"))
	}
	return list
}

// askReason asks who sits at the terminal for a reason, where none was given.
func (e *environment) askReason(ctx context.Context, by *acting) {
	if by.Why == "" && e.attended() {
		e.err.WriteString("Why? It is kept with the entry.\n> ")
		by.Why = e.line(ctx)
	}
}
