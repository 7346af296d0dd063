// Package casebooks holds the samples that ship with the program.
package casebooks

import (
	"embed"
	"io/fs"
)

//go:embed all:remote-direction workbook
var files embed.FS

// RemoteDirection is the casebook folder of attacks and plots whose first
// label did not always last.
func RemoteDirection() fs.FS { return folder("remote-direction") }

// Workbook is the folder of a team's own sheet, and of the mapping that brings
// it into the record.
func Workbook() fs.FS { return folder("workbook") }

func folder(name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		panic(err) // the folder is embedded
	}
	return sub
}
