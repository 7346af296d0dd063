package sources

import (
	"testing"
)

func TestOnlyAddressesOfTheWebAreLinks(t *testing.T) {
	for address, want := range map[string]bool{
		"https://example.org/a": true, "http://example.org": true, "javascript:alert(1)": false, "data:text/html,x": false,
		"//example.org": false, "http://": false, "ftp://example.org": false, "": false, "https://exa mple.org": false, "/sources": false,
	} {
		if got := new(sourcePage).Web(address); got != want {
			t.Errorf("Web(%q) = %v", address, got)
		}
	}
}
