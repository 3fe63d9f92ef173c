package framing

import "clipd/internal/clip"

// leastBelow is the share of the clip's height that must be left below what is
// presented.
const leastBelow = 0.5

// presenting is the inset in which the faces of a shot are: one presenter, all
// the time, beside what is presented.
func presenting(s shot, all []stay, insets []inset) (rect, bool) {
	for _, i := range insets {
		if 2*(min(i.end, s.end)-max(i.start, s.start)) < s.end-s.start {
			continue
		}
		in := true
		for _, a := range all {
			c := a.on.face(a.start).centre()
			in = in && c.x >= i.rect.x && c.y >= i.rect.y && c.x < i.rect.x+i.rect.w && c.y < i.rect.y+i.rect.h
		}
		if in {
			return i.rect, true
		}
	}
	return rect{}, false
}

// screen shows the whole picture above and the presenter, enlarged, below. In a
// clip that is not upright there is no room for that: all is shown at once.
func screen(all []stay, inset rect, v view) []picked {
	n := all[len(all)-1].end - all[0].start
	width := float64(v.w)
	above := width * float64(v.totalH) / float64(v.totalW)
	below := float64(v.h) - above
	if below < leastBelow*float64(v.h) {
		return fitted(v, n)
	}
	h := min(inset.h, inset.w*below/width)
	w := h * width / below
	var out []picked
	for _, s := range all {
		x, y := aim(s, view{w: int(w), h: int(h), totalW: v.totalW, totalH: v.totalH})
		at := rect{
			clamp(median(x.want)-w/2, inset.x, inset.x+inset.w-w),
			clamp(median(y.want)-h/2, inset.y, inset.y+inset.h-h), w, h,
		}.box(v.totalW, v.totalH)
		at.X, at.Y, at.W, at.H = (at.X+1)/2*2, (at.Y+1)/2*2, at.W/2*2-2, at.H/2*2-2
		for range s.end - s.start {
			out = append(out, picked{clip.Screen, []clip.Box{v.picture(), at}, s.speaker()})
		}
	}
	return out
}
