package app

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
	"clipd/internal/store"
)

// TestRestart ends the program by SIGTERM while it listens to one recording and
// cuts another. Both jobs are handed back at no cost, and the next start goes on
// from what was stored.
func TestRestart(t *testing.T) {
	if testing.Short() {
		t.Skip("cuts real media")
	}
	shared := mediatest.Shared(t)
	binary := filepath.Join(t.TempDir(), "clipd")
	if said, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "clipd/cmd/clipd").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	eachBackend(t, func(t *testing.T, b backend) {
		w := &walk{live: newLive(t, b), origin: newOrigin(t, map[string]string{
			"/far.mp4":     filepath.Join(shared, "media", "synth", "synth_2p_far.mp4"),
			"/reading.mp4": talk(t, mediatest.Models(t), 40),
		})}
		w.program(t, binary)
		w.key = w.await(t, w.stdout, `shown only now: (\S+)`)
		cut := w.create(t, w.body("/far.mp4", `"windows": [{"start": 0, "end": 24}]`))
		heard := w.create(t, w.body("/reading.mp4", `"max_clips": 1`))
		w.until(t, cut, func(j job) bool { return j.Stage == "render" })
		before := w.until(t, heard, func(j job) bool { return j.Stage == "transcribe" })

		w.terminate()
		w.drains(t)
		w.stop(t)
		w.handedBack(t, cut, heard)
		if left := files(t, filepath.Join(w.data, "work")); len(left) > 0 {
			t.Errorf("left in the folder for work: %v", left)
		}
		if running := processesOf(t, w.data); len(running) > 0 {
			t.Errorf("still running: %v", running)
		}

		w.program(t, binary)
		if said := w.stdout.String(); said != "" {
			t.Errorf("the second start prints %q", said)
		}
		if now := w.get(t, heard); now.Progress < before.Progress || now.Status != clip.Running {
			t.Errorf("after the start the job is %s at %v%%, before it was at %v%%", now.Status, now.Progress, before.Progress)
		}
		for _, id := range []string{cut, heard} {
			if j := w.end(t, id, clip.Completed); len(j.Clips) != 1 {
				t.Errorf("the job is %s", text(t, j.fields))
			}
		}
		if n := w.origin.served("/far.mp4"); n != 1 {
			t.Errorf("the source was fetched %d times", n)
		}
		w.stop(t)
	})
	t.Run("second signal", func(t *testing.T) {
		w := &walk{live: newLive(t, backend{}), origin: newOrigin(t, nil)}
		w.program(t, binary, "--grace", "1h")
		w.key = w.await(t, w.stdout, `shown only now: (\S+)`)
		w.create(t, w.body("/endless.mp4", ""))
		<-w.origin.held
		w.terminate()
		w.await(t, w.stderr, `(msg=stopping)`)
		code := 0
		w.within(t, func() bool {
			w.signal()
			select {
			case code = <-w.ended:
				return true
			default:
				return false
			}
		}, func() any { return w.stderr })
		if code != -1 {
			t.Errorf("the second signal ends the program with code %d", code)
		}
	})
}

// program starts the service as a process of its own.
func (s *live) program(t *testing.T, binary string, args ...string) {
	t.Helper()
	s.stdout, s.stderr, s.ended = newWatched(), newWatched(), make(chan int, 1)
	if args == nil {
		args = []string{"--grace", "1s"}
	}
	cmd := exec.CommandContext(context.Background(), binary, append([]string{"serve", "--addr", "127.0.0.1:0", "--slots", "2", "--resolution", "360"}, args...)...)
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH")}, s.environ...)
	for _, kv := range os.Environ() {
		if strings.HasPrefix(kv, "AWS_") {
			cmd.Env = append(cmd.Env, kv)
		}
	}
	cmd.Stdout, cmd.Stderr = s.stdout, s.stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.signal = func() { _ = cmd.Process.Signal(syscall.SIGTERM) }
	s.terminate = sync.OnceFunc(s.signal) // a second signal would end it at once
	ended := s.ended
	go func() {
		_ = cmd.Wait()
		ended <- cmd.ProcessState.ExitCode()
	}()
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	s.base = s.await(t, s.stderr, `addr=(http://\S+)`)
}

// drains: the service tells that it is not ready as soon as it is to stop, and
// goes on to answer.
func (w *walk) drains(t *testing.T) {
	t.Helper()
	nobody := caller{base: w.base, http: w.http}
	var ready reply
	w.within(t, func() bool {
		ready = nobody.call(t, http.MethodGet, "/readyz", nil)
		return ready.status != 200
	}, func() any { return ready })
	ready.refused(t, 503, clip.Unavailable)
}

// handedBack: nobody has the jobs, and no attempt was counted.
func (w *walk) handedBack(t *testing.T, cut, heard string) {
	t.Helper()
	url := "sqlite://" + filepath.Join(w.data, "clipd.db")
	for _, kv := range w.environ {
		if value, ok := strings.CutPrefix(kv, "CLIPD_DATABASE_URL="); ok {
			url = value
		}
	}
	rows, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	j, err := rows.AnyJob(t.Context(), heard)
	if err != nil || j.Status != clip.Running || j.Attempts != 0 || j.WorkerID != "" {
		t.Errorf("the job that was listened to is %s after %d attempts, with %q (%v)", j.Status, j.Attempts, j.WorkerID, err)
	}
	clips, err := rows.Clips(t.Context(), cut)
	if err != nil || len(clips) != 1 {
		t.Fatalf("clips %v, %v", clips, err)
	}
	if c := clips[0]; c.State != clip.ClipPending || c.Attempts != 0 || c.WorkerID != "" {
		t.Errorf("the clip is %s after %d attempts, with %q", c.State, c.Attempts, c.WorkerID)
	}
	if workers, err := rows.Workers(t.Context(), j.CreatedAt); err != nil || len(workers) > 0 {
		t.Errorf("workers are left: %v, %v", workers, err)
	}
}

// processesOf are the command lines of living processes that name a folder.
func processesOf(t *testing.T, folder string) []string {
	t.Helper()
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, name := range lines {
		line, err := os.ReadFile(name)
		if err == nil && strings.Contains(string(line), folder) {
			found = append(found, strings.ReplaceAll(string(line), "\x00", " "))
		}
	}
	return found
}
