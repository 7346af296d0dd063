//go:build nightly

package store

func init() { kills = 500 }
