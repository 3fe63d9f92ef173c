package store

import (
	"strings"
	"testing"
)

func TestLocate(t *testing.T) {
	for _, c := range []struct{ url, dialect, file, fault string }{
		{url: "sqlite:///var/lib/clipd/clipd.db", dialect: SQLite, file: "/var/lib/clipd/clipd.db"},
		{url: "sqlite:///a%20b/c%3Fd.db", dialect: SQLite, file: "/a b/c?d.db"},
		{url: "sqlite:///clipd.db?synchronous=normal", dialect: SQLite, file: "/clipd.db"},
		{url: "sqlite:///clipd.db?synchronous=off", fault: "synchronous=full or normal"},
		{url: "postgres://clipd:secret@db/clipd", dialect: Postgres},
		{url: "postgresql:///clipd?host=/run/postgresql", dialect: Postgres},
		{url: "sqlite://clipd.db", fault: "whole path"},
		{url: "sqlite:clipd.db", fault: "must begin with"},
		{url: "sqlite:///", fault: "whole path"},
		{url: "sqlite:///clipd.db?mode=ro", fault: "nothing else"},
		{url: "sqlite:///clipd.db?_pragma=synchronous(0)", fault: "nothing else"},
		{url: "/var/lib/clipd.db", fault: "must begin with"},
		{url: "", fault: "must begin with"},
		{url: "postgres://clipd:pass word@db/clipd", fault: "is not a URL"},
	} {
		where, err := locate(c.url)
		if c.fault != "" {
			if err == nil || !strings.Contains(err.Error(), c.fault) {
				t.Errorf("%q gave %v", c.url, err)
			}
			continue
		}
		if err != nil || where.dialect != c.dialect || where.file != c.file || strings.Contains(where.shown, "secret") {
			t.Errorf("%q is at %+v, %v", c.url, where, err)
		}
	}
}
