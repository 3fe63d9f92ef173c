package storetest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// shared is the server of this test process; databases are numbered.
type shared struct {
	start     func() (*Server, error)
	databases atomic.Int64
}

var process = shared{start: sync.OnceValues(func() (*Server, error) { return launch() })}

// Postgres returns the URL of an empty PostgreSQL database.
func Postgres(t testing.TB) string {
	t.Helper()
	need(t)
	server, err := process.start()
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("test_%d", process.databases.Add(1))
	if err := server.run("createdb", "--host", server.folder, "--username", owner, name); err != nil {
		t.Fatal(err)
	}
	return server.url(name)
}

// NewServer starts a server for the test alone, which may stop and start it.
func NewServer(t testing.TB) *Server {
	t.Helper()
	need(t)
	server, err := launch()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.end)
	return server
}

// programs returns the folder of the newest PostgreSQL of Debian's package, ""
// where there is none.
func programs() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(slices.Max(found))
}

func need(t testing.TB) {
	t.Helper()
	if programs() != "" {
		return
	}
	const what = "PostgreSQL is not installed under /usr/lib/postgresql (Debian: postgresql)"
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}
