package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// owner is the superuser of the databases and, where the tests run as root, the
// user that the server runs as: PostgreSQL refuses root.
const owner = "postgres"

// Server is a PostgreSQL server in a folder of its own.
type Server struct {
	bin, folder string
	as          *syscall.SysProcAttr
	keeper      *exec.Cmd
	leash       io.Closer // the server ends when this is closed, by us or by our death
}

// keep makes the databases where there are none, starts the server, tells by a
// line that it takes connections, and waits for its standard input to end: then
// it ends the server, and removes the folder where the line before the end does
// not say "keep". It does so too when nobody reads the line any more.
const keep = `
trap '' PIPE
if [ ! -e "$2/data" ]; then
	"$1/initdb" --pgdata="$2/data" --username="$4" --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync --no-instructions >/dev/null || exit 1
fi
"$1/pg_ctl" --pgdata="$2/data" --log="$2/log" --wait --silent --options="$3" start || { tail -n 20 "$2/log" >&2; exit 1; }
echo ready
word=
while read -r line; do word=$line; done
"$1/pg_ctl" --pgdata="$2/data" --mode=immediate --wait --silent stop
[ "$word" = keep ] || rm -rf "$2"
`

func launch() (*Server, error) {
	s := &Server{bin: programs(), as: &syscall.SysProcAttr{Setpgid: true}}
	// A unix socket's path has at most 107 bytes: not TMPDIR of a deep test.
	folder, err := os.MkdirTemp("/tmp", "clipd-pg-")
	if err != nil {
		return nil, err
	}
	s.folder = folder
	if os.Geteuid() == 0 {
		who, err := user.Lookup(owner)
		if err != nil {
			return nil, fmt.Errorf("PostgreSQL refuses to run as root: %w", err)
		}
		uid, _ := strconv.ParseUint(who.Uid, 10, 32)
		gid, _ := strconv.ParseUint(who.Gid, 10, 32)
		s.as.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(folder, int(uid), int(gid)); err != nil {
			return nil, err
		}
	}
	if err := s.Start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	return s, nil
}

// options leave the sync to disk out, not the write: what was committed outlives
// the end of the server, if not that of the machine.
const options = " -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB"

// Start starts the server after [Server.Stop]; its databases are as they were.
func (s *Server) Start() error {
	s.keeper = exec.Command("sh", "-c", keep, "sh", s.bin, s.folder,
		"-k "+s.folder+options, owner)
	s.keeper.SysProcAttr, s.keeper.Dir = s.as, s.folder
	leash, err := s.keeper.StdinPipe()
	if err != nil {
		return err
	}
	ready, err := s.keeper.StdoutPipe()
	if err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(s.folder, "keeper.log"), os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	s.keeper.Stderr = log
	if err := s.keeper.Start(); err != nil {
		return fmt.Errorf("starting PostgreSQL: %w", err)
	}
	s.leash = leash
	if _, err := io.ReadFull(ready, make([]byte, len("ready\n"))); err != nil {
		said, _ := os.ReadFile(log.Name())
		return errors.Join(fmt.Errorf("starting PostgreSQL: %w: %s", err, bytes.TrimSpace(said)), s.keeper.Wait())
	}
	return nil
}

// Stop ends the server at once, as a crash does, and keeps its databases.
func (s *Server) Stop() error {
	_, err := io.WriteString(s.leash.(io.Writer), "keep\n")
	return errors.Join(err, s.leash.Close(), s.keeper.Wait())
}

// URL is that of the server's database "postgres", which is empty.
func (s *Server) URL() string { return s.url("postgres") }

func (s *Server) url(database string) string {
	return "postgres:///" + database + "?" + url.Values{"host": {s.folder}, "user": {owner}, "sslmode": {"disable"}}.Encode()
}

// end stops the server for good and removes its folder.
func (s *Server) end() {
	_ = s.leash.Close()
	_ = s.keeper.Wait()
	_ = os.RemoveAll(s.folder)
}

func (s *Server) run(program string, args ...string) error {
	cmd := exec.Command(filepath.Join(s.bin, program), args...)
	cmd.SysProcAttr, cmd.Dir = s.as, s.folder
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, bytes.TrimSpace(said))
	}
	return nil
}
