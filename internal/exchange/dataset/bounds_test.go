package dataset_test

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// endless is a file of a beginning, and then a text over and over.
type endless struct {
	begin, over string
	size        int64
}

func (e endless) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) && off+int64(n) < e.size {
		at := off + int64(n)
		text := e.begin
		if at >= int64(len(e.begin)) {
			text = e.over
			at = (at - int64(len(e.begin))) % int64(len(e.over))
		}
		n += copy(p[n:], text[at:])
	}
	if left := e.size - off; int64(n) > left {
		n = int(max(left, 0))
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// Reading takes no more memory for a larger file, whatever is in it.
func TestMemoryIsBounded(t *testing.T) {
	const size = 64 << 20
	if testing.Short() {
		t.Skip("reads some hundred megabytes")
	}
	columns := make([]string, 45)
	for i := range columns {
		columns[i] = fmt.Sprintf("c%d", i)
	}
	columns[0] = "id"
	var rows strings.Builder
	for i := range 300 {
		fmt.Fprintf(&rows, "%d%s,%s\n", i, strings.Repeat(",value", 43), strings.Repeat("text ", 200))
	}
	for name, file := range map[string]endless{
		"rows":              {strings.Join(columns, ",") + "\n", rows.String(), size},
		"a field":           {"id,a\n1,", strings.Repeat("x", 4096), size / 4},
		"a quote":           {"id,a\n1,\"", strings.Repeat("x\n", 4096), size / 4},
		"a row":             {"id,a\n1,", strings.Repeat(",", 4096), size / 4},
		"a header":          {"id,", strings.Repeat("a,", 4096), size / 4},
		"a line of JSON":    {`{"id": "`, strings.Repeat("x", 4096), size / 4},
		"an array of JSON":  {`{"id": [`, strings.Repeat("1,", 4096), size / 4},
		"lines of JSON":     {"", `{"id": 1, "a": "` + strings.Repeat("x", 1000) + "\"}\n", size / 4},
		"features":          {`{"type": "FeatureCollection", "features": [{}`, `, {"properties": {"id": 1, "a": "` + strings.Repeat("x", 1000) + "\"}}", size / 4},
		"lines with faults": {"id,a\n", "1\n", size / 8},
	} {
		t.Run(name, func(t *testing.T) {
			var stats runtime.MemStats
			most, n := uint64(0), 0
			look := func() {
				if n++; n%5000 == 1 {
					runtime.ReadMemStats(&stats)
					most = max(most, stats.HeapInuse)
				}
			}
			table, err := dataset.OpenTable("f", file, file.size, nil)
			look()
			if err == nil {
				var problems ascribe.Problems
				for _, err := range table.Rows(&problems) {
					if err != nil {
						t.Log(err)
					}
					look()
				}
			}
			runtime.ReadMemStats(&stats)
			most = max(most, stats.HeapInuse)
			if most > 120<<20 {
				t.Errorf("%d MiB were in use", most>>20)
			}
		})
	}
}
