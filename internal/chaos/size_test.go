package chaos

import (
	"os"
	"testing"
)

// full tells whether the whole numbers are run.
func full() bool { return os.Getenv("CLIPD_CHAOS") == "full" }

// sized returns how much of something this run does, and skips under -short.
func sized(t testing.TB, few, all int) int {
	t.Helper()
	if testing.Short() {
		t.Skip("starts and kills programs")
	}
	if full() {
		return all
	}
	return few
}

// long skips a test that takes minutes unless the whole numbers are run.
func long(t testing.TB) {
	t.Helper()
	if !full() {
		t.Skip("takes minutes; CLIPD_CHAOS=full runs it")
	}
}
