package framing

import (
	"slices"
	"testing"

	"clipd/internal/clip"
)

// sentence is a sentence of a speaker, of whom that is sure.
func sentence(who string, start, end clip.Seconds) clip.Sentence {
	return clip.Sentence{Start: start, End: end, Speaker: who, SpeakerConfidence: 0.9}
}

func TestVoices(t *testing.T) {
	said := []clip.Sentence{sentence("A", 0, 11), sentence("B", 11, 12), {Start: 12, End: 12.5}, sentence("A", 12.5, 30)}
	cast := castOf(said)
	if !slices.Equal(cast, []string{"A", "B"}) {
		t.Fatalf("cast %q", cast)
	}
	v := voicesAt(said, cast, 10, 100) // to 14 s
	for _, tt := range []struct {
		at   float64
		want utterance
	}{
		{10, utterance{0, 0.9}}, {11.5, utterance{1, 0.9}}, {12.2, utterance{-1, 0}}, {13.9, utterance{0, 0.9}},
	} {
		if got := v.said[int((tt.at-10)*sampleRate)]; got != tt.want {
			t.Errorf("at %v s: %+v, want %+v", tt.at, got, tt.want)
		}
	}
	if v.cast != 2 || len(v.said) != 100 {
		t.Errorf("%d voices over %d samples", v.cast, len(v.said))
	}
	for _, one := range [][]clip.Sentence{nil, {{End: 1}}, {sentence("A", 0, 1), sentence("A", 1, 2)}} {
		if cast := castOf(one); cast != nil {
			t.Errorf("cast %q of %+v, want none", cast, one)
		}
	}
}
