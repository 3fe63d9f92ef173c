package framing

import (
	"cmp"
	"math"
	"slices"
)

// CenterFace's decoding: its outputs have a quarter of the input's size.
const (
	faceStep     = 4   // input pixels for each output cell
	faceScore    = 0.5 // least heat of a face; 0.35 sees faces in wall text
	faintScore   = 0.3 // least heat of one that is looked for: it was there before
	faceOverlap  = 0.3 // of two faces overlapping more, the weaker one is dropped
	faceMarks    = 5
	faceHeat     = "537" // [1,1,h,w] probability of a face's centre
	faceScale    = "538" // [1,2,h,w] log height, log width, in cells
	faceOffset   = "539" // [1,2,h,w] the centre's offset in the cell, y then x
	faceLandmark = "540" // [1,10,h,w] y, x of five landmarks, of the box's size
)

// face is one detected face.
type face struct {
	rect
	score float64 // 0-1
	// marks are the eyes, the nose and the corners of the mouth, each pair from
	// the picture's left to its right.
	marks [faceMarks]point
	// motions are those of the samples since the look before, when the face
	// was there too.
	motions []*motion
	// appearance is nil where no portrait was taken.
	appearance *appearance
}

// decodeFaces reads the detector's outputs of w x h cells: faces in input
// pixels, best first, without doubles. Not all are sure.
func decodeFaces(heat, scale, offset, landmark []float32, w, h int) []face {
	n := w * h
	var found []face
	for i, p := range heat[:n] {
		if !(p > faintScore) {
			continue
		}
		row, col := float64(i/w), float64(i%w)
		fh := math.Exp(float64(scale[i])) * faceStep
		fw := math.Exp(float64(scale[n+i])) * faceStep
		c := point{
			(col + float64(offset[n+i]) + 0.5) * faceStep,
			(row + float64(offset[i]) + 0.5) * faceStep,
		}
		f := face{rect: around(c, fw, fh), score: float64(p)}
		for k := range f.marks {
			f.marks[k] = point{
				f.x + float64(landmark[(2*k+1)*n+i])*fw,
				f.y + float64(landmark[2*k*n+i])*fh,
			}
		}
		found = append(found, f)
	}
	return suppress(found)
}

// suppress keeps the best of faces that overlap (greedy non-maximum
// suppression), best first.
func suppress(found []face) []face {
	slices.SortStableFunc(found, func(a, b face) int { return cmp.Compare(b.score, a.score) })
	var kept []face
	for _, f := range found {
		if !slices.ContainsFunc(kept, func(k face) bool { return overlap(k.rect, f.rect) >= faceOverlap }) {
			kept = append(kept, f)
		}
	}
	return kept
}

// sure tells whether f is a face without having been one before: a head turned
// away or half hidden is faint, but so is wall text.
func (f face) sure() bool { return f.score > faceScore }

// scaled is the face in a picture that is sx times as wide and sy times as high.
func (f face) scaled(sx, sy float64) face {
	f.rect = f.rect.scaled(sx, sy)
	for k, m := range f.marks {
		f.marks[k] = point{m.x * sx, m.y * sy}
	}
	return f
}
