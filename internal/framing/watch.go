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
	find    func(p picture, closely bool) ([]face, error) // px of p
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
	posture posture
	last    *portrait // of the last sample
}

// settle is the share of a new look's posture in the one that is used: the
// detector's marks tremble.
const settle = 0.4

// see takes the next picture.
func (w *watcher) see(g glimpse) error {
	if g.jump {
		w.finish()
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
	next := brisk
	if w.follow(g.n, faces) {
		next = calm
	}
	w.due = g.n + frames(next, w.rate)
	w.waiting = w.waiting[:0]
	return nil
}

// finish follows the faces to the last picture, after which there is no look.
func (w *watcher) finish() {
	for i := range w.strands {
		s := &w.strands[i]
		if s.look < len(w.looks)-1 {
			continue // lost
		}
		at := &w.looks[s.look].faces[s.k]
		for _, g := range w.waiting {
			at.motions = append(at.motions, w.step(s, g, s.face.rect, s.posture)...)
		}
	}
	w.waiting = w.waiting[:0]
	for _, s := range w.strands {
		if r, ok := w.behind.insetAround(s.face.rect); ok {
			w.insets = append(w.insets, inset{w.since, w.last + 1, r})
		}
	}
	w.behind = background{}
}

// follow goes with the strands to the faces of a new look. calm tells that the
// same faces are at the same places.
func (w *watcher) follow(n int, faces []face) (calm bool) {
	before := make([]seen, len(w.strands))
	for i, s := range w.strands {
		before[i] = seen{s.face, float64(n-s.frame) / w.rate}
	}
	calm = len(faces) > 0
	found := make([]bool, len(w.strands))
	var next []strand
	for k, i := range matchFaces(before, faces) {
		f := &faces[k]
		s := strand{face: *f, frame: n, posture: postureOf(*f), look: len(w.looks) - 1, k: k}
		if i < 0 {
			calm = false
			w.step(&s, w.waiting[len(w.waiting)-1], f.rect, s.posture)
			next = append(next, s)
			continue
		}
		old := w.strands[i]
		found[i] = true
		a, b := old.face.centre(), f.centre()
		calm = calm && math.Hypot(a.x-b.x, a.y-b.y) < budge*f.w
		s.posture, s.last = old.posture.towards(s.posture, settle), old.last
		for _, g := range w.waiting {
			if g.n > old.frame {
				share := float64(g.n-old.frame) / float64(n-old.frame)
				f.motions = append(f.motions, w.step(&s, g, old.face.towards(f.rect, share), old.posture.towards(s.posture, share))...)
			}
		}
		next = append(next, s)
	}
	for i, s := range w.strands {
		if !found[i] && float64(n-s.frame)/w.rate <= bridge {
			calm = false
			next = append(next, s)
		}
	}
	w.strands = next
	return calm
}

// step goes on to picture g, in which the face is in the box. It returns the
// motion at each sample that the picture stands for.
func (w *watcher) step(s *strand, g glimpse, box rect, p posture) []motion {
	from, to := samplesOf(g.n, w.rate)
	if from >= to && s.last != nil {
		return nil
	}
	last := s.last
	s.last = newPortrait(g.p.y, g.p.w, g.p.h, box, p).softened()
	if last == nil {
		return nil
	}
	m := compared(last, s.last, from)
	m.width = box.w
	var all []motion
	for m.sample = from; m.sample < to; m.sample++ {
		all = append(all, m)
	}
	return all
}
