package app

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"clipd/internal/clip"
)

// tenants: nothing of another workspace can be seen, or told from nothing.
func (w *walk) tenants(t *testing.T) {
	theirs := w.list(t, "/v3/clips?limit=100").ids()
	assets := w.list(t, "/v3/assets?limit=100").ids()
	ours := w.other.list(t, "/v3/clips?limit=100").ids()
	if len(theirs) == 0 || len(assets) == 0 {
		t.Fatal("there is nothing to look for")
	}
	for _, id := range ours {
		if slices.Contains(theirs, id) {
			t.Errorf("%s is in both lists", id)
		}
	}
	if n := len(w.other.list(t, "/v3/assets").Data); n != 0 {
		t.Errorf("%d assets of another", n)
	}
	for _, target := range []string{"/v3/clips/" + theirs[0], "/v3/assets/" + assets[0]} {
		kind := path.Dir(target)
		for _, method := range []string{http.MethodGet, http.MethodDelete} {
			real := w.other.call(t, method, target, nil)
			none := w.other.call(t, method, kind+"/"+path.Base(target)[:6]+"0000000000000000000000", nil)
			real.refused(t, 404, clip.NotFound)
			if real.body != none.body {
				t.Errorf("%s %s can be told from nothing: %s and %s", method, target, real.body, none.body)
			}
		}
		if r := w.call(t, http.MethodGet, target, nil); r.status != 200 {
			t.Errorf("%s is gone: %d %s", target, r.status, r.body)
		}
	}
	for _, id := range ours {
		w.call(t, http.MethodGet, "/v3/clips/"+id, nil).refused(t, 404, clip.NotFound)
	}
}

// leftovers: nothing is left of what is gone when the service has stopped.
func (w *walk) leftovers(t *testing.T) {
	known := map[string]bool{}
	for _, c := range []caller{w.caller, w.other} {
		for p := c.list(t, "/v3/clips?limit=100"); ; p = c.list(t, "/v3/clips?limit=100&token="+url.QueryEscape(*p.NextToken)) {
			for _, id := range p.ids() {
				known[id] = true
			}
			if !p.HasMore {
				break
			}
		}
	}
	if !strings.Contains(w.call(t, http.MethodGet, "/metrics", nil).body, "clipd_") {
		t.Error("no metrics")
	}
	w.stop(t)
	for _, f := range files(t, w.objects) {
		parts := strings.Split(f, "/")
		switch {
		case f == ".tmp/lock", f == ".clipd/signing-key":
		case len(parts) == 4 && parts[1] == "jobs" && known[parts[2]]:
		case len(parts) > 3 && parts[1] == "sources":
		default:
			t.Errorf("left behind: %s", f)
		}
	}
	if left := files(t, w.data+"/work"); len(left) > 0 {
		t.Errorf("left in the folder for work: %v", left)
	}
}
