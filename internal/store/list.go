package store

import (
	"encoding/json"
	"regexp"
)

// listOf is a list as one argument of a query, which looks for what is in it
// with "= any ($1)".
func listOf[T int64 | string](list []T) any {
	text, err := json.Marshal(list)
	if err != nil {
		panic(err) // numbers and texts can be written
	}
	return string(text)
}

var anyOf = regexp.MustCompile(`= any \(\$(\d+)\)`)

// asSQLite is a query as SQLite takes it, which has no lists but in JSON.
func asSQLite(query string) string {
	return anyOf.ReplaceAllString(query, "in (select value from json_each($$$1))")
}
