//go:build nightly

package main

func init() { deskKills = 100 }
