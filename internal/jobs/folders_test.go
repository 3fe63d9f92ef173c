package jobs

import (
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
)

// Processes that start at once on what dead ones left all get on, and none loses
// its folder to another's sweep.
func TestScratchAtOnce(t *testing.T) {
	root := filepath.Join(t.TempDir(), "work")
	if err := os.MkdirAll(filepath.Join(root, "dead"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "dead"+lockSuffix), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range 32 {
		all.Go(func() {
			s, err := openScratch(t.Context(), root, strconv.Itoa(i))
			if err != nil {
				t.Error(err)
				return
			}
			dead, err := sweepScratch(t.Context(), root)
			if err != nil {
				t.Error(err)
			}
			for _, name := range dead {
				if name != "dead" && exists(filepath.Join(root, name)) {
					t.Errorf("%s counts as dead", name)
				}
			}
			if _, err := s.folder(); err != nil {
				t.Error(err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if left, err := filepath.Glob(filepath.Join(root, "*")); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
