package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"clipd/internal/clip"
)

func TestAuthentication(t *testing.T) {
	b := newBench()
	h := b.handler(t)
	none := func(r *http.Request) { r.Header.Del("X-Api-Key") }
	for _, tt := range []struct {
		name    string
		edits   []edit
		status  int
		message string
	}{
		{"X-Api-Key", nil, 200, ""},
		{"bearer", []edit{none, header("Authorization", "Bearer "+key)}, 200, ""},
		{"bearer, any case", []edit{none, header("Authorization", "bearer  "+key)}, 200, ""},
		{"both: X-Api-Key counts", []edit{header("Authorization", "Bearer other")}, 200, ""},
		{"none", []edit{none}, 401, "an API key is needed"},
		{"empty", []edit{header("X-Api-Key", "")}, 401, "the API key is not valid"},
		{"unknown", []edit{header("X-Api-Key", "guess")}, 401, "the API key is not valid"},
		{"unknown bearer", []edit{none, header("Authorization", "Bearer guess")}, 401, "the API key is not valid"},
		{"very long", []edit{header("X-Api-Key", strings.Repeat("x", 1000))}, 401, "the API key is not valid"},
		{"two", []edit{header("X-Api-Key", key, key)}, 401, "more than one API key"},
		{"basic", []edit{none, header("Authorization", "Basic eDp5")}, 401, "Authorization must be `Bearer KEY`"},
		{"bare", []edit{none, header("Authorization", key)}, 401, "Authorization must be `Bearer KEY`"},
	} {
		g := call(t, h, "GET", "/v3/clips", nil, tt.edits...)
		if g.status != tt.status {
			t.Errorf("%s: %d %s", tt.name, g.status, g.body)
		}
		if tt.status == 401 {
			if f := g.fault(t); f.Code != clip.Unauthorized || !strings.Contains(f.Message, tt.message) || g.header.Get("WWW-Authenticate") == "" {
				t.Errorf("%s: %+v", tt.name, f)
			}
		}
	}
	if strings.Contains(b.log.String(), key) || strings.Contains(b.log.String(), "guess") {
		t.Error("a key is in the log")
	}
	for _, target := range []string{"POST /v3/clips", "GET /v3/clips/a", "DELETE /v3/clips/a", "POST /v3/assets", "GET /v3/assets", "GET /v3/assets/a", "DELETE /v3/assets/a"} {
		method, path, _ := strings.Cut(target, " ")
		if g := call(t, h, method, path, nil, none); g.status != 401 {
			t.Errorf("%s without a key: %d", target, g.status)
		}
	}
}

type brokenKeys struct{}

func (brokenKeys) Authenticate(context.Context, string) (Identity, error) {
	return Identity{}, errors.New("the database is away")
}

func TestABrokenKeyStoreIsNotAWrongKey(t *testing.T) {
	h := newBench(func(c *Config) { c.Keys = brokenKeys{} }).handler(t)
	if g := call(t, h, "GET", "/v3/clips", nil); g.status != 500 || g.fault(t).Code != clip.Internal {
		t.Errorf("%d %s", g.status, g.body)
	}
}

func TestRateLimitOfAKey(t *testing.T) {
	now := time.Unix(1763924400, 0)
	h := newBench(func(c *Config) {
		c.RequestsPerSecond, c.Burst = 0.5, 2
		c.Now = func() time.Time { return now }
	}).handler(t)
	get := func(k string) got { return call(t, h, "GET", "/v3/clips", nil, header("X-Api-Key", k)) }
	for i, tt := range []struct {
		later time.Duration
		key   string
		wait  string // of Retry-After, "" where it is let through
	}{
		{0, key, ""}, {0, key, ""}, {0, key, "2"}, {0, otherKey, ""},
		{500 * time.Millisecond, key, "2"}, {500 * time.Millisecond, key, "1"}, {time.Second, key, ""}, {0, key, "2"},
		{time.Hour, key, ""}, {0, key, ""}, {0, key, "2"},
	} {
		now = now.Add(tt.later)
		g := get(tt.key)
		if g.header.Get("Retry-After") != tt.wait || (g.status == 429) != (tt.wait != "") {
			t.Errorf("request %d: %d, Retry-After %q, want %q", i, g.status, g.header.Get("Retry-After"), tt.wait)
		}
		if tt.wait != "" && g.fault(t).Code != clip.RateLimited {
			t.Errorf("request %d: %s", i, g.body)
		}
	}
	if g := call(t, h, "GET", "/healthz", nil); g.status != 200 {
		t.Errorf("a probe is limited: %d", g.status)
	}
}

func TestALimitOfJobsSaysWhenToComeBack(t *testing.T) {
	b := newBench()
	b.fail = clip.Errorf(clip.RateLimited, "", "100 jobs of this workspace wait already")
	g := post(t, b.handler(t), `{`+source+`}`)
	if f := g.fault(t); g.status != 429 || g.header.Get("Retry-After") != "10" || f.Message != "100 jobs of this workspace wait already" {
		t.Errorf("%d %v %+v", g.status, g.header, f)
	}
}

func TestTheLimiterForgets(t *testing.T) {
	l := newLimiter(1, 2)
	now := time.Unix(0, 0)
	for i := range 100 * sweepFrom {
		now = now.Add(10 * time.Millisecond)
		if err := l.allow(strconv.Itoa(i), now); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(l.buckets); n > 2*sweepFrom {
		t.Errorf("%d buckets are kept", n)
	}
}
