package dataset_test

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// A file in the encoding of another script is refused, with advice that leads
// to the right letters: the encoding that is named, and the one that a
// proposal has.
func TestEncodingsOfOtherScripts(t *testing.T) {
	for _, test := range []struct {
		encoding, town string
		enc            encoding.Encoding
	}{
		{"windows-1250", "Łódź", charmap.Windows1250},
		{"windows-1251", "Волгоград", charmap.Windows1251},
		{"windows-1253", "Θεσσαλονίκη", charmap.Windows1253},
		{"windows-1254", "Şanlıurfa", charmap.Windows1254},
		{"windows-1255", "ירושלים", charmap.Windows1255},
		{"windows-1256", "حلب", charmap.Windows1256},
		{"windows-1257", "Panevėžys", charmap.Windows1257},
		{"koi8-r", "Волгоград", charmap.KOI8R},
		{"koi8-u", "Київ", charmap.KOI8U},
		{"shift_jis", "東京", japanese.ShiftJIS},
		{"gbk", "昆明", simplifiedchinese.GBK},
		{"big5", "高雄市", traditionalchinese.Big5},
		{"euc-kr", "서울특별시", korean.EUCKR},
	} {
		data, err := test.enc.NewEncoder().Bytes([]byte("id,date,country,town,killed\n1,2016-07-18,Russia," + test.town + ",0\n2,2016-07-19,Russia,Ulm,1\n"))
		if err != nil {
			t.Fatal(err)
		}
		_, _, faults := read(t, "in.csv", data, nil)
		if len(faults) != 1 || !strings.Contains(faults[0], ": line 2 is not UTF-8; it looks like "+test.encoding) || strings.Contains(faults[0], "windows-1252") {
			t.Errorf("%s: %q", test.encoding, faults)
		}
		proposed, err := dataset.ProposeMapping("in.csv", bytes.NewReader(data), int64(len(data)), dataset.Place{})
		if err != nil || !strings.Contains(string(proposed), "\nencoding: "+test.encoding+"\n# guess: it is not UTF-8") {
			t.Errorf("%s\n%s", err, proposed)
		}
		table, rows, faults := read(t, "in.csv", data, mapping(t, "encoding: "+test.encoding))
		wantFaults(t, faults)
		if got := cell(t, rows[0], "town"); got != test.town || table.Remarks().Len() > 0 {
			t.Errorf("%s: %s %v", test.encoding, got, table.Remarks())
		}
	}
	// By the wrong one that was declared it is read, and remarked on.
	table, rows, _ := read(t, "in.csv", []byte("id,town\n1,\xC2\xEE\xEB\xE3\xEE\xE3\xF0\xE0\xE4\n"), mapping(t, "encoding: windows-1252"))
	if len(rows) != 1 || table.Remarks().Len() != 1 || !strings.Contains(table.Remarks().List[0].Message, "the file looks like windows-1251, or else") && !strings.Contains(table.Remarks().List[0].Message, "the file looks like windows-1251,") {
		t.Error(rows, table.Remarks())
	}
}

// UTF-8 under another encoding that was declared is noticed wherever it
// stands.
func TestUTF8DeclaredOtherwise(t *testing.T) {
	filler := strings.Repeat("1000,plain\n", 200_000) // past what is looked at
	for _, e := range []string{"windows-1252", "latin-1", "windows-1251", "gbk"} {
		m := mapping(t, "encoding: "+e)
		_, _, faults := read(t, "f.csv", []byte("id,town\n"+filler+"2,Würzburg\n3,Zürich\n"), m)
		wantFaults(t, faults, "f.csv:200002:3: the file is UTF-8, and the mapping says encoding: "+e+": write encoding: utf-8, or leave it out")
		_, _, faults = read(t, "f.jsonl", []byte("{\"id\": 1, \"town\": \"Würzburg\"}\n"), m)
		wantFaults(t, faults, "f.jsonl:1:1: the file looks like UTF-8, and the mapping says encoding: "+e)
	}
	// Two encodings in one file are remarked on under the one, and under the
	// other refused, without advice that would spoil the rest.
	mixed := []byte("id,town\n1,W\xc3\xbcrzburg\n2,M\xfcnchen\n3,CAF\xc9\xbb\n")
	table, rows, faults := read(t, "f.csv", mixed, mapping(t, "encoding: windows-1252"))
	wantFaults(t, faults)
	if len(rows) != 3 || table.Remarks().Len() != 1 || table.Remarks().List[0].String() != `f.csv:2:3: "WÃ¼rzburg" looks like UTF-8 that was read as windows-1252: it was perhaps "Würzburg"; the file seems to be in two encodings` {
		t.Error(rows, table.Remarks())
	}
	_, _, faults = read(t, "f.csv", mixed, nil)
	wantFaults(t, faults, "f.csv:3:4: line 3 is not UTF-8, and what stands before it is: the file is in two encodings, as when files were joined; from here on it looks like windows-1252: save the file as UTF-8")
	// A byte that an encoding does not have is no letter.
	_, rows, faults = read(t, "f.csv", []byte("id,town\n1,M\xfcnchen\n2,a\x81b\n"), mapping(t, "encoding: windows-1252"))
	wantFaults(t, faults, `f.csv:3:3: town: there is a byte that is not windows-1252, after "a"`)
	if len(rows) != 1 {
		t.Error(rows)
	}
	_, _, faults = read(t, "f.csv", []byte("id,town\n1,a \x96 b\n"), mapping(t, "encoding: latin-1"))
	wantFaults(t, faults, `f.csv:2:3: town: there is a control character after "a ", where windows-1252 has a letter or sign: write encoding: windows-1252`)
	_, _, faults = read(t, "f.csv", []byte("id,town\n1,\xc0\xa5\xc3\xf7\n2,a\xff\n"), mapping(t, "encoding: gbk"))
	wantFaults(t, faults, `f.csv:3:3: town: there is a byte that is not gbk, after "a"`)
}
