package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gosimple/unidecode"
	"golang.org/x/text/unicode/norm"
)

// A word is one of a name, in small Latin letters.
type word struct {
	text  string
	bones string // what it sounds like: its consonants, without doubles
	own   string // as it was written, of a script that leaves vowels out
	digit bool   // whether it is a number
	small bool   // whether it tells little: "the", "attack"
	deed  byte   // of which kind of attack it is; 0: of none
}

// wordsOf cuts a name into words. Articles and titles are left out where there
// is more, and a town has its English name.
func wordsOf(name string) []word {
	var words []word
	for _, part := range strings.FieldsFunc(norm.NFKC.String(name), between) {
		words = appendWords(words, part)
	}
	return townsIn(withoutArticles(words))
}

// between reports whether a sign stands between words. Apostrophes do not: it is
// Qa'ida.
func between(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.M, unicode.N) && !strings.ContainsRune("'’‘`ʼʹʿʾـ", r)
}

func appendWords(words []word, part string) []word {
	own := ""
	if !ascii(part) {
		part, own = prepared(part)
		part = unidecode.Unidecode(part)
	}
	for _, text := range strings.FieldsFunc(strings.ToLower(part), func(r rune) bool { return r == ' ' }) {
		if text = plain(text); text == "" {
			continue
		}
		w := word{text: text, own: own, digit: text[0] >= '0' && text[0] <= '9', small: len(text) == 1 || smallWords[text], deed: deeds[text]}
		switch {
		case w.digit:
			w.bones = text
		case own != "":
			w.bones = bonesOf(own)
		default:
			w.bones = bones(sounds.Replace(text))
		}
		words = append(words, w)
	}
	return words
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// greek are spellings of which the letters alone would sound otherwise.
var greek = strings.NewReplacer("μπ", "b", "Μπ", "B", "ντ", "d", "Ντ", "D", "γκ", "g", "Γκ", "G", "β", "v", "Β", "V", "ου", "u", "Ου", "U")

// prepared is a part of a name before it is written in Latin letters: without
// the Arabic article, which is written onto the word. own is the same where its
// script leaves vowels out.
func prepared(part string) (rest, own string) {
	for _, r := range part {
		switch {
		case unicode.Is(unicode.Greek, r):
			return greek.Replace(part), ""
		case unicode.Is(unicode.Arabic, r):
			rest = strings.TrimPrefix(part, "ال")
			if utf8.RuneCountInString(rest) < 2 {
				rest = part
			}
			rest = arabic.Replace(rest)
			return rest, rest
		case unicode.Is(unicode.Hebrew, r):
			return part, part
		}
	}
	return part, ""
}

// arabic are letters that one word is written with or without.
var arabic = strings.NewReplacer("ة", "", "أ", "ا", "إ", "ا", "آ", "ا", "ى", "ي", "ی", "ي", "ک", "ك")

// plain is a word without signs, with umlauts that are spelt ae, oe and ue as
// their letters alone.
func plain(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
		case c < 'a' || c > 'z':
			continue
		case c == 'e' && i > 0 && strings.IndexByte("aou", s[i-1]) >= 0 && (i == 1 || strings.IndexByte("aeiouq", s[i-2]) < 0):
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// sounds are groups of letters that different languages write for one sound, the
// longer before the shorter.
var sounds = strings.NewReplacer(
	"dsch", "j", "tsch", "s", "shch", "s", "sch", "s", "dzh", "j", "tch", "s", "tsh", "s",
	"dj", "j", "zh", "j", "sh", "s", "ch", "s", "kh", "h", "gh", "g", "ph", "f", "th", "t", "dh", "d", "ck", "k", "qu", "k", "cz", "s",
	"ts", "z", "tz", "z", "ce", "se", "ci", "si", "cy", "sy", "c", "k", "q", "k", "x", "ks", "w", "v",
)

// bonesOf is what a word sounds like of which each letter is a sound.
func bonesOf(own string) string {
	var b strings.Builder
	for _, r := range own {
		if r == 'ا' || r == 'א' {
			b.WriteByte('a')
			continue
		}
		b.WriteString(sounds.Replace(plain(strings.ToLower(unidecode.Unidecode(string(r))))))
	}
	return bones(b.String())
}

// bones are the consonants of what a word sounds like. Semitic scripts write w and
// y for long vowels: y never counts, and w only where a word begins with it.
func bones(s string) string {
	var b strings.Builder
	last := byte(0)
	for i := range len(s) {
		c := s[i]
		if strings.IndexByte("aeiouy", c) >= 0 || i > 0 && c == 'v' || i > 0 && i == len(s)-1 && c == 'h' {
			last = 0
			continue
		}
		if c != last {
			b.WriteByte(c)
		}
		last = c
	}
	return b.String()
}

// articles stand before names, or do not.
var articles = map[string]bool{
	"al": true, "el": true, "ul": true, "as": true, "ad": true, "ar": true, "an": true, "at": true, "ash": true, "az": true,
	"the": true, "of": true, "de": true, "la": true, "le": true, "les": true, "der": true, "die": true, "das": true, "von": true, "du": true,
	"mr": true, "mrs": true, "dr": true,
}

func withoutArticles(words []word) []word {
	kept := make([]word, 0, len(words))
	for _, w := range words {
		if !articles[w.text] {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return words
	}
	return kept
}

// smallWords are in so many titles that they tell little, however few there are.
var smallWords = setOf(`
	and on near by with for from against into over to und bei auf mit für in im am et sur dans contre avec y con contra en
	attack attacks attempt attempts attempted plot plots plan shooting shootings stabbing stabbings bombing bombings bomb
	blast explosion siege hostage arson killing killings murder assault raid car truck lorry vehicle knife gun suicide
	incident terror terrorist terrorism police officer officers church synagogue mosque market station train airport
	anschlag anschlage angriff attentat messerangriff attaque attaques attentats fusillade ataque atentado attentato
	vzryv terakt napadenie napad saldiri saldirisi patlama
	report reports says said news man men people
`)

// deeds are words for kinds of attacks, by what they are of. Reports of one attack
// seldom have two.
var deeds = map[string]byte{
	"stabbing": 's', "stabbed": 's', "knife": 's', "machete": 's', "messerangriff": 's',
	"bombing": 'b', "bomb": 'b', "bombings": 'b', "blast": 'b', "explosion": 'b', "vzryv": 'b', "patlama": 'b',
	"shooting": 'g', "shootings": 'g', "shot": 'g', "gun": 'g', "gunmen": 'g', "fusillade": 'g',
	"arson": 'f', "fire": 'f', "firebombing": 'f', "brandanschlag": 'f',
	"hostage": 'h', "hostages": 'h', "siege": 'h', "kidnapping": 'h', "abduction": 'h',
	"car": 'v', "truck": 'v', "lorry": 'v', "van": 'v', "vehicle": 'v', "ramming": 'v',
}

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for text := range strings.FieldsSeq(list) {
		set[text] = true
	}
	return set
}
