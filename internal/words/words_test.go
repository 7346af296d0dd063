package words_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe/internal/words"
)

func finds(query, text string) bool {
	q := words.Parse(query)
	return q.Len() > 0 && q.In(text) == q.All()
}

func TestFinds(t *testing.T) {
	for _, c := range []struct{ query, text string }{
		// English
		{"attack", "Attacks on two trains"},
		{"attacks", "an attack"},
		{"attackers", "the attacker’s phone"},
		{"city", "in three cities"},
		{"cities", "City police"},
		{"process", "legal processes"},
		{"case", "two cases"},
		{"users", "a user of Telegram"},
		{"REMOTE control", "remote_controlled"},
		{"2016", "wuerzburg-train-2016"},
		// French
		{"attaque", "des attaques"},
		{"attaques", "l’attaque de Nice"},
		{"cafe", "au café"},
		{"journal", "les journaux"},
		{"bureaux", "le bureau"},
		{"œuvre", "oeuvre"},
		{"francaise", "françaises"},
		// German
		{"Angriff", "mehrere Angriffe"},
		{"Angriffe", "der Angriff"},
		{"Angriffes", "die Angriffen"},
		{"Anschlag", "zwei Anschläge"},
		{"Anschlaege", "ein Anschlag"},
		{"Terrorist", "Terroristen"},
		{"Würzburg", "Wuerzburg"},
		{"Würzburg", "wurzburg"},
		{"Wuerzburg", "Würzburg"},
		{"Wuerzburg", "wurzburg"},
		{"wurzburg", "WÜRZBURG"},
		{"wurzburg", "Wuerzburg"},
		{"wurz", "bei Würzburg"},
		{"wuerz", "bei Würzburg"},
		{"strasse", "Hauptbahnhof, Straße"},
		{"Zug", "Zugangriff"},
		{"U\u0308ber", "über"},
		// Arabic: points, article, hamza, taa marbuta, digits
		{"هجوم", "الهجوم على القطار"},
		{"الهجوم", "هجوم"},
		{"هُجُوم", "هجوم"},
		{"هجوم", "وَالهُجُومُ"},
		{"احمد", "أحمد"},
		{"شرطه", "الشرطة"},
		{"٢٠١٦", "2016"},
		{"الدولة", "الدولـــة"},
		// Arabic: what is written onto a word
		{"بيروت", "انفجار ببيروت"},
		{"بيروت", "وببيروت"},
		{"بيروت", "وبيروت"},
		{"مصر", "لمصر"},
		{"هجوم", "كهجوم"},
		{"قطار", "وبالقطار"},
		{"قطار", "فللقطار"},
		{"القطار", "بقطار"},
		{"ببيروت", "ببيروت"},
		// Persian
		{"کتاب", "كتاب"},
		// Hebrew: what is written onto a word, and the hyphen
		{"ירושלים", "מתקפה בירושלים"},
		{"ירושלים", "ושבירושלים"},
		{"ממשלה", "לממשלה"},
		{"ממשלה", "מהממשלה"},
		{"תל אביב", "פיגוע בתל־אביב"},
		{"תל-אביב", "פיגוע בתל אביב"},
		{"בירושלים", "בירושלים"},
		// words that others write as one, or in two
		{"obrien", "O'Brien shooting"},
		{"o'brien", "O’Brien shooting"},
		{"O’Brien", "the Obriens"},
		{"al shabaab", "Al-Shabaab attack"},
		{"alshabaab", "Al-Shabaab attack"},
		{"al-shabaab", "Alshabaab attack"},
		{"al-shabaab", "al Shabaab"},
		{"al-shab", "an Alshabaab attack"},
		{"alshabaab", "a pro-al-Shabaab post"},
		{"qaida", "al-Qaʿida in Yemen"},
		{"qa'ida", "al-Qāʿida"},
		{"al-qaʿida", "Al-Qaida"},
		{"alqaida", "al-Qaʿida"},
		{"l'attentat", "L’attentat de Nice"},
		{"attentat", "l'attentat"},
		{"Sanaa", "Sanʿāʾ, Sana'a"},
		{"pyongyang", "P'yŏngyang"},
		// đ
		{"djakovica", "Đakovica napad"},
		{"dakovica", "Đakovica napad"},
		{"Đakovica", "u Djakovici, Djakovica"},
		{"Da Nang", "Đà Nẵng"},
		// Hebrew points, Greek, Cyrillic
		{"שלום", "שָׁלוֹם"},
		{"ΟΔΟΣ", "οδός"},
		{"нападен", "Нападение в поезде"},
		{"НАПАДЕНИЕ", "нападение"},
		{"елка", "Ёлка"},
		// scripts without spaces
		{"袭击", "火车袭击事件"},
		{"袭击事件", "火车袭击事件"},
		{"击", "火车袭击"},
		{"東京", "東京都"},
		{"テロ", "テロ事件"},
		{"โจมตี", "การโจมตีรถไฟ"},
		{"공격", "공격이 있었다"},
		{"हमला", "एक हमला हुआ"},
		{"ABC", "ＡＢＣ"},
		// other letters
		{"Lodz", "Łódź"},
		{"istanbul", "İSTANBUL"},
		{"Tromso", "Tromsø"},
		{"Tromsoe", "Tromsø"},
	} {
		if !finds(c.query, c.text) {
			t.Errorf("%q does not find %q", c.query, c.text)
		}
	}
}

func TestFindsNot(t *testing.T) {
	for _, c := range []struct{ query, text string }{
		{"attack train", "an attack"},
		{"rain", "a train"},
		{"is", "Islamic"}, // too short to be a beginning
		{"daesh", "dashing"},
		{"obrien", "o brien"}, // two words
		{"20160718", "2016-07-18"},
		{"לום", "שלומית"},
		{"ירושלים", "רושלים"},
		{"process", "proceeds"},
		{"击袭", "袭击"},
		{"Kind", "die Art"},
		{"هجوم", "قطار"},
		{"بيروت", "يروت"},   // what is looked for keeps its first letter
		{"لد", "بلد"},       // too little would be left
		{"رلين", "بببرلين"}, // only one of them is taken off
	} {
		if finds(c.query, c.text) {
			t.Errorf("%q finds %q", c.query, c.text)
		}
	}
}

func TestMarks(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"angriff zug", "Die Angriffe auf Züge im Zugverkehr", "Die [Angriffe] auf [Züge] im [Zugverkehr]"},
		{"هجوم", "على الهُجُوم.", "على [الهُجُوم]."},
		{"袭击", "火车袭击事件", "火车[袭击]事件"},
		{"other", "nothing", "nothing"},
		{"alshabaab", "an Al-Shabaab attack", "an [Al-Shabaab] attack"},
		{"al-shabaab", "an Al-Shabaab attack", "an [Al-Shabaab] attack"},
		{"brien", "O'Brien", "O'[Brien]"},
	} {
		var b strings.Builder
		at := 0
		for _, m := range words.Parse(c.query).Marks(c.text) {
			b.WriteString(c.text[at:m[0]] + "[" + c.text[m[0]:m[1]] + "]")
			at = m[1]
		}
		if got := b.String() + c.text[at:]; got != c.want {
			t.Errorf("%q in %q: %s, want %s", c.query, c.text, got, c.want)
		}
	}
}

// Whatever a text is, each of its words finds it, its terms are clean, and its
// marks lie within it.
func TestAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zäöüßđ" *():^+\-'’ʿéهجومالבתל־袭击โจ]*`)).Draw(t, "text")
		var a words.Analyser
		terms := string(a.Append(nil, text))
		if strings.ContainsAny(terms, "\"*():^+-'\x00\n") || strings.Contains(terms, "  ") {
			t.Fatalf("terms %q", terms)
		}
		q := words.Parse(text)
		if q.Len() < 64 && q.In(text) != q.All() {
			t.Fatalf("%q does not find itself", text)
		}
		for i := range q.Len() {
			if strings.Count(q.Match(i), `"`)%2 != 0 {
				t.Fatalf("match %q", q.Match(i))
			}
		}
		end := 0
		for _, m := range q.Marks(text) {
			if m[0] < end || m[1] <= m[0] || m[1] > len(text) {
				t.Fatalf("marks %v", q.Marks(text))
			}
			end = m[1]
		}
	})
}

func FuzzAnyText(f *testing.F) {
	f.Add(`" OR * NEAR(`)
	f.Add("Wu\u0308rzburg هجوم 袭击\u0301")
	f.Fuzz(func(t *testing.T, text string) {
		var a words.Analyser
		a.Append(nil, text)
		if q := words.Parse(text); q.Len() < 64 && q.In(text) != q.All() {
			t.Fatalf("%q does not find itself", text)
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	const text = "The attacker’s phone showed that a member had been in contact with him by Telegram; Würzburg, 18 July 2016"
	var a words.Analyser
	var dst []byte
	for b.Loop() {
		dst = a.Append(dst[:0], text)
	}
}
