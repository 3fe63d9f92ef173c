package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/store"
	"clipd/internal/store/storetest"
)

func TestOpenAtTheSameTime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		var group sync.WaitGroup
		for range 6 {
			group.Go(func() {
				s, err := store.Open(t.Context(), url)
				if err != nil {
					t.Error(err)
					return
				}
				if err := errors.Join(s.Ping(t.Context()), s.Close()); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
	})
}

func TestOpenRefusesTheDatabaseOfANewerVersion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		w := world{Store: open(t, url), t: t}
		w.tx(func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "INSERT INTO clipd_migrations (version_id, is_applied) VALUES (99999, $1)", true)
			return err
		})
		_, err := store.Open(t.Context(), url)
		if err == nil || !strings.Contains(err.Error(), "newer clipd") {
			t.Errorf("got %v", err)
		}
	})
}

func TestSQLiteFileIsReadByItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "made", "with space & 100%.db")
	s := open(t, "sqlite://"+strings.NewReplacer("%", "%25", " ", "%20").Replace(path))
	if _, err := s.EnsureWorkspace(t.Context(), "default", noon); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", info.Name(), info.Mode())
		}
	}
}

// What is said of SQLite in the documentation is so on each connection.
func TestSQLiteSettings(t *testing.T) {
	s := open(t, storetest.SQLite(t))
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000", "query_only": "0"} {
		var got string
		if err := s.DB().QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, %v, want %q", pragma, got, err, want)
		}
	}
}

func TestOpenHidesPasswords(t *testing.T) {
	for _, url := range []string{
		"postgres://clipd:hunter2@127.0.0.1:1/clipd?connect_timeout=1",
		"postgres://127.0.0.1:1/clipd?user=clipd&password=hunter2",
		"postgres://clipd:hunter2@127.0.0.1:99999/clipd",
		"postgres://clipd:hunter2@127.0.0.1/clipd?sslmode=nonsense",
		"postgres://clipd:hun%ter2@127.0.0.1/clipd",
		"mysql://clipd:hunter2@127.0.0.1/clipd",
		"sqlite://clipd:hunter2@host/clipd.db",
	} {
		_, err := store.Open(t.Context(), url)
		if err == nil {
			t.Errorf("%s was opened", url)
		} else if strings.Contains(err.Error(), "ter2") {
			t.Errorf("the error holds the password: %v", err)
		} else {
			t.Log(err)
		}
	}
}

func TestDatabaseStoppedAndStarted(t *testing.T) {
	server := storetest.NewServer(t)
	w := world{Store: open(t, server.URL()), t: t}
	w.ws = w.workspace("default")
	w.job(w.ws.ID, "clip_1", noon)
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	wantCode(t, w.Ping(t.Context()), clip.Unavailable)
	_, err := w.Job(t.Context(), w.ws.ID, "clip_1")
	wantCode(t, err, clip.Unavailable)
	wantCode(t, w.InTx(t.Context(), func(*sql.Tx) error { return nil }), clip.Unavailable)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Job(t.Context(), w.ws.ID, "clip_1"); err != nil {
		t.Error(err)
	}
}

func TestFullDisk(t *testing.T) {
	w := world{Store: open(t, storetest.SQLite(t)), t: t}
	if _, err := w.DB().ExecContext(t.Context(), "PRAGMA max_page_count = 1"); err != nil {
		t.Fatal(err)
	}
	_, err := w.EnsureWorkspace(t.Context(), strings.Repeat("long ", 10_000), noon)
	wantCode(t, err, clip.Unavailable)
}

func TestPanicGivesTheConnectionBack(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		func() {
			defer func() { _ = recover() }()
			_ = w.InTx(t.Context(), func(*sql.Tx) error { panic("a fault") })
		}()
		w.workspace("another")
	})
}
