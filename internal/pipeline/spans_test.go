package pipeline

import (
	"testing"

	"clipd/internal/clip"
)

// Moments that lie near each other share the pause; they never overlap.
func TestNearMomentsShareThePause(t *testing.T) {
	var tr clip.Transcript
	var moments []clip.Moment
	for i := range 4 {
		from := clip.Seconds(20.5 * float64(i))
		s := clip.Sentence{Start: from, End: from + 20, Text: "Words.", Words: []clip.Word{{Start: from, End: from + 20, Text: "Words."}}}
		tr.Sentences = append(tr.Sentences, s)
		moments = append(moments, clip.Moment{Start: s.Start, End: s.End, FirstSentence: i, LastSentence: i})
	}
	moments[0], moments[3] = moments[3], moments[0] // by score, not by time
	tr.Duration = 200
	got := breathing(tr, moments, 90)
	for i, want := range []clip.Span{{Start: 61.25, End: 81.9}, {Start: 20.25, End: 40.75}, {Start: 40.75, End: 61.25}, {Start: 0, End: 20.25}} {
		if got[i].Span() != want {
			t.Errorf("moment %d is cut as %v, want %v", i, got[i].Span(), want)
		}
	}
	if moments[1].Start != 20.5 {
		t.Error("the moments given were changed")
	}
}
