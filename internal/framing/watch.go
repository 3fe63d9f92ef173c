package framing

import "math"

// glimpse is a picture that the watcher is given.
type glimpse struct {
	n    int
	p    picture
	jump bool // it may be the first one of a shot
}

// Looks for faces are as many as their movement asks for.
const (
	brisk = 0.2 // s from look to look while a face moves
	calm  = 0.4 // s while none does
	// budge is how far a face goes from look to look that moves, of its width.
	budge = 0.06
)

// watcher searches pictures for faces and follows the mouths of the faces in
// all pictures between.
type watcher struct {
	rate    float64
	find    func(p picture, closely bool) ([]face, error)      // px of p
	odds    func(first int, heads [][]byte) ([]float64, error) // nil without an active speaker model
	gaze    gaze
	strands []strand
	waiting []glimpse  // since the last look
	due     int        // the frame of the next look
	since   int        // the frame of the last jump
	last    int        // the frame of the last picture
	looks   []look     // px of the pictures
	behind  background // of the looks since the last jump
	insets  []inset    // px of the pictures
}

// inset is a part of the picture in which a presenter is seen beside what is
// presented.
type inset struct {
	start, end int // frames
	rect       rect
}

// strand is a face as it is followed from look to look.
type strand struct {
	face    face // at the last look, px of the pictures
	look, k int  // where it is among the watcher's looks
	frame   int  // of the last look
	wider   int  // so many faces were wider
	posture posture
	last    *portrait // of the last sample
	heads   portraits
}

// settle is the share of a new look's posture in the one that is used: the
// detector's marks tremble.
const settle = 0.4

// see takes the next picture.
func (w *watcher) see(g glimpse) error {
	if g.jump {
		if err := w.finish(); err != nil {
			return err
		}
		w.strands, w.due, w.since = nil, g.n, g.n
	}
	w.last = g.n
	w.waiting = append(w.waiting, g)
	if g.n < w.due {
		return nil
	}
	faces, err := w.gaze.look(g.n, func(closely bool) ([]face, error) { return w.find(g.p, closely) })
	if err != nil {
		return err
	}
	w.looks = append(w.looks, look{g.n, faces})
	w.behind.add(g.p)
	still, err := w.follow(g.n, faces)
	if err != nil {
		return err
	}
	for _, s := range w.strands {
		if s.frame == g.n {
			faces[s.k].appearance = s.last.appearance()
		}
	}
	next := brisk
	if still {
		next = calm
	}
	w.due = g.n + frames(next, w.rate)
	w.waiting = w.waiting[:0]
	return nil
}

// finish follows the faces to the last picture, after which there is no look.
func (w *watcher) finish() error {
	for i := range w.strands {
		s := &w.strands[i]
		if s.look == len(w.looks)-1 { // else it is lost
			at := &w.looks[s.look].faces[s.k]
			for _, g := range w.waiting {
				if err := w.step(s, at, g, s.face.rect, s.posture); err != nil {
					return err
				}
			}
		}
		if err := s.heads.finish(w.odds); err != nil {
			return err
		}
		if r, ok := w.behind.insetAround(s.face.rect); ok {
			w.insets = append(w.insets, inset{w.since, w.last + 1, r})
		}
	}
	w.waiting, w.behind = w.waiting[:0], background{}
	return nil
}

// follow goes with the strands to the faces of a new look. still tells that the
// same faces are at the same places.
func (w *watcher) follow(n int, faces []face) (still bool, err error) {
	before := make([]seen, len(w.strands))
	for i, s := range w.strands {
		before[i] = seen{s.face, float64(n-s.frame) / w.rate}
	}
	still = len(faces) > 0
	found := make([]bool, len(w.strands))
	var next []strand
	for k, i := range matchFaces(before, faces) {
		f := &faces[k]
		s := strand{face: *f, frame: n, posture: postureOf(*f), look: len(w.looks) - 1, k: k, wider: wider(faces, k)}
		if i < 0 {
			still = false
			s.last = w.portrait(w.waiting[len(w.waiting)-1], f.rect, s.posture)
			next = append(next, s)
			continue
		}
		old := w.strands[i]
		found[i] = true
		a, b := old.face.centre(), f.centre()
		still = still && math.Hypot(a.x-b.x, a.y-b.y) < budge*f.w
		s.posture, s.last, s.heads = old.posture.towards(s.posture, settle), old.last, old.heads
		for _, g := range w.waiting {
			if g.n <= old.frame {
				continue
			}
			share := float64(g.n-old.frame) / float64(n-old.frame)
			if err := w.step(&s, f, g, old.face.towards(f.rect, share), old.posture.towards(s.posture, share)); err != nil {
				return false, err
			}
		}
		next = append(next, s)
	}
	for i, s := range w.strands {
		switch {
		case found[i]:
		case float64(n-s.frame)/w.rate <= bridge:
			still = false
			next = append(next, s)
		default:
			if err := s.heads.finish(w.odds); err != nil {
				return false, err
			}
		}
	}
	w.strands = next
	return still, nil
}

func (w *watcher) portrait(g glimpse, box rect, p posture) *portrait {
	return newPortrait(g.p.y, g.p.w, g.p.h, box, p).softened()
}

// step goes on to picture g, in which the face is in the box, and adds the
// motion at each sample that the picture stands for to the face.
func (w *watcher) step(s *strand, f *face, g glimpse, box rect, p posture) error {
	from, to := samplesOf(g.n, w.rate)
	if from >= to {
		return nil
	}
	last := s.last
	s.last = w.portrait(g, box, p)
	m := compared(last, s.last, from)
	m.width = box.w
	for m.sample = from; m.sample < to; m.sample++ {
		one := m
		f.motions = append(f.motions, &one)
		if w.odds != nil && s.wider < judgedFaces {
			if err := s.heads.add(newHead(g.p.y, g.p.w, g.p.h, box), &one, w.odds); err != nil {
				return err
			}
		}
	}
	return nil
}
