package app

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"clipd/internal/clip"
)

// patience is how long a test waits for what is to happen soon, on a machine that
// has other work.
const patience = 10 * time.Minute

// caller is a client of a service with one key.
type caller struct {
	base, key string
	http      *http.Client
}

// reply is an answer that was read.
type reply struct {
	status int
	header http.Header
	body   string
}

// call sends one request; body is JSON text or a reader. headers are pairs of
// name and value.
func (c caller) call(t *testing.T, method, path string, body any, headers ...string) reply {
	t.Helper()
	var content io.Reader
	switch b := body.(type) {
	case string:
		content = strings.NewReader(b)
	case io.Reader:
		content = b
	}
	if !strings.HasPrefix(path, "http") {
		path = c.base + path
	}
	r, err := http.NewRequestWithContext(t.Context(), method, path, content)
	if err != nil {
		t.Fatal(err)
	}
	if c.key != "" {
		r.Header.Set("X-Api-Key", c.key)
	}
	if _, ok := body.(string); ok {
		r.Header.Set("Content-Type", "application/json")
	}
	for pair := range slices.Chunk(headers, 2) {
		r.Header.Set(pair[0], pair[1])
	}
	resp, err := c.http.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{resp.StatusCode, resp.Header, string(text)}
}

// into reads a success into v.
func (r reply) into(t *testing.T, v any) {
	t.Helper()
	if r.status != http.StatusOK {
		t.Fatalf("status %d: %s", r.status, r.body)
	}
	if err := json.Unmarshal([]byte(r.body), v); err != nil {
		t.Fatalf("%v in %s", err, r.body)
	}
}

// refused checks that the answer is an error of that status and code and returns
// its message and param.
func (r reply) refused(t *testing.T, status int, code clip.Code) (message, param string) {
	t.Helper()
	var f struct {
		Error *struct {
			Code    clip.Code
			Message string
			Param   string
		}
	}
	dec := json.NewDecoder(strings.NewReader(r.body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil || f.Error == nil {
		t.Fatalf("status %d, not the envelope of an error (%v): %s", r.status, err, r.body)
	}
	if r.status != status || f.Error.Code != code || f.Error.Message == "" {
		t.Errorf("got %d %s, want %d %s", r.status, r.body, status, code)
	}
	if status == http.StatusTooManyRequests && r.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	return f.Error.Message, f.Error.Param
}

// create accepts a job and returns its id.
func (c caller) create(t *testing.T, body string, headers ...string) string {
	t.Helper()
	var a struct {
		Data map[string]string
	}
	c.call(t, http.MethodPost, "/v3/clips", body, headers...).into(t, &a)
	if id := a.Data["clip_job_id"]; len(a.Data) == 1 && strings.HasPrefix(id, "clip_") {
		return id
	}
	t.Fatalf("the answer is %v", a.Data)
	return ""
}

// job is a job as it was read: with its fields, and as the text that was sent.
type job struct {
	clip.Job
	fields map[string]json.RawMessage
}

func (j job) ended() bool { return j.Status == clip.Completed || j.Status == clip.Failed }

// get reads a job.
func (c caller) get(t *testing.T, id string) job {
	t.Helper()
	return jobOf(t, c.call(t, http.MethodGet, "/v3/clips/"+id, nil))
}

func jobOf(t *testing.T, r reply) (j job) {
	t.Helper()
	var typed struct{ Data clip.Job }
	r.into(t, &typed)
	var raw struct{ Data map[string]json.RawMessage }
	r.into(t, &raw)
	return job{typed.Data, raw.Data}
}

// until reads a job until it is as wanted.
func (c caller) until(t *testing.T, id string, wanted func(job) bool) job {
	t.Helper()
	tick, late := time.NewTicker(100*time.Millisecond), time.After(patience)
	defer tick.Stop()
	for j := c.get(t, id); ; j = c.get(t, id) {
		if wanted(j) {
			return j
		}
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("job %s is %s, at %s", id, j.Status, j.Stage)
		}
	}
}

// end reads a job until it ended as wanted.
func (c caller) end(t *testing.T, id string, wanted clip.Status) job {
	t.Helper()
	j := c.until(t, id, job.ended)
	if j.Status != wanted {
		why := ""
		if j.FailureMessage != nil {
			why = *j.FailureMessage
		}
		t.Fatalf("job %s is %s (%s), wanted %s", id, j.Status, why, wanted)
	}
	return j
}

// list reads one page.
func (c caller) list(t *testing.T, path string) (p listPage) {
	t.Helper()
	r := c.call(t, http.MethodGet, path, nil)
	r.into(t, &p)
	var raw map[string]json.RawMessage
	r.into(t, &raw)
	if len(raw) != 3 || p.Data == nil || p.HasMore != (p.NextToken != nil) || bytes.Equal(raw["data"], []byte("null")) {
		t.Errorf("%s is not a page: %s", path, r.body)
	}
	return p
}

// listPage is one page of jobs or assets.
type listPage struct {
	Data []struct {
		ID        string `json:"id"`
		AssetID   string `json:"asset_id"`
		Title     *string
		Status    clip.Status
		CreatedAt int64 `json:"created_at"`
	}
	HasMore   bool    `json:"has_more"`
	NextToken *string `json:"next_token"`
}

func (p listPage) ids() []string {
	var ids []string
	for _, d := range p.Data {
		ids = append(ids, d.ID+d.AssetID)
	}
	return ids
}
