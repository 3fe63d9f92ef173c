package mediatest

import (
	"math"
	"testing"

	"clipd/internal/media"
)

// The cells of a recording's picture.
const (
	columns = 4
	rows    = 5
)

// Counter reads the frame number from a picture of a [Recording], w by h pixels
// of the given bytes each (1 for gray, 3 for rgb24).
func Counter(pix []byte, w, h, bytesPerPixel int) int {
	n := 0
	for bit := range columns * (rows - 1) {
		n <<= 1
		if cell(pix, w, h, bytesPerPixel, bit%columns, bit/columns) > 110 {
			n |= 1
		}
	}
	return n
}

// Flash tells whether a picture of a [Recording] is the first of its second.
func Flash(pix []byte, w, h, bytesPerPixel int) bool {
	return cell(pix, w, h, bytesPerPixel, 1, rows-1) > 110
}

// cell is the mean of the middle of a cell.
func cell(pix []byte, w, h, size, col, row int) float64 {
	sum, n := 0.0, 0
	for y := (4*row + 1) * h / (4 * rows); y < (4*row+3)*h/(4*rows); y++ {
		for x := (4*col + 1) * w / (4 * columns); x < (4*col+3)*w/(4*columns); x++ {
			sum, n = sum+float64(pix[(y*w+x)*size]), n+1
		}
	}
	return sum / float64(max(n, 1))
}

// Counters reads the frame number of every frame of the grid of a file.
func Counters(t testing.TB, info media.Info) []int {
	t.Helper()
	var all []int
	eachFrame(t, info, func(pix []byte, w, h int) { all = append(all, Counter(pix, w, h, 1)) })
	return all
}

// Flashes returns the times of the flashes in a file, in seconds.
func Flashes(t testing.TB, info media.Info) []float64 {
	t.Helper()
	var times []float64
	n, before := 0, false
	eachFrame(t, info, func(pix []byte, w, h int) {
		now := Flash(pix, w, h, 1)
		if now && !before {
			times = append(times, media.FrameTime(*info.Video, n))
		}
		n, before = n+1, now
	})
	return times
}

func eachFrame(t testing.TB, info media.Info, each func(pix []byte, w, h int)) {
	t.Helper()
	const w, h = 160, 100
	err := media.ReadFrames(t.Context(), info, media.FrameRequest{End: info.Duration, Width: w, Height: h, PixFmt: "gray"},
		func(_ int, pix []byte) error { each(pix, w, h); return nil })
	if err != nil {
		t.Fatalf("reading the pictures of %s: %v", info.Path, err)
	}
}

// Beeps returns the times at which the beeps in a file begin, in seconds, good
// to about 2 ms.
func Beeps(t testing.TB, info media.Info) []float64 {
	t.Helper()
	const rate = 48000
	var b beeps
	n := 0
	err := media.ReadPCM(t.Context(), info, 0, 0, rate, func(samples []float32) error {
		for _, s := range samples {
			if b.begins(float64(s), rate) {
				b.times = append(b.times, float64(n)/rate)
			}
			n++
		}
		return nil
	})
	if err != nil {
		t.Fatalf("reading the sound of %s: %v", info.Path, err)
	}
	return b.times
}

// beeps finds beginnings: the level passes a threshold after 100 ms below it.
type beeps struct {
	times []float64
	quiet int
	began bool
}

func (b *beeps) begins(sample float64, rate int) bool {
	if math.Abs(sample) < 0.12 {
		b.quiet++
		return false
	}
	begins := !b.began || b.quiet > rate/10
	b.quiet, b.began = 0, true
	return begins
}
