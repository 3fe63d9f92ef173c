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

func TestTimesCountWhereNothingIsSaid(t *testing.T) {
	for _, c := range []struct {
		instruction string
		activity    Activity
		moments     int
		within, out clip.Span
		warning     string
	}{
		{"in the last half", quiet(), 3, clip.Span{Start: 300, End: 601}, clip.Span{}, "in the 300.2 s of the source that the instruction names by loudness"},
		{"not the first three minutes", quiet(), 3, clip.Span{Start: 180, End: 601}, clip.Span{}, "by loudness"},
		{"the first five minutes, but not from 1:30 to 2:10", quiet(), 3, clip.Span{End: 300}, clip.Span{Start: 90, End: 130}, "by loudness"},
		{"in the first minute", Activity{}, 3, clip.Span{End: 60}, clip.Span{}, "spread evenly over the 60.0 s of the source that the instruction names"},
		{"after 20:00", quiet(), 3, clip.Span{End: 601}, clip.Span{}, "leave no room for a clip of 15-90 s: chosen from all of the source"},
		{"from 1:00 to 1:10", Activity{}, 3, clip.Span{End: 601}, clip.Span{}, "leave no room for a clip"},
	} {
		s := clip.DefaultSettings()
		s.MaxClips, s.Instruction = 3, c.instruction
		sel := Select(Request{Transcript: clip.Transcript{Duration: 600.5}, Settings: s, Activity: c.activity})
		if len(sel.Moments) != c.moments || !strings.Contains(strings.Join(sel.Warnings, "\n"), c.warning) {
			t.Errorf("%q: %d moments, warnings %q", c.instruction, len(sel.Moments), sel.Warnings)
		}
		for _, m := range sel.Moments {
			if m.Start < c.within.Start || m.End > c.within.End || m.Span().Overlaps(c.out) || m.End-m.Start < 15 {
				t.Errorf("%q: %v-%v, want inside %v and outside %v", c.instruction, m.Start, m.End, c.within, c.out)
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
