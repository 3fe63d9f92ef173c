package chaos

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The disk that holds the database, the files and the work is full for a while.
func TestFullDisk(t *testing.T) {
	rounds := sized(t, 1, 5)
	long(t)
	p := newPlace(t)
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=64m"); err != nil {
		t.Skipf("mounting a small disk, which root can do: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	p.database, p.objects = "sqlite://"+filepath.Join(disk, "clipd.db"), filepath.Join(disk, "objects")
	p.settings["CLIPD_DATABASE_URL"], p.settings["CLIPD_BLOB_URL"] = p.database, "file://"+p.objects
	server := p.serve(2)
	server.data = filepath.Join(disk, "data")
	server.more["CLIPD_DATA"] = server.data
	c := server.client()
	server.start()
	jobs := newStream(c, 4, false)
	video := picture(t)
	jobs.begin(t.Context())
	for range rounds {
		pause(between(time.Second, 5*time.Second))
		ballast := filepath.Join(disk, "ballast")
		fill(t, ballast)
		content, _ := sparse(t, video, 1<<20)
		if _, status, err := c.send(t.Context(), "video.mp4", content); status != http.StatusServiceUnavailable {
			t.Errorf("uploading to a full disk: %d %v", status, err)
		}
		pause(between(5*time.Second, 15*time.Second))
		fill(t, ballast) // what was freed meanwhile
		if !server.answers() {
			t.Errorf("the server does not answer: %s", server.tail())
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		within(t, time.Minute, "/readyz to say yes", func() bool { return c.ready() == http.StatusOK })
	}
	jobs.close(10 * time.Minute)
	n := jobs.verdict(missed)
	t.Logf("%d times; %v; %d stray files before the sweep", rounds, n, p.audit(server))
}

// fill appends until nothing more fits.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := bytes.Repeat([]byte{1}, 4096); ; {
		if _, err := f.Write(block); errors.Is(err, syscall.ENOSPC) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// status reads a number of /proc/PID/status, in KiB.
func (s *process) status(field string) (n int) {
	s.p.t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		s.p.t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, field+":"); ok {
			if _, err := fmt.Sscan(value, &n); err != nil {
				s.p.t.Fatal(err)
			}
		}
	}
	return n
}

// descriptors counts the open files of the process.
func (s *process) descriptors() int {
	s.p.t.Helper()
	all, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", s.cmd.Process.Pid))
	if err != nil {
		s.p.t.Fatal(err)
	}
	return len(all)
}
