package storetest

import (
	"net/url"
	"path/filepath"
	"testing"
)

// Each runs a test once over SQLite and once over PostgreSQL, each with the URL
// of an empty database. Where PostgreSQL is not installed that half is skipped;
// with CI=true it fails.
func Each(t *testing.T, test func(t *testing.T, url string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// SQLite returns the URL of a SQLite file that does not exist yet.
func SQLite(t testing.TB) string {
	t.Helper()
	return (&url.URL{Scheme: "sqlite", Path: filepath.Join(t.TempDir(), "clipd.db")}).String()
}
