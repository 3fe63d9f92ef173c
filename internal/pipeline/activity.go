package pipeline

import (
	"context"
	"math"

	"clipd/internal/highlight"
	"clipd/internal/media"
)

// How a source without speech is looked at. Pictures are costly: those of a long
// source are left out.
const (
	levelRate     = 8000 // samples a second
	levelFloor    = -90  // dB: silence
	glanceWidth   = 64   // px
	glanceHeight  = 36
	glanceLongest = 30 * 60 // s
)

// activity measures what happens in a source in which nothing is said. What
// cannot be measured is left out: moments are chosen without it.
func activity(ctx context.Context, info media.Info) highlight.Activity {
	var a highlight.Activity
	if info.Audio != nil {
		if levels, err := loudness(ctx, info); err == nil {
			a.Loudness = levels
		}
	}
	if info.Video != nil && info.Duration <= glanceLongest {
		if changes, err := pictureChanges(ctx, info); err == nil {
			a.Changes = changes
		}
	}
	return a
}

// loudness is the level of each whole second, dB to full scale.
func loudness(ctx context.Context, info media.Info) ([]float64, error) {
	var levels []float64
	sum, n := 0.0, 0
	err := media.ReadPCM(ctx, info, 0, 0, levelRate, func(samples []float32) error {
		for _, s := range samples {
			sum += float64(s) * float64(s)
			if n++; n == levelRate {
				levels = append(levels, math.Max(levelFloor, 10*math.Log10(sum/levelRate+1e-12)))
				sum, n = 0, 0
			}
		}
		return nil
	})
	return levels, err
}

// pictureChanges is, for each second, the mean difference of its picture from
// that of the second before, 0-1.
func pictureChanges(ctx context.Context, info media.Info) ([]float64, error) {
	var changes []float64
	before := make([]byte, glanceWidth*glanceHeight)
	r := media.FrameRequest{
		End: info.Duration, Rate: media.Rational{Num: 1, Den: 1},
		Width: glanceWidth, Height: glanceHeight, PixFmt: "gray",
	}
	err := media.ReadFrames(ctx, info, r, func(n int, pix []byte) error {
		total := 0
		for i, p := range pix {
			if n > 0 {
				total += max(int(p)-int(before[i]), int(before[i])-int(p))
			}
		}
		copy(before, pix)
		changes = append(changes, float64(total)/float64(255*len(pix)))
		return nil
	})
	return changes, err
}
