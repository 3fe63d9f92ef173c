package store

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
)

// Dialects of a [Store].
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// location is where the rows are: a file for SQLite, a URL for PostgreSQL.
type location struct {
	dialect string
	file    string // absolute, SQLite only
	sync    string // SQLite only: FULL syncs each commit, NORMAL checkpoints
	url     string // PostgreSQL only
	shown   string // for people, without the password
}

// locate reads the URL of a database. Its errors never hold a password.
func locate(raw string) (location, error) {
	scheme, _, _ := strings.Cut(raw, "://")
	u, err := url.Parse(raw)
	if err != nil {
		return location{}, fmt.Errorf("database_url is not a URL such as sqlite:///var/lib/clipd/clipd.db or postgres://user:password@host/database (special characters of a password are written as %%40 for @, %%2F for /)")
	}
	switch scheme {
	case "sqlite":
		sync, known := synchronous[u.RawQuery]
		if u.Host != "" || !filepath.IsAbs(u.Path) || strings.HasSuffix(u.Path, "/") || !known || u.Fragment != "" {
			return location{}, fmt.Errorf("database_url %q must name a file by its whole path and nothing else but synchronous=full or normal, such as sqlite:///var/lib/clipd/clipd.db", u.Redacted())
		}
		return location{dialect: SQLite, file: u.Path, sync: sync, shown: u.Redacted()}, nil
	case "postgres", "postgresql":
		u.RawQuery = redactQuery(u.Query())
		return location{dialect: Postgres, url: raw, shown: u.Redacted()}, nil
	default:
		return location{}, fmt.Errorf("database_url must begin with sqlite:// or postgres://, not %q", scheme+"://")
	}
}

// synchronous are the ways to keep an SQLite file, by the URL's query.
var synchronous = map[string]string{"": "FULL", "synchronous=full": "FULL", "synchronous=normal": "NORMAL"}

// redactQuery hides the passwords that libpq's URLs may have as parameters.
func redactQuery(q url.Values) string {
	for _, name := range []string{"password", "sslpassword"} {
		if q.Has(name) {
			q.Set(name, "xxxxx")
		}
	}
	return q.Encode()
}

// sqliteDSN is the data source name of the SQLite file. With FULL every answered
// request outlives a power cut; in WAL mode NORMAL syncs at checkpoints only, so
// that a power cut can take the last answers back, but not the end of a process.
func (l location) sqliteDSN(readOnly bool) string {
	q := url.Values{
		"_busy_timeout": {"10000"},
		"_foreign_keys": {"on"},
		"_journal_mode": {"WAL"},
		"_synchronous":  {l.sync},
		"_txlock":       {"immediate"},
		"_dqs":          {"false"},
		"_error_rc":     {"true"},
		"_pragma":       {"journal_size_limit(67108864)", "wal_autocheckpoint(16384)"}, // 64 MiB both
	}
	if readOnly {
		q.Set("_query_only", "on")
	}
	return (&url.URL{Scheme: "file", Path: l.file, RawQuery: q.Encode()}).String()
}
