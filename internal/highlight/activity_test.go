package highlight

import (
	"strings"
	"testing"

	"clipd/internal/clip"
)

// quiet is a recording without speech: ten minutes at -50 dB, with a loud part,
// and a picture that stands still but for one part.
func quiet() Activity {
	a := Activity{Loudness: make([]float64, 600), Changes: make([]float64, 600)}
	for i := range 600 {
		a.Loudness[i], a.Changes[i] = -50, 0.01
		if i >= 100 && i < 130 {
			a.Loudness[i] = -12
		}
		if i >= 400 && i < 430 {
			a.Changes[i] = 0.4
		}
	}
	return a
}

func TestActivityChoosesWhereNothingIsSaid(t *testing.T) {
	s := clip.DefaultSettings()
	s.MaxClips = 3
	sel := Select(Request{Transcript: clip.Transcript{Duration: 600.5}, Settings: s, Activity: quiet()})
	if len(sel.Moments) != 3 || !strings.Contains(strings.Join(sel.Warnings, ""), "by loudness and how much the picture changes") {
		t.Fatalf("%+v, warnings %q", sel.Moments, sel.Warnings)
	}
	for _, part := range []struct {
		clip.Span
		reason string
	}{{clip.Span{Start: 100, End: 130}, "louder than usual: -1"}, {clip.Span{Start: 400, End: 430}, "the picture changes"}} {
		found := false
		for _, m := range sel.Moments[:2] {
			if m.Start <= part.Start && m.End >= part.End {
				found = strings.Contains(m.Reason, part.reason) && strings.HasPrefix(m.Label, "At ") && m.FirstSentence == -1
			}
		}
		if !found {
			t.Errorf("%v: %+v", part.Span, sel.Moments)
		}
	}
	for i, m := range sel.Moments {
		if m.Score < unspokenScore || m.Score > livelyScore || m.End > 600.5 || i > 0 && m.Score > sel.Moments[i-1].Score {
			t.Errorf("moment %+v", m)
		}
		for _, o := range sel.Moments[:i] {
			if m.Span().Overlaps(o.Span()) {
				t.Errorf("%v overlaps %v", m.Span(), o.Span())
			}
		}
	}
}

func TestActivityThatNeverVariesIsSpreadEvenly(t *testing.T) {
	still := Activity{Loudness: make([]float64, 600)}
	for _, a := range []Activity{{}, still} {
		sel := Select(Request{Transcript: clip.Transcript{Duration: 600}, Settings: clip.DefaultSettings(), Activity: a})
		if len(sel.Moments) != 5 || !strings.Contains(sel.Warnings[0], "spread evenly") {
			t.Errorf("%d moments, warnings %q", len(sel.Moments), sel.Warnings)
		}
	}
	// One that is longer or shorter than the recording is no harm.
	for _, seconds := range []int{1, 50, 5000} {
		a := Activity{Changes: make([]float64, seconds)}
		a.Changes[0] = 1
		if sel := Select(Request{Transcript: clip.Transcript{Duration: 100}, Settings: clip.DefaultSettings(), Activity: a}); len(sel.Moments) != 5 {
			t.Errorf("%d seconds: %d moments", seconds, len(sel.Moments))
		}
	}
}
