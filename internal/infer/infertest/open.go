// Package infertest opens the model files that tests use, and ONNX Runtime out of
// them.
package infertest

import (
	"testing"

	"clipd/internal/infer"
	"clipd/internal/mediatest"
	"clipd/internal/models"
)

// Open returns the models folder that [mediatest.Models] names, and its ONNX
// Runtime, which is closed when the test ends.
func Open(t testing.TB) (*models.Store, *infer.Runtime) {
	t.Helper()
	store := models.Open(mediatest.Models(t))
	library, err := store.Runtime()
	if err != nil {
		t.Fatal(err)
	}
	rt, err := infer.Start(library)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := rt.Close(); err != nil {
			t.Error(err)
		}
	})
	return store, rt
}
