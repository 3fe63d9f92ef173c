package framing

import (
	"math"
	"slices"
	"testing"
)

func TestStays(t *testing.T) {
	const w, h = 1920, 1080
	for _, tt := range []struct {
		name   string
		actors []actor
		want   []float64 // where the camera's face is, one for each stay
		cuts   []float64 // seconds
	}{
		{"nobody", nil, nil, nil},
		{"one", []actor{sitting(500, 200)}, []float64{500}, nil},
		{"the larger of two", []actor{sitting(500, 200), sitting(1400, 240)}, []float64{1400}, nil},
		{"of two alike the one nearer to the middle", []actor{sitting(400, 200), sitting(1300, 200)}, []float64{1300}, nil},
		{"the one who stays, not the one who is large for a moment", []actor{sitting(500, 150), sitting(1400, 200).only(4, 6)}, []float64{500}, nil},
		{"the larger one, until it leaves", []actor{sitting(500, 150), sitting(1400, 240).only(0, 12)}, []float64{1400, 500}, []float64{12}},
		{"the larger one, though it turns away", []actor{sitting(500, 150), sitting(1400, 200).but(8, 11)}, []float64{1400}, nil},
		{"a face for too short", []actor{sitting(500, 200).only(5, 7)}, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := shot{0, 600}
			got := stays(setting{shot: s, traces: tracesOf(staged(600, tt.actors...), s)}, observation{}, w, h, testRate)
			var where, cuts []float64
			for i, s := range got {
				where = append(where, math.Round(s.on.face(s.start).centre().x/50)*50)
				if i > 0 {
					cuts = append(cuts, math.Round(float64(s.start)/testRate))
				}
				if s.end-s.start < int(testRate) {
					t.Errorf("a stay of %d frames", s.end-s.start)
				}
			}
			if !slices.Equal(where, tt.want) || !slices.Equal(cuts, tt.cuts) {
				t.Errorf("on %v, changing at %v; want %v, %v", where, cuts, tt.want, tt.cuts)
			}
			if len(got) > 0 && (got[0].start != s.start || got[len(got)-1].end != s.end) {
				t.Errorf("the stays do not fill the shot: %+v", got)
			}
		})
	}
}
