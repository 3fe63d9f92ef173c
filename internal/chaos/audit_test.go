package chaos

import (
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"time"

	"clipd/internal/clip"
	"clipd/internal/store"
)

// audit looks, when all jobs have ended, for rows that are stuck and for files
// that belong to no row, or are missing. What a crash left is made old, so that
// the sweep at the start of the server need not wait for hours.
func (p *place) audit(server *process, workers ...*process) (strays int) {
	p.t.Helper()
	st := p.rows()
	if !full() {
		// Two minutes are spared: what is lost by a living process is found at
		// once when it is a dead one's.
		for _, s := range append(workers, server) {
			s.stop()
			s.start()
		}
	}
	for what, query := range map[string]string{
		"unfinished jobs":               "SELECT count(*) FROM jobs WHERE finished_at IS NULL OR status IN ('pending', 'running')",
		"deleted jobs":                  "SELECT count(*) FROM jobs WHERE deleted_at IS NOT NULL",
		"unfinished clips":              "SELECT count(*) FROM clips WHERE state IN ('pending', 'running')",
		"tasks in the queue":            "SELECT count(*) FROM river_job WHERE state NOT IN ('completed', 'cancelled', 'discarded')",
		"discarded tasks but a sweep":   "SELECT count(*) FROM river_job WHERE state = 'discarded' AND kind <> 'sweep'",
		"callbacks that are on the way": "SELECT count(*) FROM jobs WHERE callback_state IN ('waiting', 'sending')",
	} {
		// River writes down late that a task ended; a lost one is found after two minutes.
		within(p.t, 4*time.Minute, "no "+what, func() bool { return p.count(st, query) == 0 })
	}
	for _, w := range workers {
		w.stop()
		w.age()
		w.start()
		within(p.t, time.Minute, "no downloads at a worker", func() bool { return len(w.left("downloads")) == 0 })
		w.stop()
	}
	server.stop()
	server.age()
	left := p.strays(st)
	strays = len(left)
	old := time.Now().Add(-3 * time.Hour)
	for _, key := range left {
		if err := os.Chtimes(filepath.Join(p.objects, key), old, old); err != nil {
			p.t.Error(err)
		}
	}
	if !strings.HasSuffix(strings.Join(server.args, " "), "--slots 0") {
		server.start()
		within(p.t, time.Minute, "no downloads at the server", func() bool { return len(server.left("downloads")) == 0 })
		within(p.t, 2*time.Minute, "no stray files", func() bool { return len(p.strays(st)) == 0 })
		server.stop()
	} else if strays > 0 {
		w := workers[0]
		w.start()
		within(p.t, 2*time.Minute, "no stray files", func() bool { return len(p.strays(st)) == 0 })
		w.stop()
	}
	for _, s := range append(workers, server) {
		if left := s.left("work"); len(left) > 0 {
			p.t.Errorf("left for work: %v", left)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(p.objects, ".tmp", "p*")); len(left) > 0 {
		p.t.Errorf("left in the storage: %v", left)
	}
	return strays
}

func (p *place) count(st *store.Store, query string, args ...any) (n int) {
	if err := st.DB().QueryRowContext(p.t.Context(), query, args...).Scan(&n); err != nil {
		p.t.Errorf("%s: %v", query, err)
	}
	return n
}

// strays returns the files that no row names, and reports rows whose files are
// missing.
func (p *place) strays(st *store.Store) (left []string) {
	p.t.Helper()
	named := map[string]bool{}
	add := func(query string, each func(*sql.Rows) error) {
		rows, err := st.DB().QueryContext(p.t.Context(), query)
		if err != nil {
			p.t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			if err := each(rows); err != nil {
				p.t.Fatal(err)
			}
		}
	}
	object := func(r *sql.Rows) error {
		var key string
		err := r.Scan(&key)
		named[key] = true
		return err
	}
	var sources []string
	add("SELECT object FROM sources", func(r *sql.Rows) error {
		var key string
		err := r.Scan(&key)
		named[key], sources = true, append(sources, strings.TrimSuffix(key, "video"))
		return err
	})
	add("SELECT plan_object FROM jobs WHERE status = 'completed' AND expired_at IS NULL", object)
	add("SELECT c.clip FROM clips c JOIN jobs j ON j.id = c.job_id WHERE c.state = 'done' AND j.status = 'completed' AND j.expired_at IS NULL", func(r *sql.Rows) error {
		var text string
		var made clip.Clip
		err := r.Scan(&text)
		if err == nil {
			err = json.Unmarshal([]byte(text), &made)
		}
		for _, key := range []string{made.URL, made.ThumbnailURL, made.CaptionURL} {
			if key != "" {
				named[key] = true
			}
		}
		return err
	})
	found := p.files()
	for key := range named {
		if found[key] == nil {
			p.t.Errorf("a row names %s, which is missing", key)
		}
	}
files:
	for key := range found {
		for _, source := range sources {
			if strings.HasPrefix(key, source+"transcripts/") {
				continue files
			}
		}
		if !named[key] {
			left = append(left, key)
		}
	}
	return left
}

// left lists what lies in a folder of the process's data.
func (s *process) left(folder string) (names []string) {
	entries, _ := os.ReadDir(filepath.Join(s.data, folder))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// age makes interrupted downloads look as if they were days old.
func (s *process) age() {
	old := time.Now().Add(-48 * time.Hour)
	for _, name := range s.left("downloads") {
		_ = os.Chtimes(filepath.Join(s.data, "downloads", name), old, old)
	}
}
