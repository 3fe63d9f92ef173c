package render

import (
	"context"
	"fmt"

	"clipd/internal/clip"
	"clipd/internal/media"
)

// A crop of the source may count as black a little before the encoded picture
// does, so that a fade to black is not taken for a fault.
const (
	sourceBlack = 0.90
	sourceDark  = 48
)

// unexplained returns the first frame of the clip that is black although the
// source is not black where the camera looks; -1 for none. The source is read
// only where the clip is black.
func unexplained(ctx context.Context, src media.Info, camera clip.Camera, first int, pictures []picture) (int, error) {
	from, to := -1, 0
	for n, p := range pictures {
		if p.Dark >= black {
			if from < 0 {
				from = n
			}
			to = n + 1
		}
	}
	if from < 0 {
		return -1, nil
	}
	const w = 160
	h := max(2, w*camera.Height/camera.Width)
	found := -1
	v := *src.Video
	request := media.FrameRequest{
		Start: media.FrameTime(v, first+from), End: media.FrameTime(v, first+to),
		Width: w, Height: h, PixFmt: "gray",
	}
	err := media.ReadFrames(ctx, src, request, func(i int, pix []byte) error {
		n := from + i
		if found < 0 && n < len(pictures) && pictures[n].Dark >= black && !darkThere(pix, w, h, camera, camera.Frames[n]) {
			found = n
		}
		return nil
	})
	if err != nil {
		return -1, fmt.Errorf("comparing black pictures with the source: %w", err)
	}
	return found, nil
}

// darkThere tells whether a gray w by h copy of the source's picture is black
// inside the crops of a frame.
func darkThere(pix []byte, w, h int, camera clip.Camera, f clip.Frame) bool {
	boxes := f.Crops
	if f.Layout == clip.Fit {
		boxes = []clip.Box{{W: camera.Width, H: camera.Height}}
	}
	all, low := 0, 0
	for _, b := range boxes {
		for y := b.Y * h / camera.Height; y < (b.Y+b.H)*h/camera.Height; y++ {
			for x := b.X * w / camera.Width; x < (b.X+b.W)*w/camera.Width; x++ {
				all++
				if pix[y*w+x] <= sourceDark {
					low++
				}
			}
		}
	}
	return all == 0 || float64(low) >= sourceBlack*float64(all)
}
