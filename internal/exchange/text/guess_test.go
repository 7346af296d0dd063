package text_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/ascribe-project/ascribe/internal/exchange/text"
)

// What texts in the usual languages are guessed to be. A single name may leave
// more than one encoding open, but the right one is among them, and first
// unless said.
func TestGuess(t *testing.T) {
	for _, test := range []struct {
		want  text.Encoding
		enc   encoding.Encoding
		words string
	}{
		{text.Windows1252, charmap.Windows1252, "Würzburg|München|Saint-Étienne|São Paulo|Málaga|Ålesund|Århus|Genève|L’Haÿ|Mölln|À|Orly—Sud €|ÎLE-DE-FRANCE|KÖLN|GROSS-GLÖCKNER|Straße"},
		{text.Windows1250, charmap.Windows1250, "Łódź|Kraków, Łódź|Plzeň|České Budějovice|Győr|Iaşi|Šibenik|Zielona Góra, Poznań, Gdańsk, Częstochowa"},
		{text.Windows1251, charmap.Windows1251, "Волгоград|Мариуполь|Київ|Грозный|ВОЛГОГРАД|Рівне|взрыв на вокзале|Ужгород, Ўзбекистан|Црна Гора|Москва"},
		{text.KOI8R, charmap.KOI8R, "Волгоград|Мариуполь|Грозный|ВОЛГОГРАД|взрыв на вокзале|Москва"},
		{text.KOI8U, charmap.KOI8U, "Київ|Рівне і Львів"},
		{text.Windows1256, charmap.Windows1256, "حلب|الموصل|بغداد|دير الزور|پاکستان"},
		{text.Windows1255, charmap.Windows1255, "ירושלים|תל אביב|חיפה וירושלים"},
		{text.Windows1253, charmap.Windows1253, "Αθήνα|Θεσσαλονίκη"},
		{text.Windows1254, charmap.Windows1254, "Şanlıurfa|İstanbul|Diyarbakır|Gaziantep’te Beşiktaş"},
		{text.Windows1257, charmap.Windows1257, "Šiauliai, Panevėžys|Šķirotava, Jūrmala|Šiauliai, Rīga"},
		{text.Windows1258, charmap.Windows1258, "Đà Lạt, Huế|Đà Nẵng, Huế"},
		{"iso-8859-2", charmap.ISO8859_2, "Łódź, Kraków|Plzeň, Šumperk|Zielona Góra, Poznań, Gdańsk, Częstochowa"},
		{"macintosh", charmap.Macintosh, "Würzburg, Köln|Saint-Étienne, Orléans|São Paulo, Málaga"},
		{"ibm866", charmap.CodePage866, "Москва, Казань|Мариуполь, Волгоград"},
		{text.ShiftJIS, japanese.ShiftJIS, "東京|大阪市で事件|サリン|名古屋|札幌|仙台|熊谷"},
		{text.GBK, simplifiedchinese.GBK, "昆明|乌鲁木齐|北京市|中国新疆维吾尔自治区|昆明火车站"},
		{text.Big5, traditionalchinese.Big5, "新臺北市|香港|高雄市|新北市"},
		{text.EUCKR, korean.EUCKR, "서울|부산|서울특별시에서|대한민국"},
	} {
		for word := range strings.SplitSeq(test.words, "|") {
			b, err := test.enc.NewEncoder().String("1,2016-07-18," + word + ",0\n")
			if err != nil {
				t.Fatal(test.want, word, err)
			}
			g := text.Guess([]byte("id,date,town,killed\n" + b))
			// An encoding that makes the same letters of it is as good.
			read := string(text.Source{Declared: g.Best, Sample: []byte(b), Whole: true}.Text())
			if g.Best == "" || !strings.Contains(read, word) {
				t.Errorf("%s in %s is guessed to be %s", word, test.want, g)
			}
		}
	}
}

// Long texts leave no doubt.
func TestGuessLong(t *testing.T) {
	ru := "В городе произошло событие, о котором сообщили местные власти. По данным источника, пострадавших нет.\n"
	ko := "그 사건은 도시의 중심에서 일어났다고 지방 정부가 발표했다. 출처에 따르면 다친 사람은 없다.\n"
	zh := "据当地政府消息，该事件发生在市中心的火车站附近。消息来源称没有人受伤，原因仍在调查之中。\n"
	for want, enc := range map[text.Encoding]struct {
		encoding.Encoding
		string
	}{
		text.Windows1251: {charmap.Windows1251, ru}, text.KOI8R: {charmap.KOI8R, ru}, text.EUCKR: {korean.EUCKR, ko}, text.GBK: {simplifiedchinese.GBK, zh},
		text.Windows1252: {charmap.Windows1252, "L’événement s’est produit près de la gare, à côté du marché où l’on vend des légumes.\n"},
	} {
		b, err := enc.NewEncoder().String(strings.Repeat(enc.string, 4))
		if err != nil {
			t.Fatal(err)
		}
		if g := text.Guess([]byte(b)); g.Best != want || len(g.Or) > 0 {
			t.Errorf("%s is guessed to be %s", want, g)
		}
	}
}

// Of what is no text, or is UTF-8 for a good part, nothing is guessed.
func TestNoGuess(t *testing.T) {
	for _, s := range []string{"", "id\n1\n", "\x81\x8d\x90\x9d\xa4\xa6\n", "W\xc3\xbcrzburg\nM\xfcnchen\n", "a\x00\xff\xfe\xf8\x81\x80\n"} {
		if g := text.Guess([]byte(s)); g.Best != "" {
			t.Errorf("%q is guessed to be %s", s, g)
		}
	}
}

func TestByName(t *testing.T) {
	for name, want := range map[string]text.Encoding{
		"cp1251": text.Windows1251, "Windows-1250": text.Windows1250, "KOI8-R": text.KOI8R, "koi8-u": text.KOI8U, "shift_jis": text.ShiftJIS, "sjis": text.ShiftJIS,
		"GB2312": text.GBK, "gb18030": text.GB18030, "big5": text.Big5, "euc-kr": text.EUCKR, "latin1": text.Latin1, "ISO-8859-1": text.Latin1,
		"utf8": text.UTF8, "UTF-16LE": text.UTF16, "iso-8859-5": "iso-8859-5", "cp866": "ibm866", "cp949": text.EUCKR,
	} {
		if got, ok := text.ByName(name); got != want || !ok {
			t.Errorf("%s: %s", name, got)
		}
	}
	for _, e := range text.Encodings {
		if got, ok := text.ByName(string(e)); got != e || !ok {
			t.Errorf("%s: %s", e, got)
		}
	}
	if got, ok := text.ByName("klingon"); ok {
		t.Error(got)
	}
}
