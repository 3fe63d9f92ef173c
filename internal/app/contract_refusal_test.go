package app

import (
	"bytes"
	"net/http"
	"strings"
	"sync"
	"testing"

	"clipd/internal/clip"
)

// keys: which are taken, and what is said of the others.
func (w *walk) keys(t *testing.T) {
	for _, bad := range []string{"", "clipd_wrong", w.key + "x", w.key[:len(w.key)-1]} {
		m, _ := caller{base: w.base, key: bad, http: w.http}.call(t, http.MethodGet, "/v3/clips", nil).refused(t, 401, clip.Unauthorized)
		if bad != "" && strings.Contains(m, bad) {
			t.Errorf("the message shows the key: %s", m)
		}
	}
	bearer := caller{base: w.base, http: w.http}
	if r := bearer.call(t, http.MethodGet, "/v3/clips", nil, "Authorization", "Bearer "+w.key); r.status != 200 {
		t.Errorf("a bearer token: %d %s", r.status, r.body)
	}
	short := w.as(t, "default")
	short.list(t, "/v3/clips")
	var id string
	for line := range strings.Lines(w.run(t, "keys", "list")) {
		if strings.Contains(line, "key_") {
			id = strings.Fields(line)[0] // the newest comes last
		}
		if strings.Contains(line, short.key) {
			t.Error("the list shows a key")
		}
	}
	w.run(t, "keys", "revoke", id)
	short.call(t, http.MethodGet, "/v3/clips", nil).refused(t, 401, clip.Unauthorized)
	w.list(t, "/v3/clips")
}

// refusals: the error of each rule that can be judged at once.
func (w *walk) refusals(t *testing.T) {
	long := func(n int) string { return `"` + strings.Repeat("é", n) + `"` }
	window := `{"start": 0, "end": 1}`
	for _, tt := range []struct {
		body           string
		status         int
		param, message string
	}{
		{`{`, 400, "", "not valid JSON"},
		{`[]`, 400, "", "must be an object, not an array"},
		{`{"max_clips": 1}`, 400, "video", "video is required"},
		{`{"video": {"type": "file"}}`, 400, "video.type", "must be asset_id or url"},
		{`{"video": {"type": "url", "url": "file:///etc/passwd"}}`, 400, "video.url", "https://"},
		{`{"video": {"type": "url", "url": "http://10.1.2.3/a.mp4"}}`, 400, "video.url", "10.1.2.3"},
		{`{"video": {"type": "url", "url": "http://[::ffff:10.1.2.3]/a.mp4"}}`, 400, "video.url", "video.url cannot be used"},
		{`{"video": {"type": "url", "url": "http://169.254.169.254/latest"}}`, 400, "video.url", "169.254.169.254"},
		{`{"video": {"type": "asset_id", "asset_id": "asset_none"}}`, 404, "video.asset_id", "asset_none"},
		{w.body("/talk.mp4", `"max_clips": 0`), 400, "max_clips", "from 1 to 10"},
		{w.body("/talk.mp4", `"max_clips": 11`), 400, "max_clips", "from 1 to 10"},
		{w.body("/talk.mp4", `"max_clips": "3"`), 400, "max_clips", "must be an integer, not a string"},
		{w.body("/talk.mp4", `"clips": 3`), 400, "clips", "unknown field clips"},
		{w.body("/talk.mp4", `"instruction": `+long(2001)), 400, "instruction", "at most 2000 characters"},
		{w.body("/talk.mp4", `"title": `+long(256)), 400, "title", "at most 255 characters"},
		{w.body("/talk.mp4", `"callback_id": `+long(256)), 400, "callback_id", "at most 255 characters"},
		{w.body("/talk.mp4", `"folder_id": `+long(256)), 400, "folder_id", "at most 255 characters"},
		{w.body("/talk.mp4", `"aspect_ratio": "4:3"`), 400, "aspect_ratio", "9:16, 1:1, 16:9"},
		{w.body("/talk.mp4", `"enable_caption": 1`), 400, "enable_caption", "must be a boolean"},
		{w.body("/talk.mp4", `"callback_url": "http://192.168.1.1/hook"`), 400, "callback_url", "192.168.1.1"},
		{w.body("/talk.mp4", `"windows": [`+strings.Repeat(window+",", 10)+window+`]`), 400, "windows", "at most 10 entries"},
		{w.body("/talk.mp4", `"windows": [`+window+`, `+window+`, {"start": 4, "end": 4}]`), 400, "windows[2].end", "windows[2].end must be greater than start"},
		{w.body("/talk.mp4", `"windows": [{"start": -1, "end": 4}]`), 400, "windows[0].start", "must be from 0 to 1000000"},
		{w.body("/talk.mp4", `"title": "`+strings.Repeat("x", 1<<20)+`"`), 413, "", "at most 1048576 bytes"},
	} {
		code := map[int]clip.Code{400: clip.Invalid, 404: clip.NotFound, 413: clip.TooLarge}[tt.status]
		message, param := w.call(t, http.MethodPost, "/v3/clips", tt.body).refused(t, tt.status, code)
		if param != tt.param || !strings.Contains(message, tt.message) || strings.Contains(message, w.data) {
			t.Errorf("%.120s\nis refused with %q about %q, want %q about %q", tt.body, message, param, tt.message, tt.param)
		}
	}
	w.call(t, http.MethodPost, "/v3/clips", bytes.NewReader([]byte("x=1")), "Content-Type", "application/x-www-form-urlencoded").refused(t, 415, clip.UnsupportedMedia)
	w.call(t, http.MethodGet, "/v3/clips/clip_none", nil).refused(t, 404, clip.NotFound)
	w.call(t, http.MethodDelete, "/v3/clips/clip_none", nil).refused(t, 404, clip.NotFound)
	w.call(t, http.MethodGet, "/v3/other", nil).refused(t, 404, clip.NotFound)
}

// idempotency: an answer is given again, whatever comes at the same time.
func (w *walk) idempotency(t *testing.T) {
	body := w.body("/gone.mp4", `"title": "Once"`)
	const key = "order:1._-Z"
	first := w.create(t, body, "Idempotency-Key", key)
	if again := w.create(t, strings.ReplaceAll(body, ": ", ":  "), "Idempotency-Key", key); again != first {
		t.Errorf("the answer is %s, then %s", first, again)
	}
	message, param := w.call(t, http.MethodPost, "/v3/clips", w.body("/gone.mp4", ""), "Idempotency-Key", key).refused(t, 409, clip.Conflict)
	if param != "Idempotency-Key" || !strings.Contains(message, "another body") {
		t.Errorf("another body: %q about %q", message, param)
	}
	w.call(t, http.MethodPost, "/v3/clips", body, "Idempotency-Key", "two words").refused(t, 400, clip.Invalid)
	if others := w.other.create(t, body, "Idempotency-Key", key); others == first {
		t.Error("the key of one workspace answers another")
	}

	replies := make([]reply, 16)
	var all sync.WaitGroup
	for i := range replies {
		all.Go(func() { replies[i] = w.call(t, http.MethodPost, "/v3/clips", body, "Idempotency-Key", "at-once") })
	}
	all.Wait()
	ids := map[string]bool{}
	for _, r := range replies {
		if r.status == 200 {
			ids[r.body] = true
		} else if m, _ := r.refused(t, 409, clip.Conflict); !strings.Contains(m, "request in progress") {
			t.Errorf("at once: %s", m)
		}
	}
	if len(ids) != 1 {
		t.Errorf("%d answers to one request: %v", len(ids), ids)
	}
}

// rate: a key that asks too often is told when to come again; others are not.
func (w *walk) rate(t *testing.T) {
	hasty := w.as(t, "other")
	for range 1000 {
		r := hasty.call(t, http.MethodGet, "/v3/clips?limit=1", nil)
		if r.status == 200 {
			continue
		}
		r.refused(t, 429, clip.RateLimited)
		if after := r.header.Get("Retry-After"); after != "1" {
			t.Errorf("Retry-After %q", after)
		}
		w.list(t, "/v3/clips")
		return
	}
	t.Error("1000 requests were answered")
}
