package chaos

import (
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/blob/blobtest"
	"clipd/internal/mediatest"
	"clipd/internal/store"
	"clipd/internal/store/storetest"
)

// place is a database and a storage of files, and who uses them.
type place struct {
	t        testing.TB
	program  string            // clipd
	settings map[string]string // of every process, by variable
	objects  string            // the folder that holds the files, or the bucket
	database string            // its URL
	storage  *gate             // before S3; nil for a folder
	postgres *storetest.Server // nil for SQLite
}

// newPlace makes an empty place. Everything is light: small clips by one thread.
func newPlace(t testing.TB) *place {
	mediatest.NeedFFmpeg(t)
	return &place{t: t, program: build(t), settings: map[string]string{
		"CLIPD_MODELS": mediatest.Models(t), "CLIPD_RESOLUTION": "180", "CLIPD_THREADS": "1", "CLIPD_LOG_FORMAT": "json",
		"CLIPD_ALLOW_HTTP": "true", "CLIPD_ALLOW_NETWORKS": "127.0.0.0/8", "CLIPD_RATE_LIMIT": "100000",
	}}
}

func (p *place) local() *place {
	dir := p.t.TempDir()
	p.database = "sqlite://" + filepath.Join(dir, "clipd.db")
	p.objects = filepath.Join(dir, "objects")
	p.settings["CLIPD_DATABASE_URL"], p.settings["CLIPD_BLOB_URL"] = p.database, "file://"+p.objects
	return p
}

func (p *place) remote() *place {
	p.postgres = storetest.NewServer(p.t)
	server := blobtest.Start(p.t)
	u, err := url.Parse(server.URL)
	if err != nil {
		p.t.Fatal(err)
	}
	q := u.Query()
	p.storage = newGate(p.t, strings.TrimPrefix(q.Get("endpoint"), "http://"))
	q.Set("endpoint", "http://"+p.storage.address)
	u.RawQuery = q.Encode()
	p.objects, p.database = server.Bucket, p.postgres.URL()
	p.settings["CLIPD_DATABASE_URL"], p.settings["CLIPD_BLOB_URL"] = p.database, u.String()
	return p
}

// each runs a test on one machine's defaults and on PostgreSQL with S3.
func each(t *testing.T, test func(t *testing.T, p *place)) {
	onLocal(t, test)
	onRemote(t, test)
}

func onLocal(t *testing.T, test func(t *testing.T, p *place)) {
	t.Run("SQLite and a folder", func(t *testing.T) { test(t, newPlace(t).local()) })
}

func onRemote(t *testing.T, test func(t *testing.T, p *place)) {
	t.Run("PostgreSQL and S3", func(t *testing.T) { test(t, newPlace(t).remote()) })
}

func (p *place) environment(more map[string]string) []string {
	all := maps.Clone(p.settings)
	maps.Copy(all, more)
	env := append(os.Environ(), "HOME="+p.t.TempDir())
	for name, value := range all {
		env = append(env, name+"="+value)
	}
	return env
}

// rows opens the database beside the processes.
func (p *place) rows() *store.Store {
	p.t.Helper()
	st, err := store.Open(p.t.Context(), p.database)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = st.Close() })
	return st
}

// files returns what lies in the storage, by key, but for what the storage keeps
// for itself.
func (p *place) files() map[string]fs.FileInfo {
	found := map[string]fs.FileInfo{}
	err := filepath.WalkDir(p.objects, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(p.objects, path)
		if err != nil {
			return err
		}
		if strings.HasPrefix(rel, "ws_") {
			found[rel], err = e.Info()
		}
		return err
	})
	if err != nil {
		p.t.Error(err)
	}
	return found
}
