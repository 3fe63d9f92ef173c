package speakers

import (
	"slices"
	"testing"
)

func TestWindows(t *testing.T) {
	for _, tt := range []struct {
		frames int
		want   []stretch
	}{
		{0, nil},
		{23, nil},
		{30, []stretch{{3, 27}}},
		{160, []stretch{{0, 160}}},
		{167, []stretch{{0, 160}}},
		{180, []stretch{{0, 160}, {20, 180}}},
		{240, []stretch{{0, 160}, {40, 200}, {80, 240}}},
	} {
		if got := windows(tt.frames); !slices.Equal(got, tt.want) {
			t.Errorf("%d frames: %v, want %v", tt.frames, got, tt.want)
		}
	}
}
