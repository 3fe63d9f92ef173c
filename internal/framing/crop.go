package framing

import (
	"math"

	"clipd/internal/clip"
)

// view is the size of a crop and of the picture it is taken from, px.
type view struct {
	w, h           int // of the crop, even
	totalW, totalH int
}

// wholeShare is the share of the picture from which a crop counts as all of it:
// a source of this shape but for a few rows or columns is left alone.
const wholeShare = 0.985

// largestView is the largest crop of the shape in a w x h picture. Its sides are
// even, as 4:2:0 pictures need, so its shape is the asked one within a pixel.
func largestView(w, h int, a clip.Aspect) (view, error) {
	aw, ah, err := a.Ratio()
	if err != nil {
		return view{}, clip.Errorf(clip.Invalid, "aspect_ratio", "%w", err)
	}
	if w < 2 || h < 2 {
		return view{}, clip.Errorf(clip.Unusable, "", "the picture is %dx%d pixels: too small to crop; use a larger source", w, h)
	}
	v := view{w: w / 2 * 2, h: h / 2 * 2, totalW: w, totalH: h}
	if v.w*ah >= v.h*aw {
		v.w = min(v.w, even(float64(v.h)*float64(aw)/float64(ah)))
	} else {
		v.h = min(v.h, even(float64(v.w)*float64(ah)/float64(aw)))
	}
	return v, nil
}

// half is a view for half of the clip, above or beside the other one: of the
// wanted height, but neither larger than the picture nor too small to enlarge.
func (v view) half(height float64) view {
	w, h := v.w, v.h/2
	if v.w > v.h {
		w, h = v.w/2, v.h
	}
	grow := min(float64(v.totalW)/float64(w), float64(v.totalH)/float64(h))
	height = clamp(height, grow*float64(h)/splitEnlarge, grow*float64(h))
	return view{w: even(height * float64(w) / float64(h)), h: even(height), totalW: v.totalW, totalH: v.totalH}
}

// whole tells whether the crop is as good as the whole picture.
func (v view) whole() bool {
	return float64(v.w*v.h) >= wholeShare*float64(v.totalW*v.totalH)
}

// at is the crop nearest to the top left corner x, y: even, inside the picture.
func (v view) at(x, y float64) clip.Box {
	return clip.Box{X: evenWithin(x, v.totalW-v.w), Y: evenWithin(y, v.totalH-v.h), W: v.w, H: v.h}
}

// centred is the crop of the picture's middle.
func (v view) centred() clip.Box {
	return v.at(float64(v.totalW-v.w)/2, float64(v.totalH-v.h)/2)
}

// picture is the whole picture, less an odd last row or column.
func (v view) picture() clip.Box {
	return clip.Box{W: v.totalW / 2 * 2, H: v.totalH / 2 * 2}
}

// evenWithin is the even number nearest to x in [0, most].
func evenWithin(x float64, most int) int {
	return min(max(0, 2*int(math.Round(x/2))), most/2*2)
}

// What a crop must hold to be sensible, in crop sides.
const (
	tallestFace = 0.7 // where the crop is lower than the picture
	widestFace  = 1.5 // a face a little wider than a narrow crop is a close-up; of a wider one the eyes are cut off
)

// holds tells whether a crop can show the face: neither cut through the forehead
// and the chin, nor far wider than the crop.
func (v view) holds(t *trace) bool {
	var w, h []float64
	for _, r := range t.at {
		w, h = append(w, r.w), append(h, r.h)
	}
	const most = 0.9 // quantile: a step towards the lens does not count
	if v.h < v.totalH/2*2 && quantile(h, most) > tallestFace*float64(v.h) {
		return false
	}
	return quantile(w, most) <= widestFace*float64(v.w)
}
