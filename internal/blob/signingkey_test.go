package blob_test

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"clipd/internal/blob"
)

func TestSigningKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "signing.key")
	keys := make([][]byte, 20)
	var all sync.WaitGroup
	for i := range keys {
		all.Go(func() {
			key, err := blob.SigningKey(path)
			if err != nil {
				t.Error(err)
			}
			keys[i] = key
		})
	}
	all.Wait()
	for _, k := range keys {
		if len(k) != 32 || !bytes.Equal(k, keys[0]) {
			t.Errorf("keys differ: %x, %x", k, keys[0])
		}
	}
	st, err := os.Stat(path)
	if err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", st.Mode(), err)
	}
}

func TestSigningKeyFile(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		taken bool
	}{
		"cut off":   {"0123", true},
		"too open":  {"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n", true},
		"not a key": {"this is something else, which is kept as it is, and not written over\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "signing.key")
			must(t, os.WriteFile(path, []byte(c.text), 0o644))
			key, err := blob.SigningKey(path)
			if (err == nil) != c.taken || c.taken && len(key) != 32 {
				t.Fatalf("%x, %v", key, err)
			}
			if st, err := os.Stat(path); err != nil || st.Mode().Perm() != 0o600 {
				t.Errorf("mode %v, %v", st.Mode(), err)
			}
			if b, err := os.ReadFile(path); err != nil || !c.taken && string(b) != c.text {
				t.Errorf("now %q, %v", b, err)
			}
		})
	}
	if _, err := blob.SigningKey(filepath.Join(t.TempDir(), "none", "signing.key")); err == nil {
		t.Error("a key in no folder")
	}
}
