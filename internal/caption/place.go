package caption

import "fmt"

// placed is where a cue's text stands.
type placed struct {
	at    string  // the override tags that put it there
	scale float64 // of all its sizes, 1 unless it had to be shrunk
}

// place centres lines at the style's placement and keeps them inside the free
// area.
func (w *assWriter) place(lines []Line) placed {
	free := FreeArea(w.width, w.height)
	widest, height := 0.0, 0.0
	for _, l := range lines {
		width, tallest := 0.0, 0.0
		for k, word := range l {
			set := w.ts.set(word.Text)
			if k > 0 && word.Space {
				width += w.ts.space()
			}
			width += set.width
			tallest = max(tallest, set.size)
		}
		widest, height = max(widest, width), height+tallest
	}
	scale := 1.0
	if limit := w.style.lineWidth(w.width, w.height); widest > limit && limit > 0 {
		scale = limit / widest
	}
	half := height * scale / 2
	top, bottom := float64(free.Min.Y)+half, float64(free.Max.Y)-half
	y := max(min(w.style.Placement*float64(w.height), bottom), top)
	return placed{
		at:    fmt.Sprintf(`\an5\pos(%v,%v)`, float64(w.width)/2, round1(y)),
		scale: scale,
	}
}
