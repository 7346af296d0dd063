package exchange_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

func zipped(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		method := zip.Deflate
		if files[i+1] == "" {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: files[i], Method: method})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, files[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readZip reads a zip to its end.
func readZip(zip []byte) (nouns []ascribe.Noun, err error) {
	fsys, err := exchange.ZipFS(bytes.NewReader(zip), int64(len(zip)))
	if err != nil {
		return nil, err
	}
	c, err := exchange.OpenCasebook(fsys, "casebook.zip")
	if err != nil {
		return nil, err
	}
	var problems ascribe.Problems
	for p, err := range c.Nouns(&problems) {
		if err != nil {
			return nil, err
		}
		nouns = append(nouns, p.Noun)
	}
	return nouns, problems.Err("casebook.zip", "")
}

func TestZipOfAFolder(t *testing.T) {
	want := []ascribe.Noun{&ascribe.Incident{ID: "a", Title: "A"}}
	for _, files := range [][]string{
		{"incidents.csv", "id,title\na,A\n", "statements.csv", statementsHeader},
		{"case/", "", "case/incidents.csv", "id,title\na,A\n", "case/statements.csv", statementsHeader, "__MACOSX/case/._x", "x", ".DS_Store", ""},
	} {
		nouns, err := readZip(zipped(t, files...))
		if err != nil || !same(nouns, want) {
			t.Errorf("%q: %v, %v", files[0], nouns, err)
		}
	}
}

func TestBadZips(t *testing.T) {
	var random strings.Builder
	random.WriteString(incidentsHeader)
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		fmt.Fprintf(&random, "i-%d,%x\n", rnd.Uint64(), rnd.Uint64())
	}
	whole := zipped(t, "incidents.csv", random.String(), "statements.csv", statementsHeader)
	cutShort := whole[:len(whole)/2]
	corrupt := bytes.Clone(whole)
	corrupt[len(corrupt)/2] ^= 0xFF
	many := make([]string, 0, 20_004)
	for i := range 10_001 {
		many = append(many, fmt.Sprint(i), "")
	}
	tests := []struct {
		name string
		zip  []byte
		want string
	}{
		{"no zip", []byte("id,title\n"), "this is not a zip file, or it is cut short"},
		{"empty", nil, "this is not a zip file, or it is cut short"},
		{"cut short", cutShort, "this is not a zip file, or it is cut short"},
		{"corrupt", corrupt, "incidents.csv in the zip is damaged"},
		{"leaves the folder", zipped(t, "../incidents.csv", ""), `the zip is refused: the path "../incidents.csv" in it leaves the folder`},
		{"absolute", zipped(t, "/incidents.csv", ""), `the zip is refused: the path "/incidents.csv" in it leaves the folder`},
		{"backslash", zipped(t, `a\incidents.csv`, ""), `the zip is refused: the path "a\\incidents.csv" in it leaves the folder`},
		{"twice", zipped(t, "incidents.csv", "a", "incidents.csv", "b"), `the zip is refused: it holds two files "incidents.csv"`},
		{"bomb", zipped(t, "incidents.csv", strings.Repeat("\x00", 4<<20)), `the zip is refused: "incidents.csv" unpacks to more than 300 times its size`},
		{"many files", zipped(t, many...), "the zip is refused: it holds 10001 files"},
		{"more than there is room for", lyingZip(t, "incidents.csv", "x", 9<<30), `the zip is refused: "incidents.csv" unpacks to more than 8 GiB`},
		{"more than it declares", lyingZip(t, "incidents.csv", random.String(), 1000), "incidents.csv in the zip unpacks to more than the 1000 bytes that it declares"},
		{"less than it declares", lyingZip(t, "incidents.csv", random.String(), 900_000), "incidents.csv in the zip is damaged or cut short"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			nouns, err := readZip(test.zip)
			if ascribe.KindOf(err) != ascribe.ErrInvalid || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("%d nouns, %v; want %s", len(nouns), err, test.want)
			}
		})
	}
	if nouns, err := readZip(whole); err != nil || len(nouns) != 20_000 {
		t.Errorf("the zip that the others are made of: %d nouns, %v", len(nouns), err)
	}
}

// lyingZip declares another size for a file than it unpacks to.
func lyingZip(t *testing.T, name, text string, declared uint64) []byte {
	t.Helper()
	var packed, b bytes.Buffer
	inner := zip.NewWriter(&packed)
	w, err := inner.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, text)
	if err := inner.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := r.File[0].OpenRaw()
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(&b)
	to, err := z.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(text)),
		CompressedSize64: r.File[0].CompressedSize64, UncompressedSize64: declared,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(to, raw); err != nil {
		t.Fatal(err)
	}
	w, err = z.Create("statements.csv")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, statementsHeader)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Two entries of a zip that share the same packed bytes are how a small file
// unpacks to more than deflate could make of it.
func TestOverlappingZip(t *testing.T) {
	var text strings.Builder
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		fmt.Fprintf(&text, "%x", rnd.Uint64())
	}
	b := zipped(t, "a.csv", text.String(), "b.csv", "x")
	// Point the second directory entry to the first file's data.
	directory := bytes.Index(b, []byte("PK\x01\x02"))
	second := directory + bytes.Index(b[directory+4:], []byte("PK\x01\x02")) + 4
	copy(b[second+16:second+28], b[directory+16:directory+28]) // checksum and sizes
	binary.LittleEndian.PutUint32(b[second+42:], 0)
	_, err := exchange.ZipFS(bytes.NewReader(b), int64(len(b)))
	if ascribe.KindOf(err) != ascribe.ErrInvalid || err.Error() != "the zip is refused: its files overlap, or it is cut short" {
		t.Errorf("overlapping files: %v", err)
	}
}

func FuzzZip(f *testing.F) {
	var b bytes.Buffer
	z := exchange.NewZipSink(&b)
	if err := exchange.WriteCasebook(z, exchange.About{Name: "f"}, sequence([]ascribe.Noun{&ascribe.Incident{ID: "a", Title: "A"}})); err != nil {
		f.Fatal(err)
	}
	z.Close()
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, zip []byte) {
		if _, err := readZip(zip); err != nil {
			if k := ascribe.KindOf(err); k != ascribe.ErrInvalid && k != ascribe.ErrNotFound {
				t.Errorf("%s: %v (%v)", k, err, errors.Unwrap(err))
			}
		}
	})
}
