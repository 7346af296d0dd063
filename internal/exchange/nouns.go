package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/near"
)

// ReadNouns reads JSON Lines: a noun in each line, whose member record says which,
// and whose other members are called as the columns of a casebook are. Every fault
// goes to problems, with its line; a line that has one gives no noun. An error is
// one of reading.
func ReadNouns(name string, r io.Reader, problems *ascribe.Problems) (nouns []Placed, err error) {
	lines := bufio.NewReaderSize(r, 64<<10)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return nil, err
		}
		end := err == io.EOF
		if line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte(bom))); len(line) > 0 {
			noun, fault := nounOf(line)
			if fault != "" {
				problems.Add(ascribe.Problem{File: name, Line: n, Message: fault})
			} else {
				nouns = append(nouns, Placed{Noun: noun, File: name, Line: n})
			}
		}
		if end {
			return nouns, nil
		}
	}
}

// nounOf is the noun of a line, or why it has none.
func nounOf(line []byte) (noun ascribe.Noun, fault string) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil {
		message, _ := jsonFault(err)
		return nil, message + `; a line is an object, as in {"record": "incident", "title": "…"}`
	}
	var kind string
	if err := json.Unmarshal(members["record"], &kind); err != nil {
		return nil, `it is not said what the line is: "record" is one of ` + strings.Join(kinds(), ", ")
	}
	if !slices.Contains(kinds(), kind) {
		return nil, fmt.Sprintf(`%s is no kind of record that can be added%s`, quote(kind), near.DidYouMeanOr(kind, kinds(), `"record" is one of`))
	}
	delete(members, "record")
	noun = ascribe.RecordKind(kind).New()
	rest, err := json.Marshal(members)
	if err != nil {
		return nil, err.Error()
	}
	d := json.NewDecoder(bytes.NewReader(rest))
	d.DisallowUnknownFields()
	if err := d.Decode(noun); err != nil {
		return nil, memberFault(err, noun)
	}
	switch n := noun.(type) {
	case *ascribe.Amendment:
		n.Of, n.Target = targeted(n.Of, n.Target)
	case *ascribe.Withdrawal:
		n.Of, n.Target = targeted(n.Of, n.Target)
	}
	return noun, ""
}

// targeted is what a line is about, which a casebook writes in one cell.
func targeted(of ascribe.RecordKind, target string) (ascribe.RecordKind, string) {
	if of != "" {
		return of, target
	}
	return splitTarget(target)
}

// kinds are those of the nouns that a casebook has and somebody can add.
func kinds() (list []string) {
	for _, t := range tables {
		if !t.carried {
			list = append(list, string(t.kind))
		}
	}
	return list
}

// memberFault says what is wrong with a member.
func memberFault(err error, noun ascribe.Noun) string {
	if name, found := strings.CutPrefix(err.Error(), "json: unknown field "); found {
		return fmt.Sprintf("%s has no member %s%s", ascribe.WithArticle(string(noun.Record())), name, near.DidYouMeanOr(strings.Trim(name, `"`), tableOf(noun).all(), "it has"))
	}
	if typ, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("%q cannot be a JSON %s", typ.Field, typ.Value)
	}
	return err.Error()
}
