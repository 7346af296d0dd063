package main

import (
	"context"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/gofrs/flock"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web"
)

// Desk is the command.
type Desk struct {
	Who    string `help:"Who writes (by default the system's user)." env:"ASCRIBE_WHO" default:"${user}" placeholder:"NAME"`
	Listen string `help:"The address at which to listen: one that only this machine reaches." default:"127.0.0.1:8000" placeholder:"HOST:PORT"`
	NoOpen bool   `help:"Do not open the browser: only print the address by which you sign in."`
}

// Help is what the command's help ends with.
func (*Desk) Help() string {
	return `It is the reading room, in which you write as well: in a browser, signed in by the address that is printed, which works once; or from scripts, by the token in the file beside the store that ends in .desk (docs/desk.md). Whoever else comes to the address only reads.`
}

// Run opens the record for reading and writing in a browser, until it is interrupted.
func (c *Desk) Run(ctx context.Context, env *environment) error {
	return env.use(ctx, func(a *point.App) error {
		return env.desk(ctx, a, &opening{listen: c.Listen, who: c.Who, browser: !c.NoOpen, log: slog.LevelWarn})
	})
}

// desk is serve with writing, for one person on this machine.
func (e *environment) desk(ctx context.Context, a *point.App, o *opening) error {
	if o.who == "" {
		return ascribe.Errorf(ascribe.ErrUsage, "it is not said who writes").WithHint("say who with --who or ASCRIBE_WHO")
	}
	if err := ofThisMachine(o.listen); err != nil {
		return err
	}
	place, err := takeDesk(e.store)
	if err != nil {
		return err
	}
	defer place.leave()
	if _, err := a.Signer(); err != nil { // better now than at the first act
		return err
	}
	if a.Store.Older() {
		return ascribe.Errorf(ascribe.ErrConflict, "the store %s was made by an older ascribe, and is not written to", e.store).
			WithHint("bring it up to date with: ascribe upgrade")
	}
	o.place, o.desk = place, web.NewDesk(o.who)
	return e.serve(ctx, a, o)
}

// ofThisMachine refuses an address that others could reach: whoever writes there is
// known by a cookie alone, which goes over the wire as it is.
func ofThisMachine(listen string) error {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return nil // whoever listens there says so
	}
	if ips, err := net.LookupIP(host); err == nil && len(ips) > 0 {
		others := false
		for _, ip := range ips {
			others = others || !ip.IsLoopback()
		}
		if !others {
			return nil
		}
	}
	return ascribe.Errorf(ascribe.ErrUsage, "the desk is for this machine alone, and others could reach %s", listen).
		WithHint("listen at an address such as --listen 127.0.0.1:8000; for others there is ascribe serve, at which they read")
}

// A deskPlace is the place of the one desk that a store can have. The file has the
// address of the desk and the token of scripts, a line each.
type deskPlace struct {
	file string
	lock *flock.Flock
}

// takeDesk takes the place, or says where the desk is that has it.
func takeDesk(storeFile string) (*deskPlace, error) {
	file := deskFile(storeFile)
	p := &deskPlace{file: file, lock: flock.New(file+".lock", flock.SetPermissions(0o600))}
	taken, err := p.lock.TryLock()
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s cannot be taken for the desk", file+".lock").
			WithHint("is the folder there, and may you write to it?").WithCause(err)
	}
	if taken {
		return p, nil
	}
	at := "another address"
	if text, err := os.ReadFile(file); err == nil {
		at, _, _ = strings.Cut(string(text), "\n")
	}
	return nil, ascribe.Errorf(ascribe.ErrConflict, "the store %s has a desk already, at %s", storeFile, at).
		WithHint("use that, or end it first; ascribe serve, questions and acts go on beside it")
}

// deskFile is beside the store that is meant, whatever it is called here.
func deskFile(storeFile string) string {
	if own, err := filepath.EvalSymlinks(storeFile); err == nil {
		storeFile = own
	}
	return strings.TrimSuffix(storeFile, ".db") + ".desk"
}

// tell writes down where the desk is, for its person alone.
func (p *deskPlace) tell(site, token string) error {
	os.Remove(p.file) //nolint:errcheck // of a desk that did not end by itself
	return writeNew(p.file, []byte(site+"\n"+token+"\n"), 0o600)
}

// leave gives the place back. The file that is locked stays: another may be about to
// lock it.
func (p *deskPlace) leave() {
	os.Remove(p.file) //nolint:errcheck // it may never have been told
	p.lock.Unlock()   //nolint:errcheck // the process ends
}

// atDesk tells whoever started the desk how to sign in, and opens the browser.
func (e *environment) atDesk(o *opening, at net.Addr) error {
	site := "http://" + at.String()
	if err := o.place.tell(site, o.desk.Token); err != nil {
		return err
	}
	address := o.desk.SignInAddress(site)
	e.out.WriteString("The desk of " + o.who + " is open at " + site + "/ (Ctrl-C closes it)\n" +
		"Sign in, once, at " + address + "\n" +
		"Scripts sign in by the token in " + o.place.file + ", which is for you alone.\n")
	if o.browser {
		openBrowser(address)
	}
	return nil
}

// openBrowser opens an address as far as the system can: it is printed, too.
func openBrowser(address string) {
	var cmd *exec.Cmd
	switch {
	case runtime.GOOS == "darwin":
		cmd = exec.Command("open", address)
	case runtime.GOOS == "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	case os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "":
		return // it would be a browser in this very terminal
	default:
		cmd = exec.Command("xdg-open", address)
	}
	if cmd.Start() == nil {
		go cmd.Wait() //nolint:errcheck // it is the browser's from here on
	}
}
