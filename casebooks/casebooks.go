// Package casebooks holds the sample casebook that ships with the program.
package casebooks

import (
	"embed"
	"io/fs"
)

//go:embed all:remote-direction
var files embed.FS

// RemoteDirection is the casebook folder of attacks and plots whose first
// label did not always last.
func RemoteDirection() fs.FS {
	sub, err := fs.Sub(files, "remote-direction")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return sub
}
