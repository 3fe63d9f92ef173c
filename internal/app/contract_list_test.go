package app

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"clipd/internal/clip"
)

// pages: whoever pages sees each row once, whatever comes and goes.
func (w *walk) pages(t *testing.T) {
	reader := w.as(t, "pages")
	made := map[string]bool{}
	for i := range 23 {
		folder := ""
		if i >= 5 && i < 8 {
			folder = `, "folder_id": "box"`
		}
		id := reader.create(t, w.body("/gone.mp4", fmt.Sprintf(`"title": "Job %d"`, i)+folder))
		made[id] = true
	}
	whole := reader.list(t, "/v3/clips?limit=100")
	order := whole.ids()
	for i, d := range whole.Data {
		if !made[d.ID] || *d.Title == "" || d.Status == "" || d.CreatedAt == 0 || (i > 0 && d.CreatedAt > whole.Data[i-1].CreatedAt) {
			t.Errorf("row %d is %+v", i, d)
		}
	}
	if len(order) != len(made) || whole.HasMore {
		t.Fatalf("%d of %d are listed", len(order), len(made))
	}
	first := reader.list(t, "/v3/clips")
	if len(first.Data) != 10 || !first.HasMore || !slices.Equal(first.ids(), order[:10]) {
		t.Fatalf("the first page has %v of %v", first.ids(), order)
	}
	next := func(p listPage) listPage {
		return reader.list(t, "/v3/clips?limit=7&token="+url.QueryEscape(*p.NextToken))
	}
	reader.create(t, w.body("/gone.mp4", "")) // arrives
	for _, gone := range []int{9, 12} {       // one was seen, and the token points at it
		reader.call(t, http.MethodDelete, "/v3/clips/"+order[gone], nil)
	}
	seen := first.ids()
	for p := first; p.HasMore; {
		p = next(p)
		seen = append(seen, p.ids()...)
	}
	if want := slices.Delete(slices.Clone(order), 12, 13); !slices.Equal(seen, want) {
		t.Errorf("paging saw %v\nwant %v", seen, want)
	}

	box := reader.list(t, "/v3/clips?folder_id=box&limit=100")
	if len(box.Data) != 3 || box.HasMore {
		t.Errorf("the folder has %v", box.ids())
	}
	for _, id := range box.ids() {
		reader.end(t, id, clip.Failed)
	}
	if failed := reader.list(t, "/v3/clips?folder_id=box&status=failed"); len(failed.Data) != 3 {
		t.Errorf("failed are %v", failed.ids())
	}
	if done := reader.list(t, "/v3/clips?status=completed"); len(done.Data) != 0 {
		t.Errorf("completed are %v", done.ids())
	}
	w.badPages(t, reader, *first.NextToken)
}

func (w *walk) badPages(t *testing.T, reader caller, token string) {
	t.Helper()
	for i := range len(token) {
		letter := "A"
		if token[i] == 'A' {
			letter = "B"
		}
		altered := token[:i] + letter + token[i+1:]
		if _, param := reader.call(t, http.MethodGet, "/v3/clips?token="+url.QueryEscape(altered), nil).refused(t, 400, clip.Invalid); param != "token" {
			t.Errorf("letter %d altered: the param is %q", i, param)
		}
	}
	w.call(t, http.MethodGet, "/v3/clips?token="+token, nil).refused(t, 400, clip.Invalid)
	reader.call(t, http.MethodGet, "/v3/assets?token="+token, nil).refused(t, 400, clip.Invalid)
	for _, bad := range []string{"limit=0", "limit=101", "limit=ten", "status=done", "limit=5&limit=6"} {
		reader.call(t, http.MethodGet, "/v3/clips?"+bad, nil).refused(t, 400, clip.Invalid)
	}
}
