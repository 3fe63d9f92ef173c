package render

import (
	"fmt"
	"slices"

	"clipd/internal/clip"
)

// take is a run of frames that one branch of the filter graph can show: one
// layout, and crops whose sizes do not change.
type take struct {
	First  int // the number of its first frame in the clip
	Layout clip.Layout
	// Crops are the crops of each frame, in source pixels; none for Fit.
	Crops [][]clip.Box
}

// Frames is how many frames the take has.
func (t take) Frames() int { return len(t.Crops) }

// crop returns the k-th crop of each frame.
func (t take) crop(k int) []clip.Box {
	boxes := make([]clip.Box, len(t.Crops))
	for i, c := range t.Crops {
		boxes[i] = c[k]
	}
	return boxes
}

// takes divides a camera into the fewest takes. A crop that leaves the picture,
// or a layout with the wrong number of crops, is an error that names the frame.
func takes(c clip.Camera) ([]take, error) {
	var all []take
	for n, f := range c.Frames {
		crops, err := shown(c, f)
		if err != nil {
			return nil, fmt.Errorf("camera frame %d: %w", n, err)
		}
		if len(all) == 0 || !continues(all[len(all)-1], f.Layout, crops) {
			all = append(all, take{First: n, Layout: f.Layout})
		}
		last := &all[len(all)-1]
		last.Crops = append(last.Crops, crops)
	}
	return all, nil
}

// shown checks the crops of a frame and returns those that its layout shows.
func shown(c clip.Camera, f clip.Frame) ([]clip.Box, error) {
	want, known := map[clip.Layout]int{clip.Track: 1, clip.Split: 2, clip.Fit: 0, clip.Screen: 2}[f.Layout]
	switch {
	case !known:
		return nil, fmt.Errorf("there is no layout %q", f.Layout)
	case f.Layout == clip.Fit:
		return nil, nil
	case len(f.Crops) != want:
		return nil, fmt.Errorf("layout %s shows %d crops, not %d", f.Layout, want, len(f.Crops))
	}
	for _, b := range f.Crops {
		if b.X < 0 || b.Y < 0 || b.W <= 0 || b.H <= 0 || b.X+b.W > c.Width || b.Y+b.H > c.Height {
			return nil, fmt.Errorf("the crop %+v is not inside the picture of %dx%d", b, c.Width, c.Height)
		}
	}
	return f.Crops, nil
}

func continues(t take, layout clip.Layout, crops []clip.Box) bool {
	return t.Layout == layout && slices.EqualFunc(t.Crops[len(t.Crops)-1], crops, func(a, b clip.Box) bool {
		return a.W == b.W && a.H == b.H
	})
}
