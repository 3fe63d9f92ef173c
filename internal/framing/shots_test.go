package framing

import (
	"slices"
	"testing"
)

const (
	testW, testH = 160, 90
	testRate     = 30.0
)

// scene is some frames of luma.
type scene [][]byte

// still is n times the same picture with a little noise, as cameras have.
func still(seed uint64, n int) scene {
	var out scene
	base := pattern(seed, testW, testH)
	for i := range n {
		pix := slices.Clone(base)
		for k := range pix {
			pix[k] += byte((k*7 + i*13) % 3)
		}
		out = append(out, pix)
	}
	return out
}

// each changes every picture by its number.
func (s scene) each(change func(i int, pix []byte) []byte) scene {
	var out scene
	for i, pix := range s {
		out = append(out, change(i, pix))
	}
	return out
}

// mix is a of share 1-f and b of share f.
func mix(a, b []byte, f float64) []byte {
	out := make([]byte, len(a))
	for i := range a {
		out[i] = byte(float64(a[i])*(1-f) + float64(b[i])*f)
	}
	return out
}

// panned is n frames over a wide picture, step px a frame.
func panned(seed uint64, n, step int) scene {
	wide := pattern(seed, testW+n*step, testH)
	var out scene
	for i := range n {
		pix := make([]byte, 0, testW*testH)
		for y := range testH {
			at := y*(testW+n*step) + i*step
			pix = append(pix, wide[at:at+testW]...)
		}
		out = append(out, pix)
	}
	return out
}

func changesOf(s scene, rate float64) []change {
	c := comparer{reach: frames(flash, rate)}
	var out []change
	for _, pix := range s {
		out = append(out, c.next(newThumb(pix, testW, testH)))
	}
	return out
}

func TestShots(t *testing.T) {
	a, b, c := still(1, 60), still(2, 60), still(3, 60)
	white := func(pix []byte) []byte { return lit(pix, 0.1, 230) }
	flashAt := func(from, to int) scene {
		return a.each(func(i int, pix []byte) []byte {
			if i >= from && i < to {
				return white(pix)
			}
			return pix
		})
	}
	for _, tt := range []struct {
		name string
		in   scene
		cuts []int
	}{
		{"nothing happens", a, nil},
		{"one frame", a[:1], nil},
		{"a cut", slices.Concat(a, b), []int{60}},
		{"a cut to the second frame", slices.Concat(a[:1], b), []int{1}},
		{"a cut to the last frame", slices.Concat(a, b[:1]), []int{60}},
		{"two cuts", slices.Concat(a, b, c), []int{60, 120}},
		{"cuts in quick succession", slices.Concat(a[:40], b[:10], c[:10], a), []int{40, 50, 60}},
		{"a dark cut", slices.Concat(a, b).each(func(_ int, pix []byte) []byte { return lit(pix, 0.15, 10) }), []int{60}},
		{"a flash of one frame", flashAt(30, 31), nil},
		{"a flash of three frames", flashAt(30, 33), nil},
		{"a cut behind a flash", slices.Concat(flashAt(20, 21), b), []int{60}},
		{"fade out and in", slices.Concat(
			a[:30].each(func(i int, pix []byte) []byte { return lit(pix, 1-float64(i)/30, 0) }),
			a[:30].each(func(i int, pix []byte) []byte { return lit(pix, float64(i)/30, 0) })), nil},
		{"lights go on at once", slices.Concat(a.each(func(_ int, pix []byte) []byte { return lit(pix, 0.5, 0) }), a), nil},
		{"lights go up softly", a.each(func(i int, pix []byte) []byte { return lit(pix, 0.5+float64(i)/120, 0) }), nil},
		{"a dissolve", slices.Concat(a, a[:30].each(func(i int, pix []byte) []byte { return mix(pix, b[i], float64(i)/30) }), b), nil},
		{"a fast pan", panned(5, 60, 6), nil},
		{"a cut from a pan to a pan", slices.Concat(panned(5, 60, 3), panned(6, 60, 3)), []int{60}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := cutsOf(shots(changesOf(tt.in, testRate), testRate))
			if !slices.Equal(got, tt.cuts) {
				t.Errorf("cuts at %v, want %v", got, tt.cuts)
			}
		})
	}
}

func TestShotsOfCopiedFrames(t *testing.T) {
	for _, times := range []int{2, 3, 5} {
		var in scene
		for _, s := range []scene{panned(5, 30, 4), panned(6, 30, 4)} {
			for _, pix := range s {
				for range times {
					in = append(in, pix)
				}
			}
		}
		if got := cutsOf(shots(changesOf(in, testRate), testRate)); !slices.Equal(got, []int{30 * times}) {
			t.Errorf("every frame %d times: cuts at %v, want one at %d", times, got, 30*times)
		}
	}
}

func TestShotsAtEveryRate(t *testing.T) {
	in := slices.Concat(panned(5, 60, 2), panned(6, 60, 2))
	for _, rate := range []float64{5, 10, 23.976, 25, 50, 60} {
		if got := cutsOf(shots(changesOf(in, rate), rate)); !slices.Equal(got, []int{60}) {
			t.Errorf("at %v frames a second: cuts at %v, want one at 60", rate, got)
		}
	}
}

func cutsOf(all []shot) []int {
	var cuts []int
	for _, s := range all[1:] {
		cuts = append(cuts, s.start)
	}
	return cuts
}
