package framing

import (
	"slices"
	"testing"

	"clipd/internal/clip"
)

func TestOffScreenVoiceShowsAll(t *testing.T) {
	const n = 600
	for _, tt := range []struct {
		name   string
		actors []actor
		said   []clip.Sentence
		want   []run // frames
	}{
		{"for long", []actor{sitting(500, 200), sitting(1400, 200)}, []clip.Sentence{sentence("A", 0, 5), sentence("C", 5, 9), sentence("C", 9.5, 12), sentence("B", 12, 20)}, []run{{150, 360}}},
		{"for short", []actor{sitting(500, 200), sitting(1400, 200)}, []clip.Sentence{sentence("A", 0, 5), sentence("C", 5, 7), sentence("B", 7, 20)}, nil},
		{"in pieces", []actor{sitting(500, 200), sitting(1400, 200)}, []clip.Sentence{sentence("C", 1, 3), sentence("A", 3, 3.5), sentence("C", 3.5, 5), sentence("C", 8, 10)}, nil},
		{"over one who listens", []actor{sitting(500, 200)}, []clip.Sentence{sentence("C", 5, 15)}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := shot{0, n}
			in := setting{shot: s, traces: tracesOf(staged(n, tt.actors...), s), ties: ties{face: []int{0, len(tt.actors) - 1, -1}, away: []bool{false, false, true}}}
			o := observation{voices: voicesAt(tt.said, []string{"A", "B", "C"}, 0, 501)}
			if got := in.offScreen(o.voices, testRate); !slices.Equal(got, tt.want) {
				t.Errorf("frames %v, want %v", got, tt.want)
			}
			for i, p := range film(in, o, mustView(t, 1920, 1080, clip.Vertical), testRate) {
				all := slices.ContainsFunc(tt.want, func(r run) bool { return i >= r.start && i < r.end })
				if all != (p.layout == clip.Fit) {
					t.Fatalf("frame %d is laid out as %s", i, p.layout)
				}
			}
		})
	}
}
