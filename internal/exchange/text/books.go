package text

import (
	"strings"
	"unicode"
)

// western are languages that Windows-1252 is for.
var western = []string{
	"àâæçéèêëîïôœùûüÿ", // French
	"äöüßéà",           // German
	"áéíóúüñ",          // Spanish
	"àèéíïòóúüç",       // Catalan
	"áâãàçéêíóôõúü",    // Portuguese
	"àèéìíîòóùú",       // Italian
	"åäöéüæøàèòô",      // Swedish, Danish, Norwegian, Finnish
	"áðéíóúýþæö",       // Icelandic
	"éëïóèáöüê",        // Dutch
	"äöõüšž",           // Estonian
	"äëç",              // Albanian
}

// central are languages that Windows-1250 is for.
var central = []string{
	"ąćęłńóśźż",         // Polish
	"áčďéěíňóřšťúůýž",   // Czech
	"áäčďéíĺľňóôŕšťúýž", // Slovak
	"áéíóöőúüű",         // Hungarian
	"ăâîşţ",             // Romanian
	"čćđšž",             // Croatian, Bosnian, Slovene
	"äöüßé",             // German
	"ëç",                // Albanian
}

var cyrillic = "оаеинтсрвлкмдпуяызьбгчйхжшюцщэфъёіїєґўјљњћђџѓќѕ"

// books are the letters that each encoding is for.
var books = map[Encoding]*book{
	Latin1:      {languages: western},
	Windows1252: {languages: western},
	macintosh:   {languages: western},
	Windows1250: {languages: central},
	iso8859x2:   {languages: central},
	Windows1254: {languages: []string{"çğıöşüâîû", "äöüß", "àâçéèêëîïôùûü"}},
	Windows1257: {languages: []string{"āčēģīķļņšūž", "ąčęėįšųūž", "äöõüšž"}},
	Windows1258: {languages: []string{"ăâđêôơưàáèéìíòóùúýãõ\u0300\u0301\u0303\u0309\u0323"}},
	Windows1251: {script: unicode.Cyrillic, common: cyrillic, vowels: "аеёиоуыэюяіїєў"},
	ibm866:      {script: unicode.Cyrillic, common: cyrillic, vowels: "аеёиоуыэюяіїєў"},
	KOI8R:       {script: unicode.Cyrillic, common: cyrillic, vowels: "аеёиоуыэюяіїєў"},
	KOI8U:       {script: unicode.Cyrillic, common: cyrillic, vowels: "аеёиоуыэюяіїєў"},
	Windows1253: {script: unicode.Greek, common: "αοιετσνηυρπκμλςίόάωέδγήχύώθφβξζψϊϋΐΰ", vowels: "άέήίόύώΐΰ"},
	Windows1255: {script: unicode.Hebrew, common: "יוהלאתמרשבנםדעפקחגכסצזטןךץף"},
	Windows1256: {
		script: unicode.Arabic, common: "اليمونترةبعدفسهكقحجشأصطىخإضذثزغءئؤآظپچژگںہھے",
		languages: []string{"àâçéèêëîïôœùûü"}, // the encoding has them for the Maghreb
	},
	GBK: {characters: han("gbk", "的一是在不了有和人中国年月日市省区县城镇村街路大小上下东西南北山江河海湖州京安平长明昆新乌鲁木齐克尔阿巴布拉马达里亚斯特伊格加沙叙利土耳其名地点时间来源备注城"+
		"者个为这以到他们生出行发可对会能天方分作进成军政府组织公司学法部门高中心")},
	GB18030: {characters: han("gbk", "")},
	Big5: {characters: han("big5", "的一是在不了有和人中國年月日市省區縣城鎮村街路大小上下東西南北山江河海湖州京安平長明新臺台灣香港門阿巴布拉馬達里亞斯特伊格加沙敘利土耳其名地點時間來源備註"+
		"者個為這以到他們生出行發可對會能天方分作進成軍政府組織公司學法部門高中心")},
	EUCKR:    {characters: hangul},
	ShiftJIS: {characters: japanese},
}

// han is the worth of a Chinese character: those of the list are frequent, and
// those that the encoding keeps in its first level usual.
func han(encoding, frequent string) func(rune) float64 {
	coding := Encoding(encoding)
	return func(c rune) float64 {
		switch {
		case strings.ContainsRune(frequent, c):
			return 1
		case !unicode.Is(unicode.Han, c):
			return 0.1
		}
		b, err := coding.coding().NewEncoder().Bytes([]byte(string(c)))
		if err != nil || len(b) != 2 {
			return 0.1
		}
		first := b[0] >= 0xB0 && b[0] <= 0xD7 && b[1] >= 0xA1
		if coding == Big5 {
			first = b[0] >= 0xA4 && b[0] <= 0xC6
		}
		if first {
			return 0.65
		}
		return 0.15
	}
}

// hangul is the worth of a character in Korean text.
func hangul(c rune) float64 {
	switch {
	case strings.ContainsRune("이다는을의에가한사지도서고시기인아로하나부리대일구전정주원동상자스어해라그제수장성비공국남북경", c):
		return 1
	case unicode.Is(unicode.Hangul, c):
		if b, err := EUCKR.coding().NewEncoder().Bytes([]byte(string(c))); err == nil && len(b) == 2 && b[0] >= 0xB0 && b[1] >= 0xA1 {
			return 0.68
		}
	}
	return 0.1
}

// japanese is the worth of a character in Japanese text.
func japanese(c rune) float64 {
	switch {
	case c >= 0xFF61 && c <= 0xFF9F: // of half width: what other encodings turn into
		return 0.2
	case unicode.In(c, unicode.Hiragana, unicode.Katakana):
		return 1
	case strings.ContainsRune("東京大阪名古屋市県区町村日本国年月人中上下山川北南西島時分場所事件死傷者人", c):
		return 1
	case unicode.Is(unicode.Han, c):
		b, err := ShiftJIS.coding().NewEncoder().Bytes([]byte(string(c)))
		if err == nil && len(b) == 2 && b[0] < 0x98 {
			return 0.65
		}
		return 0.15
	}
	return 0.1
}
