package main

import (
	"slices"
	"strings"
)

// meant turns the ways in which people ask a program for itself into ours:
// nothing at all, help [COMMAND], --version, --sort -NAME.
func meant(args []string) []string {
	switch {
	case len(args) == 0:
		return []string{"--help"}
	case args[0] == "help":
		return append(args[1:len(args):len(args)], "--help")
	case args[0] == "--version":
		return append([]string{"version"}, args[1:]...)
	}
	args = slices.Clone(args)
	for i := len(args) - 2; i >= 0; i-- {
		if next := args[i+1]; args[i] == "--sort" && strings.HasPrefix(next, "-") && !strings.HasPrefix(next, "--") {
			args = slices.Replace(args, i, i+2, "--sort="+next)
		}
	}
	return args
}
