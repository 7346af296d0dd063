package web

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
)

// TestPagesTakeFewStatements: a page takes a few transactions and statements of
// SQL, with nothing kept from before and with all of it.
func TestPagesTakeFewStatements(t *testing.T) {
	a := sampleRecord(t)
	largest, most := "", 0
	for d, err := range a.Store.Dossiers(t.Context(), ascribe.Main) {
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Statements) > most {
			largest, most = d.Subject, len(d.Statements)
		}
	}
	for address, statements := range map[string]int64{"/incidents/" + largest: 40, "/": 20, "/over-time": 20} {
		s := serve(t, sampleRecord(t)) // with nothing kept
		for _, caches := range []string{"cold", "warm"} {
			ctx, n := store.Counting(t.Context())
			w := httptest.NewRecorder()
			s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil).WithContext(ctx))
			if w.Code != http.StatusOK {
				t.Fatalf("%s: %d", address, w.Code)
			}
			t.Logf("%s, caches %s: %d transactions, %d statements of SQL", address, caches, n.Transactions(), n.Statements())
			if n.Transactions() > 3 || n.Statements() > statements {
				t.Errorf("%s, caches %s: %d transactions and %d statements of SQL, want at most 3 and %d", address, caches, n.Transactions(), n.Statements(), statements)
			}
		}
	}
}
