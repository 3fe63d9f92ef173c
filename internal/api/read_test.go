package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"clipd/internal/clip"
)

func TestGetGivesTheJobAsItIs(t *testing.T) {
	b := newBench()
	h := b.handler(t)
	chosen := post(t, h, `{`+source+`,"title":"Talk","folder_id":"f"}`).data(t)["clip_job_id"].(string)
	cut := post(t, h, `{`+source+`,"windows":[{"start":1,"end":3}]}`).data(t)["clip_job_id"].(string)

	g := call(t, h, http.MethodGet, "/v3/clips/"+chosen, nil)
	data := g.data(t)
	for name, want := range map[string]any{
		"id": chosen, "title": "Talk", "status": "completed", "transcript_source": "auto", "created_at": 1763924400.0, "failure_message": nil, "folder_id": "f",
	} {
		if got, ok := data[name]; !ok || got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	first := data["clips"].([]any)[0].(map[string]any)
	if first["score"] != 0.5 || first["duration"] != 19.0 || !strings.Contains(g.body, "/files/c_1.mp4?sig=1&exp=2") || !strings.Contains(g.body, "A & B") {
		t.Errorf("clip %v of %s", first, g.body)
	}
	if kind, cache := g.header.Get("Content-Type"), g.header.Get("Cache-Control"); kind != "application/json" || cache != "no-store" {
		t.Errorf("type %q, cache %q", kind, cache)
	}

	data = call(t, h, http.MethodGet, "/v3/clips/"+cut, nil).data(t)
	if _, there := data["transcript_source"]; there {
		t.Error("transcript_source with windows")
	}
	if _, there := data["clips"].([]any)[0].(map[string]any)["score"]; there {
		t.Error("score with windows")
	}

	b.jobs[0].job.Clips, b.jobs[0].job.TranscriptSource = nil, clip.Unintelligible
	data = call(t, h, http.MethodGet, "/v3/clips/"+chosen, nil).data(t)
	if clips, ok := data["clips"].([]any); !ok || len(clips) != 0 || data["warnings"] == nil {
		t.Errorf("no clips are %v, no warnings %v", data["clips"], data["warnings"])
	}
	if source, there := data["transcript_source"]; !there || source != nil {
		t.Errorf("nothing intelligible is %v, %v", source, there)
	}
}

func TestWhatIsAnothersIsLikeWhatIsNot(t *testing.T) {
	b := newBench()
	h := b.handler(t)
	job := post(t, h, `{`+source+`}`).data(t)["clip_job_id"].(string)
	b.assets = []shelvedAsset{{"ws_a", clip.Asset{ID: "asset_1"}}}
	for _, tt := range []struct{ what, theirs, none, malformed string }{
		{"job", "/v3/clips/" + job, "/v3/clips/clip_none", "/v3/clips/%00"},
		{"asset", "/v3/assets/asset_1", "/v3/assets/asset_2", "/v3/assets/a%2fb"},
	} {
		for _, method := range []string{http.MethodGet, http.MethodDelete} {
			var answers []string
			for _, target := range []string{tt.theirs, tt.none, tt.malformed, tt.none + strings.Repeat("x", 200)} {
				g := call(t, h, method, target, nil, header("X-Api-Key", otherKey))
				if f := g.fault(t); g.status != http.StatusNotFound || f.Code != clip.NotFound || f.Message != "there is no such "+tt.what || f.Param != "" {
					t.Errorf("%s %s: %d %+v", method, target, g.status, f)
				}
				answers = append(answers, g.body)
			}
			if len(slices.Compact(answers)) != 1 {
				t.Errorf("%s: the answers differ: %q", tt.what, answers)
			}
		}
	}
	if len(b.jobs) != 1 || len(b.assets) != 1 {
		t.Error("another's was deleted")
	}
}

func TestDelete(t *testing.T) {
	b := newBench()
	h := b.handler(t)
	job := post(t, h, `{`+source+`}`).data(t)["clip_job_id"].(string)
	b.assets = []shelvedAsset{{"ws_a", clip.Asset{ID: "asset_1"}}}
	for target, id := range map[string]string{"/v3/clips/" + job: job, "/v3/assets/asset_1": "asset_1"} {
		if g := call(t, h, http.MethodDelete, target, nil); g.body != `{"data":{"id":"`+id+`"}}`+"\n" {
			t.Errorf("%s: %d %s", target, g.status, g.body)
		}
		for _, method := range []string{http.MethodGet, http.MethodDelete} {
			if g := call(t, h, method, target, nil); g.status != http.StatusNotFound {
				t.Errorf("afterwards %s gives %d %s", method, g.status, g.body)
			}
		}
	}
}

// page is the whole answer of a list.
type page struct {
	Data      []clip.JobSummary `json:"data"`
	HasMore   *bool             `json:"has_more"`
	NextToken *string           `json:"next_token"`
}

func listed(t *testing.T, h http.Handler, query string) page {
	t.Helper()
	g := call(t, h, http.MethodGet, "/v3/clips"+query, nil)
	var p page
	if err := json.Unmarshal([]byte(g.body), &p); err != nil || g.status != http.StatusOK || p.Data == nil || p.HasMore == nil || !strings.Contains(g.body, `"next_token"`) {
		t.Fatalf("%s: %d %s", query, g.status, g.body)
	}
	return p
}

func TestList(t *testing.T) {
	b := newBench()
	h := b.handler(t)
	if p := listed(t, h, ""); len(p.Data) != 0 || *p.HasMore || p.NextToken != nil {
		t.Errorf("nothing is %+v", p)
	}
	for i := range 25 {
		folder := ""
		if i%5 == 0 {
			folder = `,"folder_id":"a/b"`
		}
		post(t, h, fmt.Sprintf(`{%s,"title":"%d"%s}`, source, i, folder)).data(t)
	}
	b.jobs[3].job.Status = clip.Failed
	for query, want := range map[string][]string{
		"?limit=2":                      {"24", "23"},
		"":                              {"24", "23", "22", "21", "20", "19", "18", "17", "16", "15"},
		"?folder_id=a%2Fb&limit=100":    {"20", "15", "10", "5", "0"},
		"?status=failed":                {"3"},
		"?status=running":               {},
		"?folder_id=none&status=failed": {},
		"?limit=3&token=":               {"24", "23", "22"},
		"?limit=1&later=1":              {"24"},
	} {
		titles := []string{}
		for _, j := range listed(t, h, query).Data {
			titles = append(titles, *j.Title)
		}
		if !slices.Equal(titles, want) {
			t.Errorf("%s gives %v, want %v", query, titles, want)
		}
	}
	seen := 0
	for query := "?limit=7"; query != ""; {
		p := listed(t, h, query)
		seen += len(p.Data)
		if *p.HasMore != (p.NextToken != nil) {
			t.Errorf("has_more %v, next_token %v", *p.HasMore, p.NextToken)
		}
		query = ""
		if p.NextToken != nil {
			query = "?limit=7&token=" + *p.NextToken
		}
	}
	if seen != 25 {
		t.Errorf("%d of 25 seen", seen)
	}
}

func TestListRefuses(t *testing.T) {
	h := newBench().handler(t)
	for _, tt := range []struct{ query, param, message string }{
		{"?limit=0", "limit", `limit must be an integer from 1 to 100, not "0"`},
		{"?limit=101", "limit", "limit must be an integer from 1 to 100"},
		{"?limit=", "limit", "limit must be an integer from 1 to 100"},
		{"?limit=ten", "limit", "limit must be an integer from 1 to 100"},
		{"?limit=%2B5", "limit", "limit must be an integer from 1 to 100"},
		{"?limit=5.0", "limit", "limit must be an integer from 1 to 100"},
		{"?limit=99999999999999999999", "limit", "limit must be an integer from 1 to 100"},
		{"?limit=1&limit=2", "limit", "limit was given 2 times; give it once"},
		{"?token=altered", "token", "token is not one that this service gave"},
		{"?token=%00", "token", "token must be text in UTF-8"},
		{"?folder_id=%ff", "folder_id", "folder_id must be text in UTF-8"},
		{"?folder_id=" + strings.Repeat("x", 256), "folder_id", "folder_id must have at most 255 characters, not 256"},
		{"?status=done", "status", `status must be one of pending, running, completed, failed, not "done"`},
		{"?limit=%zz", "", "the query of the address is malformed"},
		{"?a;b", "", "the query of the address is malformed"},
	} {
		for _, target := range []string{"/v3/clips", "/v3/assets"} {
			if target == "/v3/assets" && (tt.param == "folder_id" || tt.param == "status") {
				continue
			}
			g := call(t, h, http.MethodGet, target+tt.query, nil)
			if f := g.fault(t); g.status != http.StatusBadRequest || f.Code != clip.Invalid || f.Param != tt.param || !strings.Contains(f.Message, tt.message) {
				t.Errorf("%s%s: %d %+v", target, tt.query, g.status, f)
			}
		}
	}
}
