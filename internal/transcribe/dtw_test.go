package transcribe

import (
	"slices"
	"testing"
)

func TestWarp(t *testing.T) {
	for name, c := range map[string]struct {
		cost       []float32
		rows, cols int
		want       []int
	}{
		"one cell":   {[]float32{0}, 1, 1, []int{0}},
		"one row":    {[]float32{3, 1, 2}, 1, 3, []int{0}},
		"one column": {[]float32{3, 1, 2}, 3, 1, []int{0, 0, 0}},
		"diagonal": {[]float32{
			-1, 0, 0,
			0, -1, 0,
			0, 0, -1,
		}, 3, 3, []int{0, 1, 2}},
		"stays, then moves": {[]float32{
			-1, -1, -1, 0, 0, 0,
			0, 0, 0, -1, -1, 0,
			0, 0, 0, 0, 0, -1,
		}, 3, 6, []int{0, 3, 5}},
		"two words in one frame": {[]float32{
			-1, -1, 0, 0,
			0, -1, 0, 0,
			0, -1, -1, -1,
		}, 3, 4, []int{0, 1, 1}},
	} {
		if got := warp(c.cost, c.rows, c.cols); !slices.Equal(got, c.want) {
			t.Errorf("%s: enters at %v, not %v", name, got, c.want)
		}
	}
}

func TestTokenStarts(t *testing.T) {
	// Two heads that follow the sound, one frame wide, over 30 frames.
	a := &attention{heads: 2, frames: 30}
	at := []int{0, 10, 18, 29}
	for i, from := range at {
		to := 30
		if i+1 < len(at) {
			to = at[i+1]
		}
		row := make([]float32, 2*40)
		for h := range 2 {
			for f := from; f < to; f++ {
				row[h*40+f] = 0.9 / float32(to-from)
			}
			row[h*40+35] = 0.1 // in the silence after the sound
		}
		a.add(row, 40)
	}
	got := a.tokenStarts()
	for i, want := range at {
		if d := got[i] - want; d < -1 || d > 1 {
			t.Errorf("tokens start at %v, not %v", got, at)
			break
		}
	}
	if got := (&attention{heads: 2, frames: 30}).tokenStarts(); got != nil {
		t.Errorf("no rows: %v", got)
	}
}

func TestRunningMedian(t *testing.T) {
	src := []float32{0, 0, 9, 0, 0, 5, 5, 5, 5, 5}
	got := make([]float32, len(src))
	addMedian(got, src, 2)
	if want := []float32{0, 0, 0, 0, 10, 10, 10, 10, 10, 10}; !slices.Equal(got, want) {
		t.Errorf("median %v, not %v", got, want)
	}
	short := make([]float32, 2)
	addMedian(short, []float32{1, 2}, 1)
}
