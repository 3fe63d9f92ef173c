package framing

// headSide is the side of the pictures that an active speaker model takes, px.
const headSide = 112

// newHead is the square picture of a face that LR-ASD was trained with (its
// Columbia_test.py): of the face's lower middle, headSide x headSide luma.
func newHead(luma []byte, w, h int, box rect) []byte {
	side := max(box.w, box.h)
	c := box.centre()
	c.y += 0.2 * side
	step := 0.7 * side / headSide
	n := 1
	if step > 1.3 {
		n = 2
	}
	out := make([]byte, 0, headSide*headSide)
	place := func(i, part int) float64 {
		return (float64(i)-headSide/2+(float64(part)+0.5)/float64(n))*step - 0.5
	}
	for r := range headSide {
		for k := range headSide {
			sum := float32(0)
			for i := range n {
				for j := range n {
					sum += at(luma, w, h, c.x+place(k, j), c.y+place(r, i))
				}
			}
			out = append(out, byte(sum/float32(n*n)+0.5))
		}
	}
	return out
}
