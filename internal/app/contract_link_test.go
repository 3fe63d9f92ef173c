package app

import (
	"crypto/sha256"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"clipd/internal/clip"
)

// linked checks a link that was signed: it needs no key, takes HEAD and Range,
// and reaches nothing else however it is altered. It returns the content, which
// is want where that is given.
func (w *walk) linked(t *testing.T, link, kind, name string, want []byte) []byte {
	t.Helper()
	nobody := caller{base: w.base, http: w.http}
	whole := nobody.call(t, http.MethodGet, link, nil)
	if whole.status != 200 || whole.header.Get("Content-Type") != kind {
		t.Fatalf("the link answers %d as %q: %.200q", whole.status, whole.header.Get("Content-Type"), whole.body)
	}
	if want != nil && sha256.Sum256([]byte(whole.body)) != sha256.Sum256(want) {
		t.Error("the link gives something else")
	}
	for _, r := range []reply{whole, nobody.call(t, http.MethodHead, link, nil)} {
		how, params, err := mime.ParseMediaType(r.header.Get("Content-Disposition"))
		if err != nil || how != "inline" || params["filename"] != name {
			t.Errorf("disposition %q, want the name %q", r.header.Get("Content-Disposition"), name)
		}
		if r.header.Get("Content-Length") != strconv.Itoa(len(whole.body)) || r.header.Get("Content-Type") != kind || r.header.Get("ETag") == "" {
			t.Errorf("header %v of %d bytes", r.header, len(whole.body))
		}
	}
	part := nobody.call(t, http.MethodGet, link, nil, "Range", "bytes=3-9")
	if part.status != 206 || part.body != whole.body[3:10] || part.header.Get("Content-Range") != "bytes 3-9/"+strconv.Itoa(len(whole.body)) {
		t.Errorf("a range: %d %v %q", part.status, part.header, part.body)
	}
	w.unalterable(t, nobody, link)
	return []byte(whole.body)
}

func (w *walk) unalterable(t *testing.T, nobody caller, link string) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	query := func(edit func(url.Values)) string {
		q := u.Query()
		edit(q)
		altered := *u
		altered.RawQuery = q.Encode()
		return altered.String()
	}
	path := func(edit func(string) string) string {
		altered := *u
		altered.Path = edit(u.Path)
		return altered.String()
	}
	for what, altered := range map[string]string{
		"signature":  query(func(q url.Values) { q.Set("signature", strings.Repeat("0", 64)) }),
		"no sign":    query(func(q url.Values) { q.Del("signature") }),
		"expiry":     query(func(q url.Values) { q.Set("expires", "9999999999") }),
		"no expiry":  query(func(q url.Values) { q.Del("expires") }),
		"name":       query(func(q url.Values) { q.Set("filename", "evil.html") }),
		"type":       query(func(q url.Values) { q.Set("type", "text/html") }),
		"object":     path(func(p string) string { return p[:len(p)-5] + other(p[len(p)-5]) + p[len(p)-4:] }),
		"path above": path(func(p string) string { return p + "/../../clipd.db" }),
	} {
		if r := nobody.call(t, http.MethodGet, altered, nil); r.status != 403 && r.status != 404 {
			t.Errorf("altered %s: %d %.100q", what, r.status, r.body)
		}
	}
	nobody.call(t, http.MethodPut, link, "x").refused(t, 405, clip.Invalid)
}

// fetched is a linked file in a folder of the test.
func (w *walk) fetched(t *testing.T, link, kind, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, w.linked(t, link, kind, name, nil), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// other is a letter that c is not.
func other(c byte) string {
	if c == 'x' {
		return "y"
	}
	return "x"
}
