package sheet

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
)

// plainLetters are Latin letters that are no letter with an accent.
var plainLetters = strings.NewReplacer("ß", "ss", "ẞ", "ss", "ø", "o", "Ø", "o", "ł", "l", "Ł", "l", "đ", "d", "Đ", "d",
	"æ", "ae", "Æ", "ae", "œ", "oe", "Œ", "oe", "þ", "th", "Þ", "th", "ð", "d", "Ð", "d", "ı", "i")

// slug is a text as an id: small Latin letters and digits, with a dash for all
// else. It is "" of a text that has neither. What is too long ends in a hash.
func slug(text string) string {
	if ascribe.ValidID(text) {
		return text
	}
	var b strings.Builder
	gap := false
	for _, c := range norm.NFD.String(plainLetters.Replace(text)) {
		switch c = unicode.ToLower(c); {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(c)
		case unicode.Is(unicode.Mn, c):
		default:
			gap = true
		}
	}
	id := b.String()
	if len(id) > ascribe.MaxID {
		id = strings.TrimRight(id[:ascribe.MaxID-9], "-") + "-" + hashOf(text)[:8]
	}
	return id
}

// idOf is the slug of a text or, of one that has no Latin letter, a hash with
// a word before it.
func idOf(word, text string) string {
	if id := slug(text); id != "" {
		return id
	}
	return word + "-" + hashOf(norm.NFC.String(text))[:12]
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
