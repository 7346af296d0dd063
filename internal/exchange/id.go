package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/ascribe-project/ascribe"
)

// IDOf is the id that a statement, withdrawal, amendment, distinction, regrade or anchor without one is given:
// the same content has the same id, so that importing a file twice changes
// nothing. It is "" for other nouns, whose ids are chosen by people.
//
// The id is the first 20 hexadecimal digits of the SHA-256 over a line that
// says what it is an id of and then each field but the id: its length in
// bytes, in decimal, a colon, and its text in UTF-8. The fields are in the
// order of the file's columns and as written, before any default is filled
// in, so that an empty stance is the empty text; settles, target and erased count
// only where they are not empty. In Python:
//
//	def made_id(kind, fields):  # "statement", "withdrawal", "amendment", "distinction", "regrade", "note", "anchor"
//	    data = b"ascribe id 1 %s\n" % kind.encode()
//	    for f in fields:
//	        f = f.encode()
//	        data += b"%d:%s" % (len(f), f)
//	    return hashlib.sha256(data).hexdigest()[:20]
func IDOf(n ascribe.Noun) string {
	t := tableOf(n)
	if t == nil || !t.madeID {
		return ""
	}
	fields := t.encode(n)
	if last := len(fields) - 1; t.spare != "" && fields[last] == "" {
		fields = fields[:last]
	}
	data := make([]byte, 0, 512)
	data = append(data, "ascribe id 1 "...)
	data = append(data, t.kind...)
	data = append(data, '\n')
	for _, f := range fields[1:] {
		data = strconv.AppendInt(data, int64(len(f)), 10)
		data = append(data, ':')
		data = append(data, f...)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:10])
}

// Complete fills in what a noun may leave out: first its id, as [IDOf] makes
// it, then the stance of a statement, which is asserts.
//
// The defaults that depend on the store (said and reliability are the
// source's) stay empty: they are found when a question is asked.
func Complete(n ascribe.Noun) {
	switch n := n.(type) {
	case *ascribe.Statement:
		if n.ID == "" {
			n.ID = IDOf(n)
		}
		if n.Stance == "" {
			n.Stance = ascribe.Asserts
		}
	case *ascribe.Withdrawal:
		if n.ID == "" {
			n.ID = IDOf(n)
		}
	case *ascribe.Amendment:
		if n.ID == "" {
			n.ID = IDOf(n)
		}
	case *ascribe.Distinction:
		if n.ID == "" {
			n.ID = IDOf(n)
		}
	case *ascribe.Note:
		if n.ID == "" {
			n.ID = IDOf(n)
		}
	case *ascribe.Anchor:
		if n.ID == "" {
			n.ID = IDOf(n)
		}
	case *ascribe.Regrade:
		if n.ID == "" {
			n.ID = IDOf(n)
		}
	}
}
