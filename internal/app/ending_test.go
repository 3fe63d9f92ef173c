package app

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"clipd/internal/mediatest"
)

// longCut starts `clipd cut` on a video that takes a while and returns when its
// encoder runs. The folder is where the clips go.
func longCut(t *testing.T) (cmd *exec.Cmd, stderr *bytes.Buffer, dir string) {
	t.Helper()
	mediatest.NeedFFmpeg(t)
	models := mediatest.Models(t)
	if runtime.GOOS != "linux" {
		t.Skip("looks at /proc")
	}
	home := t.TempDir()
	source := filepath.Join(home, "long.mp4")
	made := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=d=60:r=30:s=1280x720",
		"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", source)
	if out, err := made.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	dir = filepath.Join(home, "out")
	program := filepath.Join(home, "clipd")
	built := exec.CommandContext(t.Context(), "go", "build", "-o", program, "clipd/cmd/clipd")
	if out, err := built.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd = exec.CommandContext(t.Context(), program, "--data", home, "--models", models,
		"cut", source, "--captions", "--window", "0-2", "--window", "0-60", "-o", dir)
	stderr = &bytes.Buffer{}
	cmd.Stderr = stderr
	cmd.Env = append(os.Environ(), "HOME="+home)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// The second clip is being encoded once the first one is there and ffmpeg
	// writes again.
	await(t, "the second clip's encoder", func() bool {
		first, _ := filepath.Glob(filepath.Join(dir, "01-*.mp4"))
		return len(first) == 1 && strings.Contains(children(t, cmd.Process.Pid), "libx264")
	})
	return cmd, stderr, dir
}

// await looks now and then until done, at most five minutes.
func await(t *testing.T, what string, done func() bool) {
	t.Helper()
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	for end := time.Now().Add(5 * time.Minute); time.Now().Before(end); <-ticker.C {
		if done() {
			return
		}
	}
	t.Fatalf("waited in vain for %s", what)
}

// children returns the command lines of the processes that pid made.
func children(t *testing.T, pid int) string {
	t.Helper()
	var lines []string
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, f := range files {
		stat, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		_, rest, _ := strings.Cut(string(stat), ") ")
		fields := strings.Fields(rest)
		if len(fields) < 2 || fields[1] != strconv.Itoa(pid) || fields[0] == "Z" {
			continue
		}
		line, _ := os.ReadFile(filepath.Join(filepath.Dir(f), "cmdline"))
		lines = append(lines, strings.ReplaceAll(string(line), "\x00", " "))
	}
	return strings.Join(lines, "\n")
}

// encoders counts the ffmpeg processes that write below dir.
func encoders(dir string) int {
	n := 0
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, f := range files {
		line, _ := os.ReadFile(f)
		if strings.HasPrefix(string(line), "ffmpeg") && strings.Contains(string(line), filepath.Dir(dir)) {
			n++
		}
	}
	return n
}

func TestInterruptEndsInOrder(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(sig.String(), func(t *testing.T) {
			cmd, stderr, dir := longCut(t)
			if err := cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); code != exitInterrupted {
				t.Errorf("exit code %d\n%s", code, stderr)
			}
			for _, want := range []string{"interrupted", ": 1\n"} {
				if !strings.Contains(stderr.String(), want) {
					t.Errorf("nothing about %q in:\n%s", want, stderr)
				}
			}
			var left []string
			for _, name := range names(t, dir) {
				if name != "job.json" && !strings.HasPrefix(name, "01-") {
					left = append(left, name)
				}
			}
			if len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			if n := encoders(dir); n > 0 {
				t.Errorf("%d encoders still run", n)
			}
		})
	}
}

func TestNoChildOutlivesAKill(t *testing.T) {
	cmd, _, dir := longCut(t)
	if encoders(dir) == 0 {
		t.Fatal("no encoder runs")
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	await(t, "the encoder to be gone", func() bool { return encoders(dir) == 0 })

	// The next cut into the folder removes what was left.
	o, err := openOutput(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range names(t, dir) {
		if strings.HasPrefix(name, ".") {
			t.Errorf("left behind: %s", name)
		}
	}
}
