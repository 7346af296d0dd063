package classify

import (
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
)

func TestFates(t *testing.T) {
	book := compile(t, ways)
	for _, c := range []struct {
		says, lines string
		at          moment
	}{
		{"of those for the value, the first in rank is picked", "s1 latest=a on 19\n s2 latest=a on 21\n s3 latest=b on 20", moment{0, 0, "for picked against"}},
		{"what is said later is not there", "s1 latest=a on 19\n s2 latest=b on 21", moment{20, 0, "picked"}},
		{"what is written down later is not there", "s1 latest=a on 19\n entry 2\n s2 latest=b on 18", moment{0, 1, "picked"}},
		{"a denial of the value is against it", "s1 latest=a on 19\n s2 latest=a denies on 18", moment{0, 0, "picked against"}},
		{"a denial that removes it leaves nothing picked", "s1 latest=a on 19\n s2 latest=a denies on 20", moment{0, 0, "against against"}},
		{"what raises a value, or denies another, is beside it", "s1 latest=a on 19\n s2 latest=b raises on 21\n s3 latest=b denies on 21", moment{0, 0, "picked beside beside"}},
		{"a grade that cannot count", "s1 latest=a on 19\n s2 latest=b on 20 E5", moment{0, 0, "picked inadequate"}},
		{"a correction acts from its day", "s1 latest=a on 19\n s2 latest=b on 18\n w1 corrects s1 on 21", moment{20, 0, "picked against"}},
		{"and then another value is picked", "s1 latest=a on 19\n s2 latest=b on 18\n w1 corrects s1 on 21", moment{21, 0, "corrected picked"}},
		{"a strike acts on all of history", "s1 latest=a on 19\n s2 latest=b on 18\n entry 2\n w1 strikes s1", moment{19, 0, "struck picked"}},
		{"but not on what was recorded before", "s1 latest=a on 19\n s2 latest=b on 18\n entry 2\n w1 strikes s1", moment{19, 1, "picked against"}},
		{"a strike that was struck is none", "s1 latest=a on 19\n w1 strikes s1\n w2 strikes w1", moment{0, 0, "picked"}},
		{"an adjudication settles", "s1 latest=a on 19\n s2 latest=b on 19\n s3 latest=b on 19 settles s1,s2", moment{0, 0, "settled settled picked"}},
		{"each code of several is picked by itself", "s1 many=a on 19\n s2 many=b on 20\n s3 many=a on 21\n s4 many=c denies on 21", moment{0, 0, "for picked picked beside"}},
		{"to be the same as one says nothing against another", "s1 same=a on 19\n s2 same=b on 20\n s3 same=b denies on 18\n s4 same=a denies on 18", moment{0, 0, "beside picked against beside"}},
		{"what the codebook does not have", "s1 latest=a on 19\n s2 nothing=a on 19", moment{0, 0, "picked uncoded"}},
	} {
		known, recorded := ascribe.Forever, ascribe.Latest
		if c.at.known > 0 {
			known = ascribe.NewDay(2016, 7, c.at.known)
		}
		if c.at.recorded > 0 {
			recorded = c.at.recorded
		}
		var got []string
		for _, f := range Read(book, dossier(t, c.lines), recorded).Fates(known) {
			got = append(got, string(f.Fate))
		}
		if strings.Join(got, " ") != c.at.want {
			t.Errorf("%s: %v, want %s", c.says, got, c.at.want)
		}
	}
}
