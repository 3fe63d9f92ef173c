package blob_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"clipd/internal/blob"
	"clipd/internal/blob/blobtest"
)

// server serves the links of a store, and its client follows redirects as every
// client does.
type server struct {
	*httptest.Server
	store *blob.Store
	ahead atomic.Int64 // how far the clock is put forward
}

func serve(t *testing.T, storage string) *server {
	t.Helper()
	s := &server{}
	s.store = open(t, storage, blob.Options{Now: func() time.Time { return time.Now().Add(time.Duration(s.ahead.Load())) }})
	mux := http.NewServeMux()
	mux.Handle(blob.Path, s.store.Handler())
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	return s
}

func (s *server) link(t *testing.T, key string, o blob.URLOptions) string {
	t.Helper()
	u, err := s.store.URL(t.Context(), s.Server.URL+"/", key, o)
	must(t, err)
	return u
}

func ask(t *testing.T, method, link string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, link, nil)
	must(t, err)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	must(t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	must(t, err)
	return resp, string(b)
}

func TestLinks(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, storage string) {
		s, key := serve(t, storage), "clips/clip_1/c_1.mp4"
		data := string(recording(100_000))
		must(t, s.store.PutFile(t.Context(), key, file(t, []byte(data)), "video/mp4"))
		link := s.link(t, key, blob.URLOptions{Filename: `Über "alles".mp4`})

		resp, body := ask(t, "GET", link)
		etag := resp.Header.Get("ETag")
		if resp.StatusCode != 200 || body != data || resp.Header.Get("Content-Type") != "video/mp4" || etag == "" {
			t.Errorf("GET: %s, %d bytes, %v", resp.Status, len(body), resp.Header)
		}
		if d := resp.Header.Get("Content-Disposition"); d != "inline; filename*=utf-8''%C3%9Cber%20%22alles%22.mp4" {
			t.Errorf("disposition %q", d)
		}
		resp, body = ask(t, "HEAD", link)
		if resp.StatusCode != 200 || resp.ContentLength != int64(len(data)) || body != "" || resp.Header.Get("ETag") != etag ||
			resp.Header.Get("Accept-Ranges") != "bytes" || resp.Header.Get("Content-Type") != "video/mp4" {
			t.Errorf("HEAD: %s, %v", resp.Status, resp.Header)
		}
		for asked, want := range map[string]string{"bytes=10-19": data[10:20], "bytes=-5": data[len(data)-5:], "bytes=99990-": data[99990:]} {
			resp, body = ask(t, "GET", link, "Range", asked)
			if resp.StatusCode != 206 || body != want {
				t.Errorf("%s: %s, %d bytes, %s", asked, resp.Status, len(body), resp.Header.Get("Content-Range"))
			}
		}
		if resp, _ = ask(t, "GET", link, "Range", "bytes=100000-"); resp.StatusCode != 416 {
			t.Errorf("a range past the end: %s", resp.Status)
		}
		for _, method := range []string{"GET", "HEAD"} {
			if resp, body = ask(t, method, link, "If-None-Match", etag); resp.StatusCode != 304 || body != "" {
				t.Errorf("%s of what one has: %s", method, resp.Status)
			}
		}
		if resp, _ = ask(t, "POST", link); resp.StatusCode != 405 || resp.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("POST: %s", resp.Status)
		}

		resp, _ = ask(t, "GET", s.link(t, key, blob.URLOptions{ContentType: "video/quicktime"}))
		if got := resp.Header.Get("Content-Type"); got != "video/quicktime" {
			t.Errorf("declared as %q", got)
		}
	})
}

// wantRefusal checks an answer against the shape of the API's errors.
func wantRefusal(t *testing.T, what string, resp *http.Response, body string, status int, code string) {
	t.Helper()
	var got struct {
		Error struct{ Code, Message string }
	}
	if err := json.Unmarshal([]byte(body), &got); resp.StatusCode != status || err != nil || got.Error.Code != code || got.Error.Message == "" ||
		resp.Header.Get("Content-Type") != "application/json" {
		t.Errorf("%s: %s %s", what, resp.Status, body)
	}
}

func TestLinksEnd(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, storage string) {
		s, key := serve(t, storage), "clips/clip_1/c_1.vtt"
		must(t, s.store.Put(t.Context(), key, []byte("WEBVTT\n"), "text/vtt"))
		link := s.link(t, key, blob.URLOptions{Lifetime: time.Minute})
		if resp, body := ask(t, "GET", link); resp.StatusCode != 200 || body != "WEBVTT\n" || resp.Header.Get("Content-Type") != "text/vtt; charset=utf-8" {
			t.Errorf("%s %q %v", resp.Status, body, resp.Header)
		}
		s.ahead.Store(int64(61 * time.Second))
		for _, method := range []string{"GET", "HEAD"} {
			resp, body := ask(t, method, link)
			if method == "GET" {
				wantRefusal(t, "a link that has ended", resp, body, 403, "forbidden")
			} else if resp.StatusCode != 403 {
				t.Errorf("HEAD: %s", resp.Status)
			}
		}
		s.ahead.Store(0)
		must(t, s.store.Delete(t.Context(), key))
		resp, body := ask(t, "GET", link)
		wantRefusal(t, "a link to what is gone", resp, body, 404, "not_found")
		if resp, _ := ask(t, "HEAD", link); resp.StatusCode != 404 {
			t.Errorf("HEAD: %s", resp.Status)
		}
	})
}

// No other character at any place of a link keeps it working.
func TestAlteredLinks(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, storage string) {
		s := serve(t, storage)
		must(t, s.store.Put(t.Context(), "a/1.mp4", []byte("one"), "video/mp4"))
		must(t, s.store.Put(t.Context(), "a/2.mp4", []byte("two"), "video/mp4"))
		link := s.link(t, "a/1.mp4", blob.URLOptions{Filename: "x.mp4", ContentType: "video/mp4"})
		path := strings.TrimPrefix(link, s.Server.URL)
		handler := s.store.Handler()
		for i := range path {
			for _, c := range "0aZ2/." {
				altered := path[:i] + string(c) + path[i+1:]
				if altered == path {
					continue
				}
				r := httptest.NewRequest("GET", "/", nil)
				u, err := url.Parse(altered)
				if err != nil {
					continue
				}
				r.URL = u
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, r)
				wantRefusal(t, altered, w.Result(), w.Body.String(), 403, "forbidden")
			}
		}
		q, err := url.Parse(link)
		must(t, err)
		for what, alter := range map[string]func(url.Values){
			"later end":    func(v url.Values) { v.Set("expires", "99999999999") },
			"no end":       func(v url.Values) { v.Del("expires") },
			"no signature": func(v url.Values) { v.Del("signature") },
			"other name":   func(v url.Values) { v.Set("filename", "evil.html") },
			"other type":   func(v url.Values) { v.Set("type", "text/html") },
			"no type":      func(v url.Values) { v.Del("type") },
			"first of two": func(v url.Values) { v["type"] = []string{"text/html", "video/mp4"} },
		} {
			u, v := *q, q.Query()
			alter(v)
			u.RawQuery = v.Encode()
			resp, body := ask(t, "GET", u.String())
			wantRefusal(t, what, resp, body, 403, "forbidden")
		}
		for _, key := range []string{"../store_test.go", "..%2fx", "a", "a/", ".tmp/lock", ".clipd/signing-key"} {
			resp, body := ask(t, "GET", s.Server.URL+"/files/"+key+"?"+q.RawQuery)
			if strings.HasPrefix(key, "..") && resp.StatusCode == 404 {
				continue // net/http cleans the path before it comes to the handler
			}
			wantRefusal(t, key, resp, body, 403, "forbidden")
		}
	})
}

// A link holds for one store alone, and on S3 for all its processes.
func TestLinksOfOthers(t *testing.T) {
	s3 := blobtest.Start(t)
	one, two := serve(t, s3.URL), serve(t, s3.URL)
	must(t, one.store.Put(t.Context(), "a.mp4", []byte("one"), "video/mp4"))
	link := one.link(t, "a.mp4", blob.URLOptions{})
	if resp, _ := ask(t, "GET", strings.Replace(link, one.Server.URL, two.Server.URL, 1)); resp.StatusCode != 200 {
		t.Errorf("another process answers %s", resp.Status)
	}
	other := serve(t, "file://"+t.TempDir())
	must(t, other.store.Put(t.Context(), "a.mp4", []byte("one"), "video/mp4"))
	resp, body := ask(t, "GET", strings.Replace(link, one.Server.URL, other.Server.URL, 1))
	wantRefusal(t, "another store", resp, body, 403, "forbidden")
}

// Nothing is served without a signature.
func FuzzLink(f *testing.F) {
	dir := f.TempDir()
	s, err := blob.Open(f.Context(), "file://"+dir, blob.Options{SigningKey: signingKey()})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = s.Close() })
	if err := s.Put(f.Context(), "a/1.mp4", []byte("one"), "video/mp4"); err != nil {
		f.Fatal(err)
	}
	handler := s.Handler()
	f.Add("/files/a/1.mp4", "expires=99999999999&signature="+strings.Repeat("0", 64))
	f.Add("/files/../a/1.mp4", "expires=-1&filename=x&type=y&signature=")
	f.Add("/files/.tmp/lock", ";&%")
	f.Fuzz(func(t *testing.T, path, query string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL = &url.URL{Path: path, RawQuery: query}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != 403 {
			t.Errorf("%q %q: %d", path, query, w.Code)
		}
	})
}
