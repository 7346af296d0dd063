package pattern

import "testing"

// TestCompiledWhenNeeded holds that a pattern costs nothing until it is used.
func TestCompiledWhenNeeded(t *testing.T) {
	faulty := New(`(`)
	defer func() {
		if recover() == nil {
			t.Error("a fault in a pattern is not told at its first use")
		}
	}()
	if New(`^(\d+)-`).FindStringSubmatch("12-3")[1] != "12" {
		t.Error("a pattern finds something else than its expression does")
	}
	faulty.MatchString("")
}
