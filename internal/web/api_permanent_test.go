package web

import (
	"encoding/json"
	"fmt"
	"net/url"
	"testing"

	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// TestPermanentAddresses: every incident, actor, source, statement, entry and
// version of the codebook has an address of its own, as a page and as JSON.
func TestPermanentAddresses(t *testing.T) {
	s := serve(t, sampleRecord(t))
	read := func(address string, into any) {
		t.Helper()
		if err := json.Unmarshal([]byte(get(t, s, address, 200)), into); err != nil {
			t.Fatalf("%s: %v", address, err)
		}
	}
	both := func(path string) {
		t.Helper()
		get(t, s, path, 200)
		get(t, s, kit.APIRoot+path, 200)
	}
	var incidents struct{ Rows []struct{ Incident string } }
	read("/api/v1/incidents?limit=500", &incidents)
	if len(incidents.Rows) != 52 {
		t.Errorf("there are %d incidents", len(incidents.Rows))
	}
	for _, r := range incidents.Rows {
		both("/incidents/" + url.PathEscape(r.Incident))
		var one struct{ Evidence []struct{ Statement string } }
		read("/api/v1/incidents/"+url.PathEscape(r.Incident), &one)
		if len(one.Evidence) == 0 {
			t.Errorf("%s has no evidence", r.Incident)
			continue
		}
		both("/statements/" + url.PathEscape(one.Evidence[0].Statement))
	}
	var sources struct{ Rows []struct{ Source string } }
	read("/api/v1/sources?limit=100", &sources)
	for _, r := range sources.Rows {
		both("/sources/" + url.PathEscape(r.Source))
	}
	var actors struct{ Rows []struct{ Actor string } }
	read("/api/v1/actors?limit=100", &actors)
	for _, r := range actors.Rows {
		both("/actors/" + url.PathEscape(r.Actor))
	}
	var entries struct{ Rows []struct{ Entry int64 } }
	read("/api/v1/ledger", &entries)
	for _, r := range entries.Rows {
		both(fmt.Sprintf("/ledger/%d", r.Entry))
	}
	var codebook struct{ Versions []struct{ Version string } }
	read("/api/v1/codebook", &codebook)
	for _, v := range codebook.Versions {
		both("/codebook?codebook=" + url.QueryEscape(v.Version))
	}
	for what, n := range map[string]int{"sources": len(sources.Rows), "actors": len(actors.Rows), "entries": len(entries.Rows), "versions": len(codebook.Versions)} {
		if n == 0 {
			t.Errorf("there are no %s", what)
		}
	}
}
