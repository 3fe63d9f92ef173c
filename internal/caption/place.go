package caption

import "fmt"

// placed is where a cue's lines stand.
type placed struct {
	at    []string // for each line the override tags that put it there
	scale float64  // of all sizes, 1 unless the text had to be shrunk
}

// place centres the lines at the style's placement, keeps them inside the room
// and shrinks them until they fit. Each line has a place of its own,
// because libass would take the distance of lines from the fonts, which for some
// is twice the letters' height.
func (w *assWriter) place(lines []Line, room Room) placed {
	widest, block := 0.0, 0.0
	heights := make([]float64, len(lines))
	for i, l := range lines {
		width := 0.0
		for k, word := range l {
			set := w.ts.set(word.Text)
			if k > 0 && word.Space {
				width += w.ts.space()
			}
			width += set.width
			heights[i] = max(heights[i], set.height)
		}
		widest, block = max(widest, width), block+heights[i]
	}
	p := placed{scale: 1}
	if limit := w.style.lineWidth(w.width, w.height); widest > limit && limit > 0 {
		p.scale = limit / widest
	}
	edges := 2 * w.style.Outline * w.em
	if limit := float64(room.Bottom-room.Top) - edges; block*p.scale > limit && limit > 0 {
		p.scale = limit / block
	}
	half := block * p.scale / 2
	inset := half + edges/2
	top, bottom := float64(room.Top)+inset, float64(room.Bottom)-inset
	y := max(min(w.style.Placement*float64(w.height), bottom), top) - half
	for _, h := range heights {
		h *= p.scale
		p.at = append(p.at, fmt.Sprintf(`\an5\pos(%v,%v)`, float64(w.width)/2, round1(y+h/2)))
		y += h
	}
	return p
}
