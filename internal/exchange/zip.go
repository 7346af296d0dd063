package exchange

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// The limits of what a zip may unpack to. Deflate can shrink a thousandfold,
// and text of people does not.
const (
	MaxUnpacked = 8 << 30 // bytes, of all files together
	maxRatio    = 300     // of a file of more than a mebibyte
	maxEntries  = 10_000
)

// ZipFS is the file system in a zip, guarded against one that is damaged, or
// made to fill the memory or to reach out of it. Where all files lie in one
// folder, as when a folder was zipped, it is that folder.
//
// What the zip declares is checked at once, and that its files unpack to no
// more than they declare while they are read.
func ZipFS(r io.ReaderAt, size int64) (fs.FS, error) {
	z, err := openZip(r, size, func(name string) string { return name })
	if err != nil {
		return nil, err
	}
	var fsys fs.FS = zipFS{z}
	if top := topFolder(z.File); top != "" {
		if fsys, err = fs.Sub(fsys, top); err != nil {
			return nil, refuseZip("its folder %s cannot be opened", quote(top))
		}
	}
	return fsys, nil
}

// PackageFS is ZipFS for the packages of office programs, whose parts are
// found by name whatever the capitals (ECMA-376, part 2), and which some
// writers give backslashes or a slash at the front.
func PackageFS(r io.ReaderAt, size int64) (fs.FS, error) {
	z, err := openZip(r, size, partName)
	if err != nil {
		return nil, err
	}
	p := packageFS{zipFS{z}, make(map[string]string, len(z.File))}
	for _, f := range z.File {
		p.names[partName(f.Name)] = strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
	}
	return p, nil
}

// partName is the name of a part that all its spellings have.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// packageFS finds parts by any spelling of their names.
type packageFS struct {
	zipFS
	names map[string]string
}

func (p packageFS) Open(name string) (fs.File, error) {
	if written, ok := p.names[partName(name)]; ok {
		name = written
	}
	return p.zipFS.Open(name)
}

// openZip reads what a zip declares, and holds it to the limits. nameOf is the
// name by which a file is found.
func openZip(r io.ReaderAt, size int64, nameOf func(string) string) (*zip.Reader, error) {
	r = io.NewSectionReader(r, 0, size) // an offset out of the file is its end, not an error of the disk
	z, err := zip.NewReader(r, size)
	if err != nil {
		if !isDamage(err) && err != io.EOF && !errors.Is(err, zip.ErrInsecurePath) {
			return nil, ascribe.Errorf(ascribe.ErrInternal, "the zip could not be read").WithCause(err)
		}
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "this is not a zip file, or it is cut short").
			WithHint("Make or copy it again.").WithCause(err)
	}
	if len(z.File) > maxEntries {
		return nil, refuseZip("it holds %d files, and the most is %d", len(z.File), maxEntries)
	}
	var unpacked, packed uint64
	seen := make(map[string]bool, len(z.File))
	for _, f := range z.File {
		name := strings.TrimSuffix(nameOf(f.Name), "/")
		switch {
		case !fs.ValidPath(name) || strings.ContainsAny(name, "\\:\x00"):
			return nil, refuseZip("the path %s in it leaves the folder", quote(f.Name))
		case seen[name]:
			return nil, refuseZip("it holds two files %s", quote(name))
		case f.Flags&1 != 0:
			return nil, refuseZip("%s in it is encrypted", quote(name))
		case f.Method != zip.Store && f.Method != zip.Deflate:
			return nil, refuseZip("%s in it is packed by method %d, and only deflate is read", quote(name), f.Method)
		case f.UncompressedSize64 > MaxUnpacked:
			return nil, refuseZip("%s unpacks to more than %d GiB", quote(name), MaxUnpacked>>30)
		case f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/maxRatio > f.CompressedSize64:
			return nil, refuseZip("%s unpacks to more than %d times its size", quote(name), maxRatio)
		}
		seen[name] = true
		unpacked += f.UncompressedSize64
		if packed += f.CompressedSize64; f.CompressedSize64 > uint64(size) || packed > uint64(size) {
			return nil, refuseZip("its files overlap, or it is cut short")
		}
	}
	if unpacked > MaxUnpacked {
		return nil, refuseZip("it unpacks to more than %d GiB", MaxUnpacked>>30)
	}
	return z, nil
}

func refuseZip(format string, args ...any) error {
	return ascribe.Errorf(ascribe.ErrInvalid, "the zip is refused: "+format, args...).
		WithHint("Zip the casebook's folder again, or unpack it and give the folder.")
}

// topFolder is the one folder that all files lie in, or "". What macOS adds
// beside it does not count.
func topFolder(files []*zip.File) string {
	top := ""
	for _, f := range files {
		first, _, inFolder := strings.Cut(f.Name, "/")
		switch {
		case first == "__MACOSX" || path.Base(f.Name) == ".DS_Store":
		case !inFolder || top != "" && first != top:
			return ""
		default:
			top = first
		}
	}
	return top
}

// zipFS opens files that say in a sentence what is wrong with the zip.
type zipFS struct{ z *zip.Reader }

func (z zipFS) Open(name string) (fs.File, error) {
	f, err := z.z.Open(name)
	if isDamage(err) || err == io.EOF {
		return nil, damaged(name, err)
	}
	if err != nil {
		return nil, err
	}
	if _, ok := f.(fs.ReadDirFile); ok {
		return f, nil
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	return &zipFile{File: f, name: name, size: info.Size()}, nil
}

type zipFile struct {
	fs.File
	name string
	read int64
	size int64
}

func (f *zipFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.read += int64(n)
	// archive/zip ends the file this way where it unpacks to more than it
	// declares; held here too, should it ever not.
	if f.read > f.size || errors.Is(err, zip.ErrFormat) {
		return 0, ascribe.Errorf(ascribe.ErrInvalid, "%s in the zip unpacks to more than the %d bytes that it declares, or is damaged", f.name, f.size).
			WithHint("Zip the casebook's folder again.").WithCause(err)
	}
	if isDamage(err) {
		return n, damaged(f.name, err)
	}
	return n, err
}

// isDamage reports whether an error says that a zip is not as it was made.
func isDamage(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, zip.ErrFormat) || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrAlgorithm) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &corrupt)
}

func damaged(name string, err error) error {
	return ascribe.Errorf(ascribe.ErrInvalid, "%s in the zip is damaged or cut short", name).
		WithHint("Make or copy the zip again.").WithCause(fmt.Errorf("%s: %w", name, err))
}
