package models

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// offline makes the real pip find the wheels of a folder and nothing else.
func offline(t *testing.T, s *Store, from string) {
	t.Helper()
	found, err := findPip(t.Context())
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	t.Setenv("PIP_NO_INDEX", "1")
	t.Setenv("PIP_FIND_LINKS", from)
	s.pip = func(context.Context) (pip, error) { return found, nil }
}

func TestPullByPip(t *testing.T) {
	s, from := testStore(t)
	offline(t, s, from)
	var last Progress
	err := s.Pull(t.Context(), PullOptions{Packs: []string{"letters", "digits"}, Progress: func(p Progress) { last = p }})
	if err != nil {
		t.Fatal(err)
	}
	if last.Step != Ready || last.Done != last.Total {
		t.Errorf("ended with %v", last)
	}
	if got := content(t, s); got != "text/ABC=ABCDEF text/digits.txt=0123456789" {
		t.Errorf("the folder has %s", got)
	}
}

func TestPipRefusesAWheelOfAnotherHash(t *testing.T) {
	s, from := testStore(t)
	offline(t, s, from)
	_, other := makeWheel(t, s.packs[0].wheels[0].project, map[string]string{"data/abc.part1": "evil"})
	if err := os.WriteFile(filepath.Join(from, s.packs[0].wheels[0].name), other, 0o600); err != nil {
		t.Fatal(err)
	}
	err := s.Pull(t.Context(), PullOptions{})
	if err == nil || !strings.Contains(err.Error(), "clipd-test-letters-one 1.0") || !strings.Contains(err.Error(), "not the pinned file") {
		t.Error(err)
	}
	if got := content(t, s); got != "" {
		t.Errorf("the folder has %s", got)
	}
}

func TestPipThatFindsNothing(t *testing.T) {
	s, _ := testStore(t)
	offline(t, s, t.TempDir())
	err := s.Pull(t.Context(), PullOptions{})
	if err == nil || !strings.Contains(err.Error(), "No matching distribution found for clipd-test-letters-one==1.0") || !strings.Contains(err.Error(), "--from") {
		t.Error(err)
	}
}

func TestMissingPipIsNamed(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := findPip(t.Context())
	if !errors.Is(err, ErrNoPip) || !strings.Contains(err.Error(), "python3-pip") {
		t.Error(err)
	}
	s, _ := testStore(t)
	s.pip = findPip
	if err := s.Pull(t.Context(), PullOptions{}); !errors.Is(err, ErrNoPip) {
		t.Error(err)
	}
}

func TestPipErrors(t *testing.T) {
	wheels := []wheel{{project: "one", version: "1.0"}}
	for said, want := range map[string]string{
		"x\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n": "one 1.0: what the package index sent is not the pinned file",
		"WARNING: Retrying ... NewConnectionError\nERROR: No matching distribution":      "one 1.0 could not be fetched: No matching distribution. Check the network",
		"ERROR: Could not install: [Errno 28] No space left on device":                   "the disk is full",
		"bash: oops": "pip could not fetch one 1.0: bash: oops (exit status 1)",
		"":           "pip could not fetch one 1.0:  (exit status 1)",
	} {
		if err := pipError(wheels, said, errors.New("exit status 1")); !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", said, err)
		}
	}
}

// hangingPip writes half a wheel into the pull's folder, says so in a file
// named PIDS, and then waits with a child of its own.
const hangingPip = `#!/bin/sh
while [ $# -gt 0 ]; do [ "$1" = --dest ] && dest="$2"; shift; done
echo half > "$dest/half.whl"
echo half > "$TMPDIR/half"
sleep 600 &
echo $$ $! > PIDS.tmp && mv PIDS.tmp PIDS
wait
`

func writeHangingPip(t testing.TB, dir string) pip {
	t.Helper()
	script := filepath.Join(dir, "pip")
	text := strings.ReplaceAll(hangingPip, "PIDS", filepath.Join(dir, "pids"))
	if err := os.WriteFile(script, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	return pip{script}
}

// pids waits for the hanging pip and returns the process ids of it and its
// child.
func pids(t *testing.T, dir string) []string {
	t.Helper()
	for range 500 {
		if data, err := os.ReadFile(filepath.Join(dir, "pids")); err == nil {
			return strings.Fields(string(data))
		}
		<-time.After(10 * time.Millisecond)
	}
	t.Fatal("pip was not started")
	return nil
}

// gone waits for the end of a process; one that nobody has waited for counts.
func gone(pid string) bool {
	for range 500 {
		stat, err := os.ReadFile(filepath.Join("/proc", pid, "stat"))
		if err != nil || strings.Contains(string(stat), ") Z ") {
			return true
		}
		<-time.After(10 * time.Millisecond)
	}
	return false
}

func needLinux(t *testing.T) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("processes are watched through Linux's /proc")
	}
}

func TestCancelledPipDiesWithItsChildren(t *testing.T) {
	needLinux(t)
	s, _ := testStore(t)
	dir := t.TempDir()
	hanging := writeHangingPip(t, dir)
	s.pip = func(context.Context) (pip, error) { return hanging, nil }
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	sawBytes := make(chan struct{})
	go func() {
		seen := false
		result <- s.Pull(ctx, PullOptions{Progress: func(p Progress) {
			if p.Done > 0 && !seen {
				seen = true
				close(sawBytes)
			}
		}})
	}()
	processes := pids(t, dir)
	<-sawBytes
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	for _, pid := range processes {
		if !gone(pid) {
			t.Errorf("process %s still runs", pid)
		}
	}
	if got := content(t, s); got != "" {
		t.Errorf("the folder has %s", got)
	}
}

// hangingPull names the variable by which the test below starts itself again.
const hangingPull = "CLIPD_TEST_HANGING_PULL"

func pullForever(dir string) {
	t := &testing.T{}
	s := Open(filepath.Join(dir, "models"))
	s.packs = []pack{{name: "letters", platform: "any", wheels: []wheel{{project: "a", version: "1"}}, files: []file{{path: "a"}}}}
	hanging := writeHangingPip(t, dir)
	s.pip = func(context.Context) (pip, error) { return hanging, nil }
	_ = s.Pull(context.Background(), PullOptions{})
	os.Exit(1)
}

func TestPipDiesWhenClipdIsKilled(t *testing.T) {
	needLinux(t)
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	parent := exec.Command(self)
	parent.Env = append(os.Environ(), hangingPull+"="+dir)
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	processes := pids(t, dir)
	// The signal reaches pip, not what pip may have started.
	t.Cleanup(func() { _ = exec.Command("kill", "-9", processes[1]).Run() })
	pip := processes[0]
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	if !gone(pip) {
		t.Errorf("pip (process %s) outlived clipd", pip)
	}
}
