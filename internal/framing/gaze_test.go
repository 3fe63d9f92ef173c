package framing

import (
	"errors"
	"reflect"
	"testing"
)

func faceOf(w float64, score float64) face {
	return face{rect: rect{0, 0, w, w * 1.3}, score: score}
}

func TestGaze(t *testing.T) {
	large, small := faceOf(40, 0.9), faceOf(12, 0.9)
	faint := faceOf(40, 0.4)
	for _, tt := range []struct {
		name            string
		glance, closely []face
		want            string // g a glance, c a close look, for looks every 6 of 30 frames
	}{
		{"a large face needs a glance", []face{large, small}, nil, "g g g g g g g"},
		{"small faces are looked at closely", []face{small}, []face{small, small}, "gc c c c c c c"},
		{"nobody: closely once a second", nil, nil, "gc g g g g gc g"},
		{"a faint face is nobody", []face{faint}, []face{faint}, "gc g g g g gc g"},
		{"a large face only seen closely", nil, []face{large}, "gc gc gc gc gc gc gc"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := gaze{second: 30, large: smallFace}
			var got []byte
			for n := 0; n <= 36; n += 6 {
				if n > 0 {
					got = append(got, ' ')
				}
				_, err := g.look(n, func(closely bool) ([]face, error) {
					if closely {
						got = append(got, 'c')
						return tt.closely, nil
					}
					got = append(got, 'g')
					return tt.glance, nil
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			if string(got) != tt.want {
				t.Errorf("looks %q, want %q", got, tt.want)
			}
		})
	}
}

func TestGazeGivesTheCloserLook(t *testing.T) {
	g := gaze{second: 30, large: smallFace}
	got, err := g.look(0, func(closely bool) ([]face, error) {
		if closely {
			return []face{faceOf(12, 0.8)}, nil
		}
		return nil, nil
	})
	if err != nil || !reflect.DeepEqual(got, []face{faceOf(12, 0.8)}) {
		t.Errorf("faces %v, %v", got, err)
	}
	broken := errors.New("broken")
	if _, err := g.look(6, func(bool) ([]face, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("error %v, want the detector's", err)
	}
}
