package framing

// stride is what the sides of the detector's input are multiples of.
const stride = 32

// paddedSize is n rounded up to the detector's stride.
func paddedSize(n int) int { return (n + stride - 1) / stride * stride }

// rgbPlanes scales p to w x h and converts it to three planes R, G, B of 0..255
// in a padded picture, zero right of and below. Pixels are interpolated
// linearly. out holds the result when it is large enough.
func rgbPlanes(p picture, w, h int, out []float32) []float32 {
	pw, ph := paddedSize(w), paddedSize(h)
	n := pw * ph
	if cap(out) < 3*n {
		out = make([]float32, 3*n)
	}
	out = out[:3*n]
	clear(out)
	lx, ly := taps(p.w, w), taps(p.h, h)
	cx, cy := taps(p.w/2, w), taps(p.h/2, h)
	for r := range h {
		y0, y1, fy := rows(p.y, p.w, ly[r])
		u0, u1, fc := rows(p.u, p.w/2, cy[r])
		v0, v1, _ := rows(p.v, p.w/2, cy[r])
		red, green, blue := out[r*pw:], out[n+r*pw:], out[2*n+r*pw:]
		for c := range w {
			y := 1.16438 * (sample(y0, y1, lx[c], fy) - 16)
			u := sample(u0, u1, cx[c], fc) - 128
			v := sample(v0, v1, cx[c], fc) - 128
			red[c] = limit(y + 1.79274*v)
			green[c] = limit(y - 0.21325*u - 0.53291*v)
			blue[c] = limit(y + 2.11240*u)
		}
	}
	return out
}

// tap is where an output pixel lies between two input pixels: at a, and f of
// the way to b.
type tap struct {
	a, b int
	f    float32
}

// taps are those of n output pixels over m input pixels, centres aligned.
func taps(m, n int) []tap {
	all := make([]tap, n)
	step := float64(m) / float64(n)
	for i := range all {
		x := clamp((float64(i)+0.5)*step-0.5, 0, float64(m-1))
		a := int(x)
		all[i] = tap{a, min(a+1, m-1), float32(x - float64(a))}
	}
	return all
}

func rows(plane []byte, w int, t tap) (a, b []byte, f float32) {
	return plane[t.a*w : (t.a+1)*w], plane[t.b*w : (t.b+1)*w], t.f
}

func sample(r0, r1 []byte, t tap, fy float32) float32 {
	top := float32(r0[t.a]) + t.f*(float32(r0[t.b])-float32(r0[t.a]))
	low := float32(r1[t.a]) + t.f*(float32(r1[t.b])-float32(r1[t.a]))
	return top + fy*(low-top)
}

func limit(v float32) float32 { return max(0, min(v, 255)) }
