package clip

import "math"

// Pane is where a crop of the source's picture stands in a clip.
type Pane struct {
	Crop Box // in source pixels
	At   Box // in the clip's pixels
}

// Panes are the panes of a frame in a clip of width x height pixels, that of the
// sharp picture for [Fit].
func (c Camera) Panes(f Frame, width, height int) []Pane {
	even := func(v float64) int { return 2 * int(math.Round(v/2)) }
	switch {
	case f.Layout == Fit:
		w, h := width, even(float64(width)*float64(c.Height)/float64(c.Width))
		if h > height {
			w, h = even(float64(height)*float64(c.Width)/float64(c.Height)), height
		}
		return []Pane{{Box{W: c.Width, H: c.Height}, Box{(width - w) / 4 * 2, (height - h) / 4 * 2, w, h}}}
	case f.Layout == Split && len(f.Crops) == 2 && width > height:
		w := width / 4 * 2
		return []Pane{{f.Crops[0], Box{W: w, H: height}}, {f.Crops[1], Box{X: w, W: width - w, H: height}}}
	case f.Layout == Split && len(f.Crops) == 2:
		h := height / 4 * 2
		return []Pane{{f.Crops[0], Box{W: width, H: h}}, {f.Crops[1], Box{Y: h, W: width, H: height - h}}}
	case f.Layout == Screen && len(f.Crops) == 2:
		h := min(max(2, even(float64(width)*float64(f.Crops[0].H)/float64(f.Crops[0].W))), height-2)
		return []Pane{{f.Crops[0], Box{W: width, H: h}}, {f.Crops[1], Box{Y: h, W: width, H: height - h}}}
	case len(f.Crops) > 0:
		return []Pane{{f.Crops[0], Box{W: width, H: height}}}
	}
	return nil
}

// Shown is where a rectangle of the source's picture is seen in the pane, in the
// clip's pixels; ok is false where it is not.
func (p Pane) Shown(b Box) (at Box, ok bool) {
	x0, y0 := max(b.X, p.Crop.X), max(b.Y, p.Crop.Y)
	x1, y1 := min(b.X+b.W, p.Crop.X+p.Crop.W), min(b.Y+b.H, p.Crop.Y+p.Crop.H)
	if x0 >= x1 || y0 >= y1 {
		return Box{}, false
	}
	sx, sy := float64(p.At.W)/float64(p.Crop.W), float64(p.At.H)/float64(p.Crop.H)
	left, top := int(float64(x0-p.Crop.X)*sx), int(float64(y0-p.Crop.Y)*sy)
	right, bottom := int(math.Ceil(float64(x1-p.Crop.X)*sx)), int(math.Ceil(float64(y1-p.Crop.Y)*sy))
	return Box{p.At.X + left, p.At.Y + top, right - left, bottom - top}, true
}
