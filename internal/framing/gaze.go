package framing

import "slices"

// The pictures searched for faces. CenterFace always finds faces of 16 pixels
// and more; a glance at a 1080p source sees those of 80 px, a close look 48.
const (
	glanceArea = 384 * 216 // pixels of a glance
	smallFace  = 19.0      // px in a glance: faces under this deserve a close look
)

// gaze decides how closely a picture is searched for faces: a glance where that
// shows a face that is large enough; closely where it does not, but only once a
// second while even that finds nothing.
type gaze struct {
	second int     // frames in a second
	large  float64 // px: the width from which a glance is enough
	close  bool    // only small faces were there at the last close look
	barren int     // no close look before this frame
}

// look searches frame n. find is called with true for a close look.
func (g *gaze) look(n int, find func(closely bool) ([]face, error)) ([]face, error) {
	if !g.close {
		faces, err := find(false)
		if err != nil || g.hasLarge(faces) || n < g.barren {
			return faces, err
		}
	}
	faces, err := find(true)
	if err != nil {
		return nil, err
	}
	g.close = slices.ContainsFunc(faces, face.sure) && !g.hasLarge(faces)
	if !slices.ContainsFunc(faces, face.sure) {
		g.barren = n + g.second
	}
	return faces, nil
}

// hasLarge tells whether one of the faces is large enough.
func (g *gaze) hasLarge(faces []face) bool {
	for _, f := range faces {
		if f.sure() && f.w >= g.large {
			return true
		}
	}
	return false
}
