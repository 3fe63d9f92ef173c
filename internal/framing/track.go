package framing

import (
	"cmp"
	"math"
	"slices"
)

// look is what was seen in one frame that was searched.
type look struct {
	frame int
	faces []face // in source pixels
}

// track is one face in the looks of a shot.
type track struct {
	frames []int
	faces  []face // one for each of frames
}

// What makes two faces in different looks the same one. The distance is in
// widths of the larger one, the growth is the ratio of the widths.
const (
	bridge       = 1.0 // s: the longest gap in which a face is taken to be there
	stepDistance = 0.8
	stepGrowth   = 1.6
	lostBridge   = 4.0 // s: the longest gap after which the one who was there is back
	lostDistance = 0.5
	lostGrowth   = 1.4
	leastFace    = 0.02 // of the picture's shorter side; smaller faces are left out
	leastLooks   = 3    // a face seen less often in a shot is a false one
	briefShot    = 1.0  // s: in a shot shorter than this one look is enough
)

// joinFaces makes tracks out of the looks within the shot: each look's faces are
// given to the tracks nearest to them, best match first. Faint faces go on with
// a track but begin none (as in Zhang et al., "ByteTrack", ECCV 2022).
func joinFaces(looks []look, s shot, shortSide int, rate float64) []track {
	var j joiner
	from, _ := slices.BinarySearchFunc(looks, s.start, func(l look, frame int) int { return cmp.Compare(l.frame, frame) })
	for _, l := range looks[from:] {
		if l.frame >= s.end {
			break
		}
		j.join(l, leastFace*float64(shortSide), rate)
	}
	need := leastLooks
	if float64(s.end-s.start) < briefShot*rate {
		need = 1
	}
	return slices.DeleteFunc(j.tracks, func(t track) bool { return len(t.frames) < need })
}

// joiner makes the tracks look by look.
type joiner struct {
	tracks []track
	open   []int // those that may go on
}

func (j *joiner) join(l look, least, rate float64) {
	var last []seen
	open := j.open[:0]
	for _, i := range j.open {
		t := j.tracks[i]
		end := len(t.frames) - 1
		if gap := float64(l.frame-t.frames[end]) / rate; gap <= lostBridge {
			open, last = append(open, i), append(last, seen{t.faces[end], gap})
		}
	}
	j.open = open
	for fi, ti := range matchFaces(last, l.faces) {
		f := l.faces[fi]
		switch {
		case ti >= 0:
			t := &j.tracks[open[ti]]
			t.frames, t.faces = append(t.frames, l.frame), append(t.faces, f)
		case f.sure() && f.w >= least:
			j.open = append(j.open, len(j.tracks))
			j.tracks = append(j.tracks, track{[]int{l.frame}, []face{f}})
		}
	}
}

// seen is a face that was seen some seconds ago.
type seen struct {
	face face
	gap  float64
}

// matchFaces tells for each face which of those seen before it is, -1 for none.
// The best match is made first.
func matchFaces(before []seen, faces []face) []int {
	type match struct {
		cost         float64
		before, face int
	}
	var matches []match
	for bi, b := range before {
		for fi, f := range faces {
			if cost, ok := matchCost(b.face, f, b.gap); ok {
				matches = append(matches, match{cost, bi, fi})
			}
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return cmp.Compare(a.cost, b.cost) })
	given := make([]bool, len(before))
	out := slices.Repeat([]int{-1}, len(faces))
	for _, m := range matches {
		if out[m.face] < 0 && !given[m.before] {
			out[m.face], given[m.before] = m.before, true
		}
	}
	return out
}

// matchCost tells whether b can be a again, gap seconds later, and how unlike
// they are.
func matchCost(a, b face, gap float64) (cost float64, ok bool) {
	p, q := a.centre(), b.centre()
	distance := math.Hypot(p.x-q.x, p.y-q.y) / max(a.w, b.w)
	growth := max(a.w, b.w) / min(a.w, b.w)
	maxDistance, maxGrowth := stepDistance, stepGrowth
	if gap > bridge {
		maxDistance, maxGrowth = lostDistance, lostGrowth
	}
	// A gap makes a match less sure, so that a track that is still alive wins.
	cost = distance + 0.3*(growth-1) + 0.1*max(0, gap-bridge)
	return cost, gap <= lostBridge && distance < maxDistance && growth < maxGrowth
}
