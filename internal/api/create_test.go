package api

import (
	"net/http"
	"strings"
	"testing"

	"clipd/internal/clip"
)

const source = `"video":{"type":"url","url":"https://example.com/talk.mp4"}`

func TestCreateRefusesWithTheFieldNamed(t *testing.T) {
	h := newBench().handler(t)
	long := func(n int) string { return `"` + strings.Repeat("é", n) + `"` }
	for _, tt := range []struct {
		body, param, message string
	}{
		{``, "", "the body is empty"},
		{`{`, "", "it ends too early"},
		{`{"video":}`, "", "the body is not valid JSON: invalid character '}'"},
		{`{` + source + `} {}`, "", "there is more after it"},
		{"{\"title\":\"\xff\"}", "", "not UTF-8"},
		{`{` + source + `,"title":"a","title":"a"}`, "title", "title was given more than once"},
		{`{"video":{"type":"url","type":"asset_id","url":"https://x"}}`, "video.type", "video.type was given more than once"},
		{`{` + source + `,"windows":[{"start":0,"end":1},{"start":1e400,"end":2,"\u0073tart":3}]}`, "windows[1].start", "windows[1].start was given more than once"},
		{`[]`, "", "the body must be an object, not an array"},
		{`null`, "", "the body must be an object, not null"},
		{`"x"`, "", "the body must be an object, not a string"},
		{`{}`, "video", "video is required"},
		{`{"video":null}`, "video", "video must be an object, not null"},
		{`{"video":"https://example.com"}`, "video", "video must be an object, not a string"},
		{`{"video":{}}`, "video.type", "video.type is required: asset_id or url"},
		{`{"video":{"type":1}}`, "video.type", "video.type must be a string, not a number"},
		{`{"video":{"type":"file"}}`, "video.type", `video.type must be asset_id or url, not "file"`},
		{`{"video":{"type":"url"}}`, "video.url", "video.url is required"},
		{`{"video":{"type":"url","url":5}}`, "video.url", "video.url must be a string, not a number"},
		{`{"video":{"type":"url","url":"ftp://x"}}`, "video.url", "video.url must be a URL that begins with https://"},
		{`{"video":{"type":"url","url":"https://x","asset_id":"a"}}`, "video.asset_id", "unknown field video.asset_id; the fields here are type, url"},
		{`{"video":{"type":"asset_id"}}`, "video.asset_id", "video.asset_id is required"},
		{`{"video":{"type":"asset_id","asset_id":"a","url":"x"}}`, "video.url", "unknown field video.url"},
		{`{` + source + `,"max_clip":3}`, "max_clip", "unknown field max_clip; the fields here are aspect_ratio,"},
		{`{` + source + `,"Title":"x"}`, "Title", "unknown field Title"},
		{`{` + source + `,"` + strings.Repeat("x", 500) + `":3}`, strings.Repeat("x", 64) + "...", "unknown field xxx"},
		{`{` + source + `,"max_clips":0}`, "max_clips", "max_clips must be from 1 to 10, not 0"},
		{`{` + source + `,"max_clips":11}`, "max_clips", "max_clips must be from 1 to 10, not 11"},
		{`{` + source + `,"max_clips":2.5}`, "max_clips", "max_clips must be an integer, not 2.5"},
		{`{` + source + `,"max_clips":1e400}`, "max_clips", "max_clips must be a number in the range of a double"},
		{`{` + source + `,"max_clips":1e-400000000}`, "max_clips", "max_clips must be from 1 to 10"},
		{`{` + source + `,"max_clips":"3"}`, "max_clips", "max_clips must be an integer, not a string"},
		{`{` + source + `,"max_clips":null}`, "max_clips", "max_clips must be an integer, not null"},
		{`{` + source + `,"max_clips":true}`, "max_clips", "max_clips must be an integer, not a boolean"},
		{`{` + source + `,"instruction":` + long(2001) + `}`, "instruction", "instruction must have at most 2000 characters, not 2001"},
		{`{` + source + `,"instruction":7}`, "instruction", "instruction must be a string, not a number"},
		{`{` + source + `,"windows":{}}`, "windows", "windows must be an array, not an object"},
		{`{` + source + `,"windows":[` + strings.Repeat(`{"start":0,"end":1},`, 10) + `{"start":0,"end":1}]}`, "windows", "windows must have at most 10 entries, not 11"},
		{`{` + source + `,"windows":[{"start":0,"end":1},{"start":0,"end":1},{"start":9,"end":4}]}`, "windows[2].end", "windows[2].end must be greater than start"},
		{`{` + source + `,"windows":[{"start":4,"end":4}]}`, "windows[0].end", "windows[0].end must be greater than start"},
		{`{` + source + `,"windows":[{"start":-0.5,"end":4}]}`, "windows[0].start", "windows[0].start must be from 0 to 1000000, not -0.5"},
		{`{` + source + `,"windows":[{"start":1}]}`, "windows[0].end", "windows[0].end is required"},
		{`{` + source + `,"windows":[{"end":1}]}`, "windows[0].start", "windows[0].start is required"},
		{`{` + source + `,"windows":[{"start":1,"end":"2"}]}`, "windows[0].end", "windows[0].end must be a number, not a string"},
		{`{` + source + `,"windows":[{"start":1,"end":2,"label":[]}]}`, "windows[0].label", "windows[0].label must be a string, not an array"},
		{`{` + source + `,"windows":[{"start":1,"end":2,"name":"x"}]}`, "windows[0].name", "unknown field windows[0].name"},
		{`{` + source + `,"windows":[5]}`, "windows[0]", "windows[0] must be an object, not a number"},
		{`{` + source + `,"aspect_ratio":"4:3"}`, "aspect_ratio", `aspect_ratio must be one of 9:16, 1:1, 16:9, not "4:3"`},
		{`{` + source + `,"aspect_ratio":null}`, "aspect_ratio", "aspect_ratio must be a string, not null"},
		{`{` + source + `,"enable_caption":"yes"}`, "enable_caption", "enable_caption must be a boolean, not a string"},
		{`{` + source + `,"title":` + long(256) + `}`, "title", "title must have at most 255 characters, not 256"},
		{`{` + source + `,"title":"a\u0000b"}`, "title", "title must be text without the character NUL"},
		{`{` + source + `,"callback_url":"nowhere"}`, "callback_url", "callback_url must be a URL that begins with https://"},
		{`{` + source + `,"callback_url":"https://%"}`, "callback_url", "callback_url cannot be used: it must begin with https:// and name a host"},
		{`{` + source + `,"callback_id":` + long(256) + `}`, "callback_id", "callback_id must have at most 255 characters, not 256"},
		{`{` + source + `,"folder_id":` + long(256) + `}`, "folder_id", "folder_id must have at most 255 characters, not 256"},
	} {
		g := post(t, h, tt.body)
		f := g.fault(t)
		if g.status != http.StatusBadRequest || f.Code != clip.Invalid || f.Param != tt.param || !strings.Contains(f.Message, tt.message) {
			t.Errorf("%.80s\n got %d %+v\nwant %q about %q", tt.body, g.status, f, tt.message, tt.param)
		}
	}
}

func TestCreateFillsInTheDefaults(t *testing.T) {
	b := newBench()
	h := b.handler(t)
	if id, _ := post(t, h, `{`+source+`}`).data(t)["clip_job_id"].(string); !strings.HasPrefix(id, "clip_") {
		t.Errorf("id %q", id)
	}
	got := b.jobs[0].request
	if s := got.Settings; s.MaxClips != 5 || s.Aspect != clip.Vertical || s.Captions || s.Windows != nil || s.Instruction != "" || s.MinLength != 15 || s.MaxLength != 90 {
		t.Errorf("settings %+v", s)
	}
	if got.Title != nil || got.FolderID != nil || got.CallbackID != nil || got.CallbackURL != "" || got.Base != "http://example.com" || got.Video.URL != "https://example.com/talk.mp4" {
		t.Errorf("request %+v", got)
	}
}

func TestCreateTakesEveryField(t *testing.T) {
	b := newBench(func(c *Config) { c.PublicURL = "https://clips.example.org" })
	h := b.handler(t)
	longest := strings.Repeat("é", 255)
	post(t, h, `{`+source+`,"max_clips":3.0,"instruction":"`+strings.Repeat("é", 2000)+`","aspect_ratio":"1:1","enable_caption":true,`+
		`"title":"`+longest+`","callback_url":"https://example.com/done","callback_id":"`+longest+`","folder_id":"`+longest+`"}`).data(t)
	got := b.jobs[0].request
	if s := got.Settings; s.MaxClips != 3 || s.Aspect != clip.Square || !s.Captions || len(s.Instruction) != 4000 {
		t.Errorf("settings %+v", s)
	}
	if *got.Title != longest || *got.FolderID != longest || *got.CallbackID != longest || got.CallbackURL != "https://example.com/done" || got.Base != "https://clips.example.org" {
		t.Errorf("request %+v", got)
	}
	post(t, h, `{`+source+`,"windows":[{"start":0,"end":1.5,"label":"One"},{"start":1,"end":2,"label":null}]}`).data(t)
	if w := b.jobs[1].request.Settings.Windows; len(w) != 2 || w[0] != (clip.Window{Start: 0, End: 1.5, Label: "One"}) || w[1] != (clip.Window{Start: 1, End: 2}) {
		t.Errorf("windows %+v", w)
	}
	post(t, h, `{`+source+`,"instruction":null,"windows":null,"title":null,"callback_url":null,"callback_id":null,"folder_id":null}`).data(t)
	if got := b.jobs[2].request; got.Title != nil || got.CallbackURL != "" || got.Settings.Windows != nil {
		t.Errorf("nulls give %+v", got)
	}
}

func TestCreateWithAnAsset(t *testing.T) {
	b := newBench()
	h := b.handler(t)
	b.assets = []shelvedAsset{{"ws_a", clip.Asset{ID: "asset_1"}}}
	post(t, h, `{"video":{"type":"asset_id","asset_id":"asset_1"}}`).data(t)
	if v := b.jobs[0].request.Video; v != (clip.Video{Type: clip.VideoAsset, AssetID: "asset_1"}) {
		t.Errorf("video %+v", v)
	}
	g := post(t, h, `{"video":{"type":"asset_id","asset_id":"asset_1"}}`, header("X-Api-Key", otherKey))
	if f := g.fault(t); g.status != http.StatusNotFound || f.Param != "video.asset_id" {
		t.Errorf("another's asset: %d %+v", g.status, f)
	}
}

func TestTheBodyMustBeJSONOfLimitedSize(t *testing.T) {
	h := newBench().handler(t)
	body := `{` + source + `}`
	for _, tt := range []struct {
		edit   edit
		status int
	}{
		{header("Content-Type"), 200},
		{header("Content-Type", "application/json; charset=UTF-8"), 200},
		{header("Content-Type", "application/json; charset=latin1"), 415},
		{header("Content-Type", "text/plain"), 415},
		{header("Content-Type", "application/x-www-form-urlencoded"), 415},
		{header("Content-Type", ";"), 415},
		{header("Content-Encoding", "gzip"), 415},
		{header("Content-Encoding", "identity"), 200},
	} {
		g := post(t, h, body, tt.edit)
		if g.status != tt.status {
			t.Errorf("got %d %s, want %d", g.status, g.body, tt.status)
		}
		if tt.status == 415 && g.fault(t).Code != clip.UnsupportedMedia {
			t.Errorf("got %s", g.body)
		}
	}
	g := post(t, h, `{`+source+`,"title":"`+strings.Repeat("x", maxJSON)+`"}`)
	if f := g.fault(t); g.status != http.StatusRequestEntityTooLarge || f.Code != clip.TooLarge || f.Message != "the body must have at most 1048576 bytes" {
		t.Errorf("too large: %d %+v", g.status, f)
	}
}

func TestIdempotencyKey(t *testing.T) {
	b := newBench()
	h := b.handler(t)
	send := func(body string, keys ...string) got { return post(t, h, body, header("Idempotency-Key", keys...)) }
	first := send(`{`+source+`,"max_clips":3}`, "order-1").data(t)["clip_job_id"]
	if again := send(` { "max_clips":3, `+source+` } `, "order-1").data(t)["clip_job_id"]; again != first {
		t.Errorf("the same body, written otherwise: %v and %v", first, again)
	}
	if g := send(`{`+source+`,"max_clips":4}`, "order-1"); g.status != http.StatusConflict || g.fault(t).Code != clip.Conflict {
		t.Errorf("another body: %d %s", g.status, g.body)
	}
	if other := send(`{`+source+`,"max_clips":3}`, "order-2").data(t)["clip_job_id"]; other == first || len(b.jobs) != 2 {
		t.Errorf("another key gives %v, %d jobs", other, len(b.jobs))
	}
	if send(`{`+source+`}`, strings.Repeat("a", 255)).status != http.StatusOK {
		t.Error("the longest key is refused")
	}
	for _, keys := range [][]string{{""}, {strings.Repeat("a", 256)}, {"a b"}, {"é"}, {"a\n"}, {"a", "a"}} {
		if g := send(`{`+source+`}`, keys...); g.status != http.StatusBadRequest || g.fault(t).Param != "Idempotency-Key" {
			t.Errorf("%q: %d %s", keys, g.status, g.body)
		}
	}
}
