package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"clipd/internal/clip"
)

func TestHealth(t *testing.T) {
	b := newBench()
	h := b.handler(t)
	for _, target := range []string{"/healthz", "/readyz"} {
		if g := call(t, h, "GET", target, nil, header("X-Api-Key")); g.data(t)["status"] != "ok" {
			t.Errorf("%s: %s", target, g.body)
		}
	}
	for _, tt := range []struct {
		err     error
		message string
	}{
		{clip.Errorf(clip.Unavailable, "", "the service is shutting down"), "the service is shutting down"},
		{clip.Errorf(clip.Missing, "", "ffmpeg is missing"), "ffmpeg is missing"},
		{errors.New("dial tcp 10.0.0.5"), "the service is not ready; its log says why"},
	} {
		b.ready.err = tt.err
		g := call(t, h, "GET", "/readyz", nil)
		if f := g.fault(t); g.status != 503 || f.Code != clip.Unavailable || f.Message != tt.message {
			t.Errorf("%v: %d %+v", tt.err, g.status, f)
		}
	}
	if g := call(t, h, "GET", "/healthz", nil); g.status != 200 {
		t.Errorf("not ready is not dead: %d", g.status)
	}
}

func TestMetricsCountByRoute(t *testing.T) {
	h := newBench().handler(t)
	post(t, h, `{`+source+`}`)
	call(t, h, "GET", "/v3/clips/clip_none", nil)
	call(t, h, "GET", "/wp-login.php", nil)
	call(t, h, "PUT", "/v3/clips", nil)
	g := call(t, h, "GET", "/metrics", nil, header("X-Api-Key"))
	for _, want := range []string{
		`clipd_http_requests_total{method="POST",route="/v3/clips",status="200"} 1`,
		`clipd_http_requests_total{method="GET",route="/v3/clips/{clip_job_id}",status="404"} 1`,
		`clipd_http_requests_total{method="GET",route="none",status="404"} 1`,
		`clipd_http_requests_total{method="PUT",route="none",status="405"} 1`,
		`clipd_bytes_total{direction="in",kind="request"} ` + strconv.Itoa(len(source)+2),
	} {
		if !strings.Contains(g.body, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestTheAccessLog(t *testing.T) {
	b := newBench()
	h := b.handler(t)
	call(t, h, "GET", "/v3/clips?token=&folder_id=private", nil)
	var line map[string]any
	if err := json.Unmarshal(b.log.Bytes(), &line); err != nil {
		t.Fatalf("%v in %s", err, b.log)
	}
	for name, want := range map[string]any{
		"msg": "request", "level": "INFO", "method": "GET", "path": "/v3/clips", "route": "/v3/clips", "status": 200.0,
		"key": "key_ws_a", "workspace": "ws_a", "remote": "192.0.2.1:1234",
	} {
		if line[name] != want {
			t.Errorf("%s is %v, want %v", name, line[name], want)
		}
	}
	if id, _ := line["request_id"].(string); !strings.HasPrefix(id, "req_") {
		t.Errorf("request_id %q", id)
	}
	if strings.Contains(b.log.String(), "private") || strings.Contains(b.log.String(), key) {
		t.Errorf("the query or the key is in %s", b.log)
	}
	b.log.Reset()
	call(t, h, "GET", "/healthz", nil, header("X-Request-Id", "bad id\n"))
	if line := b.log.String(); !strings.Contains(line, `"level":"DEBUG"`) || strings.Contains(line, "bad id") {
		t.Errorf("a probe is logged as %s", line)
	}
}

func TestTheDocumentNamesEverything(t *testing.T) {
	h := newBench(func(c *Config) { c.PublicURL = "https://clips.example.org" }).handler(t)
	g := call(t, h, "GET", "/openapi.json", nil, header("X-Api-Key"))
	var doc struct {
		OpenAPI string
		Servers []struct{ URL string }
		Paths   map[string]map[string]struct {
			Security    []map[string][]string
			Responses   map[string]struct{ Headers map[string]any }
			RequestBody struct{ Content map[string]any }
		}
		Components struct{ SecuritySchemes map[string]map[string]string }
	}
	if err := json.Unmarshal([]byte(g.body), &doc); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.1") || doc.Servers[0].URL != "https://clips.example.org" || doc.Components.SecuritySchemes["ApiKey"]["name"] != "X-Api-Key" || doc.Components.SecuritySchemes["Bearer"]["scheme"] != "bearer" {
		t.Errorf("document %+v", doc)
	}
	var operations []string
	for path, methods := range doc.Paths {
		for method, op := range methods {
			operations = append(operations, strings.ToUpper(method)+" "+path)
			if keyed := strings.HasPrefix(path, "/v3/"); keyed != (len(op.Security) == 2) {
				t.Errorf("%s %s: security %v", method, path, op.Security)
			} else if keyed && (op.Responses["429"].Headers["Retry-After"] == nil || op.Responses["401"].Headers == nil || op.Responses["500"].Headers == nil) {
				t.Errorf("%s %s: responses %v", method, path, op.Responses)
			}
		}
	}
	slices.Sort(operations)
	if want := []string{
		"DELETE /v3/assets/{asset_id}", "DELETE /v3/clips/{clip_job_id}", "GET /healthz", "GET /metrics", "GET /readyz",
		"GET /v3/assets", "GET /v3/assets/{asset_id}", "GET /v3/clips", "GET /v3/clips/{clip_job_id}", "POST /v3/assets", "POST /v3/clips",
	}; !slices.Equal(operations, want) {
		t.Errorf("operations %v", operations)
	}
	if doc.Paths["/v3/assets"]["post"].RequestBody.Content["multipart/form-data"] == nil {
		t.Error("the upload has no form")
	}
}

func TestThePageLoadsNothing(t *testing.T) {
	h := newBench().handler(t)
	g := call(t, h, "GET", "/docs", nil, header("X-Api-Key"))
	policy := g.header.Get("Content-Security-Policy")
	if g.status != http.StatusOK || !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") || strings.Contains(policy, "unsafe") {
		t.Fatalf("status %d, policy %q", g.status, policy)
	}
	for _, loads := range []string{"<script", "<link", "<img", "@import", "url(", "ZgotmplZ", "style="} {
		if strings.Contains(g.body, loads) {
			t.Errorf("the page has %s", loads)
		}
	}
	for _, told := range []string{"/v3/clips/{clip_job_id}", "windows[].end", "Idempotency-Key", "multipart/form-data", "webhook-signature", "at most 2000 characters", "https://example.com/talk.mp4"} {
		if !strings.Contains(g.body, told) {
			t.Errorf("the page does not tell %s", told)
		}
	}
}
