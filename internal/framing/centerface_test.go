package framing

import (
	"math"
	"testing"
)

// maps are the detector's outputs of w x h cells.
type maps struct {
	w, h                          int
	heat, scale, offset, landmark []float32
}

func newMaps(w, h int) maps {
	n := w * h
	return maps{w, h, make([]float32, n), make([]float32, 2*n), make([]float32, 2*n), make([]float32, 10*n)}
}

// put sets a face of fw x fh px in a cell.
func (m maps) put(row, col int, heat float32, fw, fh, offX, offY float64) {
	i, n := row*m.w+col, m.w*m.h
	m.heat[i] = heat
	m.scale[i], m.scale[n+i] = float32(math.Log(fh/4)), float32(math.Log(fw/4))
	m.offset[i], m.offset[n+i] = float32(offY), float32(offX)
	for k := range faceMarks {
		m.landmark[2*k*n+i] = float32(k) / 10
		m.landmark[(2*k+1)*n+i] = float32(k) / 5
	}
}

func (m maps) decode() []face {
	return decodeFaces(m.heat, m.scale, m.offset, m.landmark, m.w, m.h)
}

func TestDecodeFaces(t *testing.T) {
	m := newMaps(40, 30)
	m.put(10, 20, 0.9, 32, 40, 0.25, -0.5)
	got := m.decode()
	if len(got) != 1 {
		t.Fatalf("%d faces, want 1", len(got))
	}
	f := got[0]
	c := f.centre()
	if math.Abs(c.x-83) > 1e-4 || math.Abs(c.y-40) > 1e-4 || math.Abs(f.w-32) > 1e-4 || math.Abs(f.h-40) > 1e-4 {
		t.Errorf("face %+v, want 32x40 around 83, 40", f.rect)
	}
	if last := f.marks[4]; math.Abs(last.x-(67+0.8*32)) > 1e-3 || math.Abs(last.y-(20+0.4*40)) > 1e-3 {
		t.Errorf("last landmark at %+v, want 92.6, 36", last)
	}
	s := f.scaled(2, 3)
	if math.Abs(s.x-2*f.x) > 1e-9 || math.Abs(s.h-3*f.h) > 1e-9 || math.Abs(s.marks[1].y-3*f.marks[1].y) > 1e-9 {
		t.Errorf("scaled %+v", s)
	}
}

func TestDecodeFacesSuppressesDoubles(t *testing.T) {
	m := newMaps(40, 30)
	m.put(10, 10, 0.7, 40, 40, 0, 0)
	m.put(10, 11, 0.9, 40, 40, 0, 0)
	m.put(10, 25, 0.35, 40, 40, 0, 0)
	m.put(20, 10, 0.2, 40, 40, 0, 0)
	got := m.decode()
	if len(got) != 2 || got[0].score < 0.89 || !got[0].sure() || got[1].sure() {
		t.Errorf("faces %+v, want the better of the two neighbours and the faint one", got)
	}
	if n := len(newMaps(8, 8).decode()); n != 0 {
		t.Errorf("%d faces in nothing", n)
	}
}

func TestDecodeFacesOfNonsense(t *testing.T) {
	m := newMaps(8, 8)
	nan := float32(math.NaN())
	for i := range m.heat {
		m.heat[i] = nan
	}
	if n := len(m.decode()); n != 0 {
		t.Errorf("%d faces where the heat is not a number", n)
	}
}
