package framing

import (
	"fmt"

	"clipd/internal/infer"
)

// detector finds faces with a CenterFace session. It is not safe for concurrent
// use: it keeps its input buffer.
type detector struct {
	session *infer.Session
	input   []float32
}

// find looks for faces in the picture scaled to w x h. They are returned in
// pixels of p.
func (d *detector) find(p picture, w, h int) ([]face, error) {
	d.input = rgbPlanes(p, w, h, d.input)
	in, err := infer.NewTensor([]int64{1, 3, int64(paddedSize(h)), int64(paddedSize(w))}, d.input)
	if err != nil {
		return nil, fmt.Errorf("looking for faces: %w", err)
	}
	defer in.Close()
	out, err := d.session.Run(map[string]*infer.Tensor{"input.1": in}, nil)
	if err != nil {
		return nil, fmt.Errorf("looking for faces: %w", err)
	}
	defer infer.CloseAll(out)
	cells := out[faceHeat]
	if cells == nil || out[faceScale] == nil || out[faceOffset] == nil || out[faceLandmark] == nil {
		return nil, fmt.Errorf("looking for faces: the face model gives %q, not CenterFace's outputs", d.session.Outputs())
	}
	shape := cells.Shape()
	found := decodeFaces(
		infer.Data[float32](cells), infer.Data[float32](out[faceScale]),
		infer.Data[float32](out[faceOffset]), infer.Data[float32](out[faceLandmark]),
		int(shape[3]), int(shape[2]))
	for i, f := range found {
		found[i] = f.scaled(float64(p.w)/float64(w), float64(p.h)/float64(h))
	}
	return found, nil
}
