package chaos

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"clipd/internal/blob/blobtest"
)

// made is the folder that the program is built in, once it is.
var made struct {
	sync.Mutex
	dir string
}

func TestMain(m *testing.M) {
	code := m.Run()
	if made.dir != "" {
		_ = os.RemoveAll(made.dir)
	}
	os.Exit(code)
}

// build builds clipd, once, and returns its path.
func build(t testing.TB) string {
	t.Helper()
	made.Lock()
	defer made.Unlock()
	path := filepath.Join(made.dir, "clipd")
	if made.dir != "" {
		return path
	}
	dir, err := os.MkdirTemp("", "clipd-chaos-")
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(dir, "clipd")
	if said, err := exec.CommandContext(t.Context(), "go", "build", "-o", path, "clipd/cmd/clipd").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	made.dir = dir
	return path
}

// process is a clipd that serves or works, with a data folder of its own, and can
// be started again when it ended.
type process struct {
	p       *place
	args    []string
	data    string
	log     string
	more    map[string]string
	address string // "" for a worker
	before  []string

	cmd   *exec.Cmd
	ended <-chan struct{}
}

// serve readies a server of the place with a number of slots.
func (p *place) serve(slots int) *process {
	s := p.process("serve")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		p.t.Fatal(err)
	}
	s.address = l.Addr().String()
	_ = l.Close()
	s.args = append(s.args, "--addr", s.address, "--slots", fmt.Sprint(slots))
	return s
}

// worker readies a worker as on another machine.
func (p *place) worker() *process {
	w := p.process("worker")
	w.args = append(w.args, "--slots", "1")
	return w
}

func (p *place) process(command string) *process {
	data := p.t.TempDir()
	return &process{p: p, args: []string{command}, data: data, log: filepath.Join(p.t.TempDir(), command+".log"), more: map[string]string{"CLIPD_DATA": data}}
}

// start starts the process; it ends with the test. The server answers when start
// returns.
func (s *process) start() {
	s.p.t.Helper()
	log, err := os.OpenFile(s.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		s.p.t.Fatal(err)
	}
	defer log.Close()
	words := append(append(append([]string{}, s.before...), s.p.program), s.args...)
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Stdout, cmd.Stderr, cmd.Env = log, log, s.p.environment(s.more)
	if s.ended, err = blobtest.StartChild(cmd); err != nil {
		s.p.t.Fatal(err)
	}
	s.cmd = cmd
	s.p.t.Cleanup(s.kill)
	if s.address != "" {
		within(s.p.t, time.Minute, "the server to answer; its log is "+s.tail(), s.answers)
	}
}

func (s *process) answers() bool {
	resp, err := http.Get("http://" + s.address + "/healthz")
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// kill ends the process as a crash does.
func (s *process) kill() {
	_ = s.cmd.Process.Kill()
	<-s.ended
}

// stop ends the process in order.
func (s *process) stop() {
	s.p.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.p.t.Errorf("it had ended already: %v; %s", err, s.tail())
	}
	<-s.ended
}

// tail is the end of the log.
func (s *process) tail() string {
	text, _ := os.ReadFile(s.log)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-10):], "\n")
}

// within looks now and then until done, and fails the test after a time.
func within(t testing.TB, limit time.Duration, what string, done func() bool) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(limit); !done(); <-tick.C {
		if time.Now().After(end) {
			t.Fatalf("waited %v in vain for %s", limit, what)
		}
	}
}

// pause waits, as a test does that lets other processes run.
func pause(d time.Duration) { <-time.After(d) }
