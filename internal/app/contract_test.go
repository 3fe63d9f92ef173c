package app

import (
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/mediatest"
)

// walk is a running service, a server of sources beside it, and what is served.
type walk struct {
	*live
	origin *origin
	other  caller // of another workspace
}

// TestContract walks the contract of the service by its whole program over HTTP.
// What needs no files to be judged is tried while a recording is listened to.
func TestContract(t *testing.T) {
	if testing.Short() {
		t.Skip("cuts real media")
	}
	eachBackend(t, func(t *testing.T, b backend) {
		w := newWalk(t, b)
		talk := w.watch(t, w.create(t, w.body("/talk.mp4", `"max_clips": 3, "enable_caption": true, "title": "Talk", "folder_id": "talks"`)))

		t.Run("health", w.health)
		t.Run("keys", w.keys)
		t.Run("refusals", w.refusals)
		t.Run("idempotency", w.idempotency)
		t.Run("pages", w.pages)
		t.Run("assets", w.assets)
		t.Run("sources", w.sources)
		t.Run("delete while fetching", w.deleteWhileFetching)
		t.Run("talk", func(t *testing.T) { w.talk(t, talk) })
		t.Run("windows", w.windows)
		t.Run("window past the end", w.windowPastTheEnd)
		t.Run("silence", w.silence)
		t.Run("delete while rendering", w.deleteWhileRendering)
		t.Run("example client", w.exampleClient)
		t.Run("tenants", w.tenants)
		t.Run("rate", w.rate)
		t.Run("leftovers", w.leftovers)
	})
}

func newWalk(t *testing.T, b backend) *walk {
	t.Helper()
	shared := mediatest.Shared(t)
	w := &walk{live: startLive(t, b, "--resolution", "360", "--slots", "1", "--max-bytes", "64MiB"), origin: newOrigin(t, map[string]string{
		"/talk.mp4":      filepath.Join(shared, "media", "synth", "synth_2p_wide.mp4"),
		"/recording.mp4": mediatest.Make(t, mediatest.Recording{Seconds: 8}),
		"/silent.mp4":    mediatest.Make(t, mediatest.Recording{Name: "silent.mp4", Seconds: 32, SoundFilter: "volume=0"}),
		"/reading.mp4":   talk(t, mediatest.Models(t), 20),
	})}
	w.origin.verify(t, w.run(t, "keys", "secret"))
	w.other = w.as(t, "other")
	return w
}

// body is a request to cut what the origin serves at a path, with more fields.
func (w *walk) body(path, fields string) string {
	body := `{"video": {"type": "url", "url": "` + w.origin.URL + path + `"}`
	if fields != "" {
		body += ", " + fields
	}
	return body + "}"
}

// health is what anybody may ask for.
func (w *walk) health(t *testing.T) {
	nobody := caller{base: w.base, http: w.http}
	for path, holds := range map[string]string{
		"/healthz": `"ok"`, "/readyz": `"ok"`, "/metrics": "clipd_", "/openapi.json": `"openapi":"3.1`, "/docs": "/v3/clips",
	} {
		if r := nobody.call(t, "GET", path, nil); r.status != 200 || !strings.Contains(strings.ReplaceAll(r.body, ": ", ":"), holds) {
			t.Errorf("%s answers %d %.200s", path, r.status, r.body)
		}
	}
}
