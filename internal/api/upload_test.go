package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"clipd/internal/clip"
)

const mp4 = "\x00\x00\x00\x18ftypisom and so on"

// form writes parts, name and content in turn, and returns the body and its type.
func form(t *testing.T, parts ...string) (body, kind string) {
	t.Helper()
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		part, err := w.CreateFormFile(parts[i], "talk.mp4")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String(), w.FormDataContentType()
}

func TestUpload(t *testing.T) {
	b := newBench()
	h := b.handler(t)
	body, kind := form(t, "file", mp4)
	data := call(t, h, http.MethodPost, "/v3/assets", strings.NewReader(body), header("Content-Type", kind)).data(t)
	id, _ := data["asset_id"].(string)
	if !strings.HasPrefix(id, "asset_") || data["mime_type"] != "video/mp4" || data["size_bytes"] != float64(len(mp4)) || data["url"] != "http://example.com/files/talk.mp4" {
		t.Errorf("got %v", data)
	}
	if again := call(t, h, http.MethodGet, "/v3/assets/"+id, nil).data(t); again["asset_id"] != id || len(again) != 4 {
		t.Errorf("read as %v", again)
	}
	if g := call(t, h, http.MethodGet, "/v3/assets", nil); !strings.Contains(g.body, id) || !strings.Contains(g.body, `"has_more":false,"next_token":null`) {
		t.Errorf("listed as %s", g.body)
	}
}

func TestUploadRefuses(t *testing.T) {
	b := newBench()
	h := b.handler(t)
	boundary := "multipart/form-data; boundary=x"
	twice, kind := form(t, "file", mp4, "file", mp4)
	more, moreKind := form(t, "file", mp4, "purpose", "clips")
	other, otherKind := form(t, "video", mp4)
	page, pageKind := form(t, "file", "<html>")
	large, largeKind := form(t, "file", mp4+strings.Repeat("x", 1<<20))
	empty, emptyKind := form(t)
	for _, tt := range []struct {
		name, body, kind string
		status           int
		param, message   string
	}{
		{"second file", twice, kind, 400, "file", "file was given more than once"},
		{"another field after it", more, moreKind, 400, "purpose", "unknown field purpose"},
		{"another field", other, otherKind, 400, "video", "unknown field video; the form must have one part, file"},
		{"no file", empty, emptyKind, 400, "file", "file is required"},
		{"empty body", "", boundary, 400, "file", "file is required"},
		{"not a form", "hello", boundary, 400, "file", "file is required"},
		{"cut short", "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n" + mp4, boundary, 400, "", "ended before its end"},
		{"cut short in a header", "--x\r\nContent-Disp", boundary, 400, "", "not a well-formed multipart/form-data form"},
		{"no boundary", "", "multipart/form-data", 400, "Content-Type", "must name the boundary"},
		{"JSON", "{}", "application/json", 415, "Content-Type", "multipart/form-data"},
		{"no type", mp4, "", 415, "Content-Type", "multipart/form-data"},
		{"a page", page, pageKind, 415, "file", "file is not a video or a recording"},
		{"too large", large, largeKind, 413, "file", "file must have at most 1 MiB"},
	} {
		for _, length := range []bool{true, false} {
			g := call(t, h, http.MethodPost, "/v3/assets", strings.NewReader(tt.body), header("Content-Type", tt.kind), func(r *http.Request) {
				if !length {
					r.ContentLength = -1
				}
			})
			if f := g.fault(t); g.status != tt.status || f.Param != tt.param || !strings.Contains(f.Message, tt.message) {
				t.Errorf("%s: %d %+v", tt.name, g.status, f)
			}
		}
	}
	if len(b.assets) != 0 {
		t.Errorf("%d assets are kept", len(b.assets))
	}
}

func TestAnUploadIsNeverHeldInMemory(t *testing.T) {
	const most = 1 << 30
	b := newBench(func(c *Config) { c.MaxUpload = most })
	taken := &gauge{}
	b.config.Assets = taken
	server := httptest.NewServer(b.handler(t))
	defer server.Close()
	head := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"long.mp4\"\r\n\r\n"
	body := io.MultiReader(strings.NewReader(head), io.LimitReader(zeros{}, 256<<20), strings.NewReader("\r\n--x--\r\n"))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/v3/assets", body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Header.Set("X-Api-Key", key)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	answer, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	runtime.ReadMemStats(&after)
	server.CloseClientConnections()
	if answer.StatusCode != http.StatusOK || taken.bytes != 256<<20 {
		t.Fatalf("status %d, %d bytes", answer.StatusCode, taken.bytes)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 16<<20 {
		t.Errorf("256 MiB took %d MiB of memory", grown>>20)
	}
}

func TestAnAbortedUploadReachesTheStoreAsAnError(t *testing.T) {
	b := newBench()
	taken := &gauge{done: make(chan error, 1)}
	b.config.Assets = taken
	server := httptest.NewServer(b.handler(t))
	defer server.Close()
	connection, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(connection, "POST /v3/assets HTTP/1.1\r\nHost: x\r\nX-Api-Key: %s\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n", key)
	fmt.Fprint(connection, "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"+mp4)
	if err := connection.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-taken.done:
		if clip.CodeOf(err) != clip.Invalid || !strings.Contains(err.Error(), "ended before its end") {
			t.Errorf("the store was told %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the store still waits")
	}
}

// gauge is a store that counts.
type gauge struct {
	stock
	bytes int64
	done  chan error
}

func (g *gauge) Upload(_ context.Context, _, _ string, u clip.Upload) (clip.Asset, error) {
	n, err := io.Copy(io.Discard, u.Body)
	g.bytes = n
	if g.done != nil {
		g.done <- err
	}
	return clip.Asset{ID: "asset_1"}, err
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { return len(b), nil }
