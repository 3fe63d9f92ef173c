package media

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// A child dies with its parent even when the parent is killed.
func TestChildDiesWithParent(t *testing.T) {
	needTools(t)
	parent := exec.Command(os.Args[0])
	parent.Env = append(os.Environ(), asChild+"=1")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "running\n" {
		t.Fatalf("the parent says %q (%v)", line, err)
	}
	children := childrenOf(t, parent.Process.Pid)
	if len(children) != 1 {
		t.Fatalf("the parent has the children %v", children)
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for tick := time.NewTicker(10 * time.Millisecond); ; {
		if !runs(children[0]) {
			tick.Stop()
			return
		}
		select {
		case <-ctx.Done():
			t.Fatal("the child outlives its parent")
		case <-tick.C:
		}
	}
}

// Threads that end do not take a child with them.
func TestChildSurvivesThreads(t *testing.T) {
	needTools(t)
	done := make(chan error)
	for range 4 {
		go func() {
			done <- Run(t.Context(), Command{Args: []string{"-re", "-f", "lavfi", "-i", "testsrc2=duration=0.4", "-f", "null", "-"}})
		}()
	}
	for range 50 {
		ended := make(chan struct{})
		go func() {
			// A goroutine that ends while locked takes its thread with it.
			runtime.LockOSThread()
			close(ended)
		}()
		<-ended
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func childrenOf(t *testing.T, pid int) []string {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var children []string
	for _, path := range stats {
		b, _ := os.ReadFile(path)
		_, after, _ := bytes.Cut(b, []byte(") "))
		var state string
		var parent int
		if _, err := fmt.Sscan(string(after), &state, &parent); err == nil && parent == pid {
			children = append(children, strings.Split(path, "/")[2])
		}
	}
	return children
}

// runs tells whether a process is there and not a zombie.
func runs(pid string) bool {
	b, err := os.ReadFile("/proc/" + pid + "/stat")
	_, after, _ := bytes.Cut(b, []byte(") "))
	return err == nil && !bytes.HasPrefix(after, []byte("Z"))
}
