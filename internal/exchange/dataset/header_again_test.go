package dataset_test

import (
	"fmt"
	"testing"
)

// Files that were joined have the header again in the middle: it is no incident.
func TestTheHeaderAgainIsPassedOver(t *testing.T) {
	table, rows, faults := read(t, "in.csv", []byte("\ufeffid,Town\n1,Ansbach\n\ufeffID, town\n2,Ulm\n3,Town\n"), nil)
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	if got := fmt.Sprint(ids, faults, table.Remarks().List); got != "[1 2 3] [] [in.csv:3:1: the header stands here again, and was passed over: perhaps files were joined]" {
		t.Error(got)
	}
}
