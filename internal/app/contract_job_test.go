package app

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

// talk: a job that listens, chooses and captions.
func (w *walk) talk(t *testing.T, watched *history) {
	j := w.end(t, watched.wait(t), clip.Completed)
	watched.check(t)
	if *j.Title != "Talk" || *j.FolderID != "talks" || string(j.fields["transcript_source"]) != `"auto"` || string(j.fields["failure_message"]) != "null" ||
		j.Progress != 100 || j.CreatedAt == 0 || math.Abs(float64(j.SourceDuration)-28.9) > 0.2 || j.Callback != nil {
		t.Errorf("the job is %s", text(t, j.fields))
	}
	if s := j.Settings; s.MaxClips != 3 || !s.Captions || s.Aspect != clip.Vertical || s.Instruction != "" {
		t.Errorf("the settings are %+v", s)
	}
	if len(j.Clips) == 0 || len(j.Clips) > 3 {
		t.Fatalf("%d clips", len(j.Clips))
	}
	if len(j.Clips) < 3 && !strings.Contains(strings.Join(j.Warnings, "\n"), "of 3 asked for") {
		t.Errorf("%d clips and the warnings %q", len(j.Clips), j.Warnings)
	}
	best := 1.0
	for i, c := range j.Clips {
		if c.Score == nil || *c.Score < 0 || *c.Score > best || c.Reason == "" || c.Transcript == "" || c.Label == "" || !strings.HasPrefix(c.ID, "c_") {
			t.Errorf("clip %d is %+v", i, c)
		}
		best = *c.Score
		w.delivered(t, c, 360, 640)
		if captions := w.linked(t, c.CaptionURL, "text/vtt; charset=utf-8", nameIn(t, c.CaptionURL), nil); !strings.HasPrefix(string(captions), "WEBVTT") {
			t.Errorf("captions: %.100q", captions)
		}
	}
	again := w.get(t, j.ID)
	if again.Clips[0].ID != j.Clips[0].ID {
		t.Error("the id of a clip changed")
	}
}

// delivered checks the files of a clip and what is said of them.
func (w *walk) delivered(t *testing.T, c clip.Clip, width, height int) {
	t.Helper()
	if c.Start < 0 || math.Abs(float64(c.End-c.Start-c.Duration)) > 1e-6 {
		t.Errorf("the clip goes from %v to %v, %v long", c.Start, c.End, c.Duration)
	}
	path := w.fetched(t, c.URL, "video/mp4", nameIn(t, c.URL))
	mediatest.DecodesToEnd(t, path)
	info := mediatest.Probe(t, path)
	if math.Abs(info.Duration-float64(c.Duration)) > 0.1 || info.Video.Width != width || info.Video.Height != height {
		t.Errorf("the file is %.2f s of %dx%d, the clip %v", info.Duration, info.Video.Width, info.Video.Height, c.Duration)
	}
	if picture := w.linked(t, c.ThumbnailURL, "image/jpeg", nameIn(t, c.ThumbnailURL), nil); !strings.HasPrefix(string(picture), "\xff\xd8") {
		t.Error("the thumbnail is no JPEG")
	}
}

// windows: what was asked is cut, in that order, and told to the callback, which
// is tried again.
func (w *walk) windows(t *testing.T) {
	w.origin.answer("/hook/windows", http.StatusInternalServerError)
	id := w.create(t, w.body("/recording.mp4", `"windows": [{"start": 5, "end": 7, "label": "Late & \"quoted\""}, {"start": 0.5, "end": 2.25}],
		"aspect_ratio": "16:9", "callback_url": "`+w.origin.URL+`/hook/windows", "callback_id": "order-7"`))
	if j := w.get(t, id); j.Callback == nil || j.Callback.State == clip.CallbackDelivered || j.Status == clip.Completed {
		t.Errorf("the job begins as %s", text(t, j.fields))
	}
	j := w.end(t, id, clip.Completed)
	if has(j, "transcript_source") || len(j.Clips) != 2 || j.Title != nil || string(j.fields["title"]) != "null" || *j.CallbackID != "order-7" {
		t.Fatalf("the job is %s", text(t, j.fields))
	}
	for i, want := range []clip.Window{{Start: 5, End: 7, Label: `Late & "quoted"`}, {Start: 0.5, End: 2.25}} {
		c := j.Clips[i]
		if c.Start != want.Start || c.End != want.End || (want.Label != "" && c.Label != want.Label) || c.Label == "" || c.Aspect != clip.Wide {
			t.Errorf("clip %d is %+v", i, c)
		}
		w.delivered(t, c, 640, 360)
	}
	var raw []map[string]json.RawMessage
	if err := json.Unmarshal(j.fields["clips"], &raw); err != nil {
		t.Fatal(err)
	}
	for _, absent := range []string{"score", "caption_url"} {
		if _, has := raw[0][absent]; has {
			t.Errorf("a clip of windows has %s", absent)
		}
	}

	got := w.origin.received(t, "/hook/windows", 2)
	if got[0].id != got[1].id || got[0].verified != nil || got[1].verified != nil {
		t.Errorf("the attempts are %s (%v) and %s (%v)", got[0].id, got[0].verified, got[1].id, got[1].verified)
	}
	told := w.told(t, got[1], "ai_clipping.success")
	if told.ID != id || *told.CallbackID != "order-7" || len(told.Clips) != 2 || told.Clips[0].ID != j.Clips[0].ID {
		t.Errorf("the callback tells %s", got[1].body)
	}
	w.delivered(t, told.Clips[1], 640, 360)
	j = w.until(t, id, func(j job) bool { return j.Callback.State == clip.CallbackDelivered })
	if j.Callback.Attempts != 2 || j.Callback.LastError != "" {
		t.Errorf("the callback is %+v", *j.Callback)
	}

	if r := w.call(t, http.MethodDelete, "/v3/clips/"+id, nil); r.status != 200 || r.body != fmt.Sprintf(`{"data":{"id":%q}}`+"\n", id) {
		t.Errorf("deleting answers %d %s", r.status, r.body)
	}
	w.call(t, http.MethodGet, "/v3/clips/"+id, nil).refused(t, 404, clip.NotFound)
	w.call(t, http.MethodDelete, "/v3/clips/"+id, nil).refused(t, 404, clip.NotFound)
	for _, link := range []string{j.Clips[0].URL, j.Clips[1].ThumbnailURL, told.Clips[0].URL} {
		if r := w.call(t, http.MethodGet, link, nil); r.status != 404 && r.status != 403 {
			t.Errorf("a link of a deleted job answers %d", r.status)
		}
	}
}

// told is the job that a callback tells of.
func (w *walk) told(t *testing.T, d delivery, event string) job {
	t.Helper()
	var e struct {
		Type string          `json:"event_type"`
		Data json.RawMessage `json:"event_data"`
	}
	if err := json.Unmarshal([]byte(d.body), &e); err != nil || e.Type != event {
		t.Fatalf("the callback is %s (%v), want %s", d.body, err, event)
	}
	return jobOf(t, reply{status: 200, body: `{"data":` + string(e.Data) + `}`})
}

// windowPastTheEnd: what only the file can tell fails the job.
func (w *walk) windowPastTheEnd(t *testing.T) {
	id := w.create(t, w.body("/recording.mp4", `"windows": [{"start": 1, "end": 2}, {"start": 3, "end": 95}], "callback_url": "`+w.origin.URL+`/hook/past"`))
	j := w.end(t, id, clip.Failed)
	const want = "windows[1] ends at 95.0 s but the video is 8.0 s long"
	if *j.FailureMessage != want || string(j.fields["clips"]) != "[]" || j.Progress == 100 || has(j, "transcript_source") {
		t.Errorf("the job is %s", text(t, j.fields))
	}
	got := w.origin.received(t, "/hook/past", 1)
	if told := w.told(t, got[0], "ai_clipping.fail"); got[0].verified != nil || *told.FailureMessage != want || told.Status != clip.Failed {
		t.Errorf("the callback tells %s (%v)", got[0].body, got[0].verified)
	}
}

// sources that are none, or may not be fetched.
func (w *walk) sources(t *testing.T) {
	for path, want := range map[string]string{
		"/page":     "text/html",
		"/gone.mp4": "404",
		"/huge.mp4": "limit of 67108864 bytes",
		"/hidden":   "10.20.30.40",
	} {
		j := w.end(t, w.create(t, w.body(path, "")), clip.Failed)
		if m := *j.FailureMessage; !strings.Contains(m, want) || strings.Contains(m, w.data) {
			t.Errorf("%s fails with %q, which does not tell %q", path, m, want)
		}
		if string(j.fields["transcript_source"]) != "null" {
			t.Errorf("transcript_source is %s", j.fields["transcript_source"])
		}
	}
}

// silence: nothing is said, so nothing can be chosen by its words.
func (w *walk) silence(t *testing.T) {
	j := w.end(t, w.create(t, w.body("/silent.mp4", "")), clip.Completed)
	if string(j.fields["transcript_source"]) != "null" || len(j.Clips) != 2 {
		t.Errorf("the job is %s", text(t, j.fields))
	}
	if said := strings.Join(j.Warnings, "\n"); !strings.Contains(said, "2 moments of 5 asked for") {
		t.Errorf("%d of 5 clips, and the warnings %q", len(j.Clips), j.Warnings)
	}
}

// deleteWhileFetching: sources that do not come hold up nobody else's, and their
// download ends when the job is deleted.
func (w *walk) deleteWhileFetching(t *testing.T) {
	const atOnce = 3 // downloads of a workspace
	var slow []string
	for n := range atOnce + 1 {
		slow = append(slow, w.create(t, w.body(fmt.Sprintf("/endless.mp4?%d", n), `"windows": [{"start": 1, "end": 2}]`)))
	}
	for range atOnce {
		if state := <-w.origin.held; state != "open" {
			t.Fatal(state)
		}
	}
	j := w.until(t, slow[0], func(j job) bool { return j.Status == clip.Running })
	if j.Progress >= 100 {
		t.Errorf("progress %v", j.Progress)
	}
	third := w.as(t, "third")
	id := third.create(t, w.body("/recording.mp4", `"windows": [{"start": 1, "end": 2}]`))
	third.end(t, id, clip.Completed)
	if r := third.call(t, http.MethodDelete, "/v3/clips/"+id, nil); r.status != 200 {
		t.Errorf("deleting answers %d %s", r.status, r.body)
	}
	if len(w.origin.held) > 0 {
		t.Errorf("more than %d downloads of a workspace, or one ended: %s", atOnce, <-w.origin.held)
	}
	for _, id := range slow {
		if r := w.call(t, http.MethodDelete, "/v3/clips/"+id, nil); r.status != 200 {
			t.Errorf("deleting answers %d %s", r.status, r.body)
		}
		w.call(t, http.MethodGet, "/v3/clips/"+id, nil).refused(t, 404, clip.NotFound)
	}
	for range atOnce {
		if state := <-w.origin.held; state != "closed" {
			t.Fatal(state)
		}
	}
}

// deleteWhileRendering: no file of the job stays; the end looks for them.
func (w *walk) deleteWhileRendering(t *testing.T) {
	id := w.create(t, w.body("/talk.mp4", `"windows": [{"start": 0, "end": 28}]`))
	w.until(t, id, func(j job) bool { return j.Stage == "render" && j.Progress > 12 })
	if r := w.call(t, http.MethodDelete, "/v3/clips/"+id, nil); r.status != 200 {
		t.Errorf("deleting answers %d %s", r.status, r.body)
	}
	w.call(t, http.MethodGet, "/v3/clips/"+id, nil).refused(t, 404, clip.NotFound)
	if ids := w.list(t, "/v3/clips?limit=100").ids(); slices.Contains(ids, id) {
		t.Error("a deleted job is listed")
	}
}

func has(j job, field string) bool {
	return slices.Contains(slices.Collect(maps.Keys(j.fields)), field)
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
