package media

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// endless are arguments of an encode that does not end by itself.
func endless() []string { return []string{"-f", "lavfi", "-i", "testsrc2", "-f", "null", "-"} }

func needTools(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

func TestRunEndsWithContext(t *testing.T) {
	needTools(t)
	stop := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	err := Run(ctx, Command{Args: endless(), Progress: func(time.Duration) { cancel(stop) }})
	if !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	if err := Run(ctx, Command{Args: endless()}); !errors.Is(err, stop) {
		t.Errorf("with an ended context: %v", err)
	}
}

// A child, and what it started, that does not listen is killed.
func TestRunKillsTheDeaf(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, w := io.Pipe()
	go func() {
		_, _ = bufio.NewReader(r).ReadString('\n')
		cancel()
	}()
	began := time.Now()
	err := runTool(ctx, "sh", []string{"-c", `trap "" TERM; sleep 600 & echo ready; wait; wait`}, Command{Stdout: w})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(began); took < grace || took > grace+20*time.Second {
		t.Errorf("ended after %v", took)
	}
}

func TestRunReturnsTheWritersError(t *testing.T) {
	needTools(t)
	full := errors.New("full")
	raw := []string{"-f", "lavfi", "-i", "testsrc2", "-f", "rawvideo"}
	if err := Run(t.Context(), Command{Args: append(raw, "pipe:1"), Stdout: failing{full}}); !errors.Is(err, full) {
		t.Errorf("stdout: got %v", err)
	}
	if err := Run(t.Context(), Command{Args: append(raw, Pipe(0)), Pipes: []io.Writer{failing{full}}}); !errors.Is(err, full) {
		t.Errorf("pipe: got %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// A reader that lags behind another one, and behind the end of the child, still
// gets everything.
func TestRunWaitsForSlowReaders(t *testing.T) {
	needTools(t)
	fast, slow := &counter{}, &counter{release: make(chan struct{})}
	var once sync.Once
	fast.seen = func(n int) {
		if n > 1<<20 {
			once.Do(func() { close(slow.release) })
		}
	}
	const frames, size = 40, 320 * 240
	err := Run(t.Context(), Command{Args: []string{
		"-f", "lavfi", "-i", "testsrc2=size=320x240", "-filter_complex", "[0]format=gray,split[a][b]",
		"-map", "[a]", "-frames:v", "40", "-f", "rawvideo", Pipe(0), "-map", "[b]", "-frames:v", "1", "-f", "rawvideo", Pipe(1),
	}, Pipes: []io.Writer{fast, slow}})
	if err != nil || fast.n != frames*size || slow.n != size {
		t.Errorf("read %d and %d bytes (%v)", fast.n, slow.n, err)
	}
}

type counter struct {
	n       int
	release chan struct{}
	seen    func(n int)
}

func (c *counter) Write(p []byte) (int, error) {
	if c.release != nil {
		<-c.release
	}
	c.n += len(p)
	if c.seen != nil {
		c.seen(c.n)
	}
	return len(p), nil
}

func TestRunErrors(t *testing.T) {
	needTools(t)
	for name, c := range map[string]struct {
		tool string
		args []string
		kind Kind
		says string
	}{
		"what ffmpeg says": {"ffmpeg", []string{"-v", "error", "-i", "/no/such/file", "-f", "null", "-"}, Failed, "/no/such/file: No such file or directory"},
		"signal":           {"sh", []string{"-c", "kill -9 $$"}, Killed, "ended by a signal (killed)"},
		"missing":          {"no-such-tool", nil, ToolMissing, "no-such-tool is not installed"},
		"disk full":        {"ffmpeg", []string{"-v", "error", "-f", "lavfi", "-i", "anullsrc=duration=10", "-f", "wav", "-y", "/dev/full"}, DiskFull, "the disk is full"},
		"silent failure":   {"sh", []string{"-c", "exit 3"}, Failed, "sh failed: exit status 3"},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "disk full" && runtime.GOOS != "linux" {
				t.Skip("there is no /dev/full")
			}
			err := runTool(t.Context(), c.tool, c.args, Command{})
			if KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %q (%s)", err, KindOf(err))
			}
		})
	}
}

func TestRunReadsOnlyFilesAndPipes(t *testing.T) {
	needTools(t)
	err := Run(t.Context(), Command{Args: []string{"-i", "http://127.0.0.1:9/x", "-f", "null", "-"}})
	if err == nil || !strings.Contains(err.Error(), "not on whitelist") {
		t.Errorf("got %v", err)
	}
	list := filepath.Join(t.TempDir(), "list.mp4")
	if err := os.WriteFile(list, []byte("ffconcat version 1.0\nfile other.mp4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Probe(t.Context(), list); KindOf(err) != NotMedia {
		t.Errorf("a script was opened: %v", err)
	}
}

func TestTrials(t *testing.T) {
	needTools(t)
	ctx := t.Context()
	if err := TrialEncode(ctx, "libx264", "-preset", "ultrafast"); err != nil {
		t.Error(err)
	}
	if err := TrialEncode(ctx, "no_such_encoder"); err == nil || !strings.Contains(err.Error(), "no_such_encoder") {
		t.Errorf("got %v", err)
	}
	if err := TrialFilter(ctx, PictureFilter(Video{HDR: true, Transfer: "smpte2084", Width: 320, Height: 240})); err != nil {
		t.Error(err)
	}
	if err := TrialFilter(ctx, "no_such_filter"); err == nil {
		t.Error("a filter that does not exist worked")
	}
}

func TestTail(t *testing.T) {
	var said tail
	for range 3000 {
		_, _ = said.Write([]byte("[h264 @ 0x55aa12] error while decoding\n"))
	}
	_, _ = said.Write([]byte("[mov,mp4 @ 0x1] [in @ 0x2] partial file\xff\nlast line"))
	if got, want := said.text(), "error while decoding; partial file?; last line"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(said.buf) > tailBytes {
		t.Errorf("%d bytes kept", len(said.buf))
	}
}
