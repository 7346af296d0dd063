package main

import (
	"runtime"
	"runtime/debug"

	"github.com/ascribe-project/ascribe/internal/web"
)

// Version is the command.
type Version struct {
	JSON bool `name:"json" help:"Print it as JSON."`
}

// Run prints the version.
func (c *Version) Run(env *environment) error {
	v := version
	if info, ok := debug.ReadBuildInfo(); ok && v == "devel" && info.Main.Version != "" {
		v = info.Main.Version
	}
	if c.JSON {
		return env.printJSON(map[string]string{"version": v, "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH, "islands": yesNo(web.Islands())})
	}
	without := ""
	if !web.Islands() {
		without = "; its pages have no scripts"
	}
	env.out.WriteString("ascribe " + v + " (" + runtime.Version() + ", " + runtime.GOOS + "/" + runtime.GOARCH + without + ")\n")
	return nil
}
