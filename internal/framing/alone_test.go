package framing

import (
	"slices"
	"testing"

	"clipd/internal/clip"
)

func TestAlone(t *testing.T) {
	cast := []string{"A", "B"}
	doubtful := sentence("A", 70, 80)
	doubtful.SpeakerConfidence = 0.4
	talk := []clip.Sentence{
		sentence("A", 0, 3), sentence("A", 3.5, 12), // one stretch
		sentence("B", 12, 14),
		sentence("B", 30, 33), sentence("A", 33, 36), // in the moment
		sentence("A", 36, 38), sentence("A", 38, 48), // half in it
		sentence("B", 50, 53), sentence("B", 56, 60), // too long a pause
		doubtful,
		sentence("A", 90, 100),
	}
	moment := clip.Span{Start: 30, End: 40}
	for _, tt := range []struct {
		name   string
		moment clip.Span
		voices []int
		want   []clip.Span
	}{
		{"nobody", moment, nil, nil},
		{"the long ones nearest", moment, []int{0}, []clip.Span{{Start: 42, End: 46}, {Start: 4, End: 8}}},
		{"each voice, then again", clip.Span{Start: 30, End: 80}, []int{0, 1}, []clip.Span{{Start: 93, End: 97}, {Start: 4, End: 8}}},
		{"the longer one first", moment, []int{1}, []clip.Span{{Start: 56, End: 60}, {Start: 50, End: 53}}},
		{"no more than is worth it", moment, []int{0, 1}, []clip.Span{{Start: 42, End: 46}, {Start: 56, End: 60}}},
		{"more for a long moment", clip.Span{Start: 13, End: 41}, []int{0, 1}, []clip.Span{{Start: 42.5, End: 46.5}, {Start: 56, End: 60}, {Start: 50, End: 53}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := alone(talk, tt.moment, cast, tt.voices); !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

func TestDoubts(t *testing.T) {
	s := shot{0, 300}
	traces := tracesOf(staged(300, sitting(500, 200), sitting(1400, 200)), s)
	v := voices{cast: 3, said: slices.Repeat([]utterance{{voice: 0}}, 250)}
	copy(v.said, slices.Repeat([]utterance{{voice: 1}}, 20)) // not for long
	for _, tt := range []struct {
		name string
		in   setting
		want []int
	}{
		{"not tied", setting{s, traces, ties{face: []int{-1, -1, -1}}}, []int{0}},
		{"tied", setting{s, traces, ties{face: []int{1, -1, -1}}}, nil},
		{"one face", setting{s, traces[:1], ties{face: []int{-1, -1, -1}}}, nil},
	} {
		if got := doubts([]setting{tt.in}, v, testRate); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
