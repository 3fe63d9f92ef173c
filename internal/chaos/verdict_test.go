package chaos

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"clipd/internal/clip"
)

// tally is what came of a stream.
type tally struct {
	accepted, completed, failed, deleted, unlucky int
	longest                                       time.Duration
}

func (n tally) String() string {
	return fmt.Sprintf("%d jobs accepted: %d completed, %d failed as they must, %d deleted, %d given up; the longest took %.0f s",
		n.accepted, n.completed, n.failed, n.deleted, n.unlucky, n.longest.Seconds())
}

// What a job may say that failed for no fault of its own.
const (
	interrupted = "the service was interrupted" // a dozen times at one task
	missed      = "was not available"           // for minutes
)

// verdict checks what a client sees of every order. Some may have failed, saying
// what may be.
func (s *stream) verdict(may string) (n tally) {
	s.t.Helper()
	known, clips := map[string]bool{}, map[string]bool{}
	for _, o := range s.all() {
		n.accepted++
		n.longest = max(n.longest, o.ended)
		if known[o.id] {
			s.t.Errorf("two orders have the job %s", o.id)
		}
		known[o.id] = true
		switch {
		case o.drop:
			n.deleted++
			continue
		case o.wrong && o.last.Status == clip.Failed && strings.Contains(deref(o.last.FailureMessage), "but the video is"):
			n.failed++
		case o.last.Status == clip.Failed && strings.Contains(deref(o.last.FailureMessage), may):
			n.unlucky++
		case o.last.Status != clip.Completed || o.wrong:
			s.t.Errorf("%s %v is %s: %s", o.id, o.request, o.last.Status, deref(o.last.FailureMessage))
		default:
			n.completed++
			s.judge(o, clips)
		}
		if o.calls {
			within(s.t, time.Minute, "the callback of "+o.id, func() bool {
				s.mu.Lock()
				defer s.mu.Unlock()
				return s.called[o.id] > 0
			})
		}
	}
	var dropped int
	for _, id := range s.client.list(s.t.Context()) {
		if !known[id] {
			s.t.Errorf("nobody asked for the job %s", id)
		}
		delete(known, id)
	}
	for _, o := range s.all() {
		if o.drop && known[o.id] {
			dropped++
		}
	}
	if len(known) != dropped {
		s.t.Errorf("%d accepted jobs are not in the list: %v", len(known)-dropped, slices.Collect(maps.Keys(known)))
	}
	if len(s.odd) > 0 {
		s.t.Errorf("creating was answered oddly (times by status): %v", s.odd)
	}
	return n
}

// judge checks the clips of a completed job.
func (s *stream) judge(o *order, seen map[string]bool) {
	s.t.Helper()
	if len(o.last.Clips) == 0 || o.windows > 0 && len(o.last.Clips) != o.windows {
		s.t.Errorf("%s has %d clips of %d", o.id, len(o.last.Clips), o.windows)
	}
	asked, _ := o.request["windows"].([]map[string]any)
	for i, c := range o.last.Clips {
		if seen[c.ID] {
			s.t.Errorf("%s: the clip %s is there twice", o.id, c.ID)
		}
		seen[c.ID] = true
		if asked != nil && c.Start != clip.Seconds(asked[i]["start"].(float64)) {
			s.t.Errorf("%s: clip %d begins at %v, not %v", o.id, i, c.Start, asked[i]["start"])
		}
		for _, url := range []string{c.URL, c.ThumbnailURL, c.CaptionURL} {
			if url == "" {
				continue
			}
			r, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, url, nil)
			if err != nil {
				s.t.Fatal(err)
			}
			resp, err := http.DefaultClient.Do(r)
			if err != nil {
				s.t.Errorf("%s: %v", o.id, err)
				continue
			}
			_ = resp.Body.Close()
			if resp.StatusCode != http.StatusOK || resp.ContentLength == 0 {
				s.t.Errorf("%s: %s answers %d with %d bytes", o.id, url, resp.StatusCode, resp.ContentLength)
			}
		}
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
