package web

import (
	"net/http"
	"testing"
)

// BenchmarkPages is what it costs to answer single pages of the sample
// casebook, as a browser asks for them.
func BenchmarkPages(b *testing.B) {
	s := serve(b, sampleRecord(b))
	for _, page := range []struct{ name, address string }{
		{"incident", "/incidents/wuerzburg-train-2016"},
		{"incidents", "/"},
		{"over_time", "/over-time"},
		{"fault", "/nowhere"},
		{"api", "/api/v1/incidents"},
	} {
		b.Run(page.name, func(b *testing.B) {
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				size = request(s, http.MethodGet, page.address, "Accept-Encoding", "gzip").Body.Len()
			}
			b.ReportMetric(float64(size), "sent-B/op")
		})
	}
}
