package pipeline

import (
	"testing"

	"clipd/internal/clip"
)

func TestSaidNamesSpeakers(t *testing.T) {
	sentences := []clip.Sentence{
		{Start: 0, End: 2, Speaker: "Speaker 1", Text: "Who are you?", Words: []clip.Word{{Start: 0, End: 1, Text: "Who"}, {Start: 1, End: 2, Text: "you?"}}},
		{Start: 2, End: 4, Speaker: "Speaker 2", Text: "I am Dana."},
		{Start: 4, End: 6, Speaker: "Speaker 2", Text: "I make clocks."},
		{Start: 6, End: 8, Text: "Noise."},
	}
	for _, tt := range []struct {
		span  clip.Span
		named bool
		want  string
	}{
		{clip.Span{Start: 0, End: 8}, true, "Speaker 1: Who you?\nSpeaker 2: I am Dana. I make clocks.\nNoise."},
		{clip.Span{Start: 0.8, End: 6}, false, "you? I am Dana. I make clocks."},
		{clip.Span{Start: 4, End: 6}, true, "Speaker 2: I make clocks."},
		{clip.Span{Start: 9, End: 10}, true, ""},
	} {
		if got := said(sentences, tt.span, tt.named); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.span, got, tt.want)
		}
	}
}
