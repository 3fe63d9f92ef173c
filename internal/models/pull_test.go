package models

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(hangingPull); dir != "" {
		pullForever(dir)
	}
	goleak.VerifyTestMain(m)
}

func TestPullFromAFolderOfWheels(t *testing.T) {
	s, from := testStore(t)
	if missing, err := s.Missing(); err != nil || strings.Join(missing, " ") != "letters" {
		t.Fatalf("missing before: %v, %v", missing, err)
	}
	var steps []string
	err := s.Pull(t.Context(), PullOptions{From: from, Progress: func(p Progress) {
		if p.Done > p.Total {
			t.Errorf("%d of %d", p.Done, p.Total)
		}
		if n := len(steps); n == 0 || steps[n-1] != p.Pack+" "+string(p.Step) {
			steps = append(steps, p.Pack+" "+string(p.Step))
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := content(t, s); got != "text/ABC=ABCDEF" {
		t.Errorf("the folder has %s", got)
	}
	if got := strings.Join(steps, ", "); got != "letters preparing, letters ready" {
		t.Errorf("progress was %s", got)
	}
	if missing, err := s.Missing(); err != nil || len(missing) != 0 {
		t.Errorf("missing after: %v, %v", missing, err)
	}
	if missing, err := s.Missing("digits", "letters"); err != nil || strings.Join(missing, " ") != "digits" {
		t.Errorf("missing of all: %v, %v", missing, err)
	}
}

func TestSecondPullDoesNothing(t *testing.T) {
	s, from := testStore(t)
	if err := s.Pull(t.Context(), PullOptions{From: from}); err != nil {
		t.Fatal(err)
	}
	err := s.Pull(t.Context(), PullOptions{From: "/no/such/folder", Progress: func(p Progress) { t.Errorf("%v", p) }})
	if err != nil {
		t.Error(err)
	}
}

func TestPullsAtTheSameTimeWorkOnce(t *testing.T) {
	s, from := testStore(t)
	prepared := 0
	s.packs[0].prepare = func(ctx context.Context, from, to string, progress func(int64)) error {
		prepared++
		return capitals(ctx, from, to, progress)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := s.Pull(t.Context(), PullOptions{From: from, Packs: []string{"letters", "digits"}}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if prepared != 1 {
		t.Errorf("prepared %d times", prepared)
	}
	if got := content(t, s); got != "text/ABC=ABCDEF text/digits.txt=0123456789" {
		t.Errorf("the folder has %s", got)
	}
}

func TestWhatAKilledPullLeftIsRemoved(t *testing.T) {
	s, from := testStore(t)
	for _, what := range []string{"by a pull that works", "by a pull with nothing to do"} {
		left := filepath.Join(s.dir, workFolder, "letters", "wheels")
		if err := os.MkdirAll(left, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(left, "half"), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := s.Pull(t.Context(), PullOptions{From: from}); err != nil {
			t.Fatal(err)
		}
		if got := content(t, s); got != "text/ABC=ABCDEF" {
			t.Errorf("%s: the folder has %s", what, got)
		}
	}
}

func TestAlteredFileIsNamedAndPulledAgain(t *testing.T) {
	s, from := testStore(t)
	if _, err := s.only("letters"); !errors.Is(err, ErrMissing) || err.Error() != "model file text/ABC is missing: run `clipd models pull`" {
		t.Errorf("before: %v", err)
	}
	if _, err := s.only("digits"); err == nil || !strings.HasSuffix(err.Error(), "run `clipd models pull digits`") {
		t.Errorf("optional: %v", err)
	}
	if err := s.Pull(t.Context(), PullOptions{From: from}); err != nil {
		t.Fatal(err)
	}
	path, err := s.only("letters")
	if err != nil {
		t.Fatal(err)
	}
	for _, altered := range []string{"ABCDEX", "ABC"} {
		if err := os.WriteFile(path, []byte(altered), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.only("letters"); !errors.Is(err, ErrAltered) || !strings.Contains(err.Error(), "text/ABC") || !strings.Contains(err.Error(), "run `clipd models pull`") {
			t.Errorf("%s: %v", altered, err)
		}
		files, err := s.Verify(t.Context())
		if err != nil || files[0].State != Altered || files[1].State != Absent {
			t.Errorf("%s: %v, %v", altered, files, err)
		}
		if err := s.Pull(t.Context(), PullOptions{From: from}); err != nil {
			t.Error(err)
		}
		if _, err := s.only("letters"); err != nil {
			t.Error(err)
		}
	}
	files, err := s.Verify(t.Context())
	if err != nil || files[0].State != OK || files[0].Pack != "letters" || files[0].Size != 6 || !files[1].Optional {
		t.Errorf("%v, %v", files, err)
	}
	if files, err := s.List(); err != nil || files[0].State != Present || files[1].State != Absent {
		t.Errorf("%v, %v", files, err)
	}
}

func TestBadWheelsAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, path string, s *Store)
		want  string
	}{
		"missing": {func(t *testing.T, path string, _ *Store) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}, "clipd_test_letters_two-1.0-py3-none-any.whl is not in"},
		"cut short": {func(t *testing.T, path string, _ *Store) {
			if err := os.Truncate(path, 100); err != nil {
				t.Fatal(err)
			}
		}, "has 100 bytes, not"},
		"altered": {func(t *testing.T, path string, _ *Store) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			data[40] ^= 1
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
		}, "it was altered; it was not used"},
		"with another file": {func(_ *testing.T, _ string, s *Store) {
			s.packs[0].taken[0].sha256 = sum([]byte("abcdeF"))
		}, "taking abc out of clipd_test_letters_one-1.0-py3-none-any.whl"},
		"with a longer file": {func(_ *testing.T, _ string, s *Store) {
			s.packs[0].taken[0].size = 5
		}, "longer than it should be"},
		"without the file": {func(_ *testing.T, _ string, s *Store) {
			s.packs[0].taken[0].parts[1].path = "../escape"
		}, "taking abc out of"},
		"prepared otherwise": {func(_ *testing.T, _ string, s *Store) {
			s.packs[0].files[0].sha256 = sum([]byte("ABCDEf"))
		}, "text/ABC was prepared with 6 bytes and SHA-256"},
	} {
		t.Run(name, func(t *testing.T) {
			s, from := testStore(t)
			c.spoil(t, filepath.Join(from, s.packs[0].wheels[1].name), s)
			err := s.Pull(t.Context(), PullOptions{From: from})
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "pulling the letters: ") {
				t.Errorf("%v, want %q", err, c.want)
			}
			if got := content(t, s); got != "" {
				t.Errorf("the folder has %s", got)
			}
		})
	}
}

func TestUnknownPacksAreNamed(t *testing.T) {
	s, _ := testStore(t)
	err := s.Pull(t.Context(), PullOptions{Packs: []string{"letter"}})
	if err == nil || err.Error() != `there is no model pack "letter"; there are letters, digits` {
		t.Error(err)
	}
}

func TestCancelledPullLeavesNothing(t *testing.T) {
	s, from := testStore(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Pull(ctx, PullOptions{From: from, Progress: func(Progress) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if got := content(t, s); got != "" {
		t.Errorf("the folder has %s", got)
	}
}

func TestWaitingPullCanBeCancelled(t *testing.T) {
	s, from := testStore(t)
	err := s.locked(t.Context(), nil, func(string) error {
		ctx, cancel := context.WithCancel(t.Context())
		err := s.Pull(ctx, PullOptions{From: from, Progress: func(p Progress) {
			if p.Step != Waiting {
				t.Errorf("step %s", p.Step)
			}
			cancel()
		}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("a waiting pull: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
