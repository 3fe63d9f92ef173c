package framing

import (
	"slices"
	"testing"
)

func TestTied(t *testing.T) {
	for _, tt := range []struct {
		name          string
		faces, others []witness
		want          []int  // of each voice
		away          []bool // likewise; nil for none
	}{
		{"two who take turns", []witness{testimony(1, 40, -20), testimony(2, -30, 30)}, nil, []int{0, 1}, nil},
		{"both mouths move", []witness{testimony(1, 9, 8), testimony(2, 5, 10)}, nil, []int{-1, -1}, nil},
		{"both move here, not elsewhere", []witness{testimony(1, 5, 8), testimony(2, 9, 10)},
			[]witness{testimony(2, -30, 0), testimony(1, 20, 0)}, []int{0, 1}, nil},
		{"the other one is left over", []witness{testimony(1, 40, 25), testimony(2, 0, 20)}, nil, []int{0, 1}, nil},
		{"not for long enough", []witness{testimony(1, 12, 0), testimony(2, -1, 0)}, nil, []int{-1, -1}, nil},
		{"two voices taken for one", []witness{{odds: []float64{20, 0}, heard: []float64{900, 0}}, {odds: []float64{-10, 0}, heard: []float64{900, 0}}}, nil, []int{-1, -1}, nil},
		{"a third voice off screen", []witness{testimony(1, 40, -20, -25), testimony(2, -30, 30, -40)}, nil, []int{0, 1, -1}, []bool{false, false, true}},
		{"a third voice, perhaps of one who turned away", []witness{testimony(1, 40, -20, -25), testimony(2, -30, 30, -5)}, nil, []int{0, 1, -1}, nil},
		{"a voice whose face is not here", []witness{testimony(1, -25, 0), testimony(2, -30, 0)},
			[]witness{testimony(5, 40, -10)}, []int{-1, -1}, []bool{true, false}},
		{"a voice whose face is not here, though a mouth moves", []witness{testimony(1, -25, 0), testimony(2, 5, 0)},
			[]witness{testimony(5, 40, -10), testimony(2, -40, 0)}, []int{-1, -1}, nil},
		{"a voice of nobody known", []witness{testimony(1, -25, 0), testimony(2, -30, 0)}, nil, []int{-1, -1}, nil},
		{"a voice of somebody else, though a mouth moves", []witness{testimony(1, 14, 0), testimony(2, -20, 0)},
			[]witness{testimony(5, 12, -10), testimony(5, 13, -10), testimony(1, -2, 0)}, []int{-1, -1}, nil},
		{"nobody there", nil, []witness{testimony(1, 40, 0)}, []int{-1, -1}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			all := slices.Concat(tt.others, tt.faces)
			acquaint(all, len(tt.want))
			got := tied(all, len(tt.others), len(all), len(tt.want))
			away := tt.away
			if away == nil {
				away = make([]bool, len(tt.want))
			}
			if !slices.Equal(got.face, tt.want) || !slices.Equal(got.away, away) {
				t.Errorf("voices belong to %v, away %v; want %v, %v", got.face, got.away, tt.want, away)
			}
		})
	}
}

// Two mouths that tell nothing: the camera is on the one whose voice it is.
func TestStaysFollowTheTies(t *testing.T) {
	const n = 500
	s := shot{0, 600}
	in := setting{shot: s, traces: tracesOf(staged(600, sitting(500, 240), sitting(1400, 150)), s)}
	small := slices.IndexFunc(in.traces, func(t trace) bool { return t.face(0).x > 960 })
	in.ties = ties{face: []int{1 - small, small}, away: []bool{false, false}}
	o := observation{heard: sound{level: slices.Repeat([]float64{-20}, n)}.rhythm(n), voices: voices{cast: 2}}
	for i := range n {
		u := utterance{0, 1}
		if i >= 200 && i < 400 {
			u.voice = 1
		}
		o.voices.said = append(o.voices.said, u)
	}
	got := stays(in, o, 1920, 1080, testRate)
	if len(got) != 3 || got[1].on != &in.traces[small] || abs(got[1].start-240) > 12 || abs(got[1].end-480) > 12 || got[1].speaker() == nil {
		t.Errorf("stays %+v, want the small face from frame 240 to 480", got)
	}
	in.ties.face = []int{-1, -1}
	if got := stays(in, o, 1920, 1080, testRate); len(got) != 1 {
		t.Errorf("%d stays where no voice is tied, want 1", len(got))
	}
}
