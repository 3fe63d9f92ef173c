package chaos

import (
	"testing"
	"time"

	"clipd/internal/clip"
)

// Memory and open files of a server that works are as after the first jobs when
// many more were done.
func TestSteady(t *testing.T) {
	jobs := sized(t, 8, 200)
	p := newPlace(t).local()
	server := p.serve(2)
	c := server.client()
	server.start()
	asset := c.upload(picture(t))
	run := func(n int) {
		var ids []string
		for i := range n {
			id, status := c.create(t.Context(), "", map[string]any{
				"video":   map[string]any{"type": "asset_id", "asset_id": asset},
				"windows": []any{map[string]any{"start": i % 8, "end": i%8 + 1}},
			})
			if id == "" {
				t.Fatalf("creating: %d", status)
			}
			ids = append(ids, id)
		}
		for _, id := range ids {
			within(t, 10*time.Minute, "the end of "+id, func() bool {
				j, _, _ := c.job(t.Context(), id)
				if j.Status == clip.Failed {
					t.Fatalf("%s failed: %s", id, deref(j.FailureMessage))
				}
				return j.Status == clip.Completed
			})
		}
	}
	type sample struct{ jobs, mebibytes, descriptors int }
	var seen []sample
	for done := 0; done < jobs; {
		n := max(jobs/8, 4)
		run(n)
		done += n
		c.http.CloseIdleConnections()
		pause(time.Second)
		seen = append(seen, sample{done, server.status("VmRSS") >> 10, server.descriptors()})
	}
	t.Logf("jobs, MiB, open files: %v; at most %d MiB", seen, server.status("VmHWM")>>10)
	if !full() {
		return
	}
	early, late := seen[1], seen[len(seen)-1]
	if late.mebibytes > early.mebibytes*5/4 || late.descriptors > early.descriptors+4 {
		t.Errorf("it grew from %v to %v", early, late)
	}
}
