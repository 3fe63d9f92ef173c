package framing

import "slices"

// witness is what a face in a shot tells about whose voice it has.
type witness struct {
	looks *appearance
	odds  []float64 // of each voice: the log odds that the face speaks, summed over the samples at which it is heard
	heard []float64 // of each voice: how many samples these are
	alike []float64 // of each voice: the odds of all witnesses who look alike
}

// witnesses are the faces of the setting.
func witnesses(s setting, v voices, heard rhythm, rate float64) []witness {
	first, end := sampleAt(s.start, rate), min(sampleAt(s.end, rate), len(v.said))
	var out []witness
	for _, t := range s.traces {
		w := witness{looks: t.looks, odds: make([]float64, v.cast), heard: make([]float64, v.cast)}
		e := evidenceOf(t.motions, heard)
		for i := max(first, e.first); i < min(end, e.first+len(e.odds)); i++ {
			z := e.at(i)
			if u := v.said[i]; u.voice >= 0 && heard.voicedAt(i) && z != 0 {
				w.odds[u.voice] += u.sure * z
				w.heard[u.voice] += u.sure
			}
		}
		out = append(out, w)
	}
	return out
}

// What makes a face in another shot the same person: it looks alike, and nobody
// else in the shot looks nearly so.
const (
	leastAlike = 0.75
	alikeAlone = 0.15
	aStranger  = 0.5 // who looks less alike is somebody else
)

// among is which of the faces the witness is, -1 where that is not sure; or that
// it is a stranger, who is none of them.
func (w witness) among(faces []witness) (face int, stranger bool) {
	face, stranger = -1, w.looks != nil
	most, second := leastAlike, -1.0
	for k, f := range faces {
		like := w.looks.like(f.looks)
		stranger = stranger && f.looks != nil && like <= aStranger
		switch {
		case like < most:
			second = max(second, like)
		case face < 0:
			face, most = k, like
		default:
			face, most, second = k, like, most
		}
	}
	if most-second < alikeAlone {
		face = -1
	}
	return face, stranger
}

// acquaint tells the witnesses what all together tell who look like each. Each
// two are compared once.
func acquaint(all []witness, cast int) {
	for i := range all {
		all[i].alike = make([]float64, cast)
	}
	add := func(to, from witness) {
		for voice, odds := range from.odds {
			to.alike[voice] += odds
		}
	}
	for i, w := range all {
		for k, other := range all[:i+1] {
			if w.looks.like(other.looks) < leastAlike {
				continue
			}
			add(w, other)
			if k < i {
				add(other, w)
			}
		}
	}
}

// pooled are the faces all[from:to] of a shot with all that the other witnesses
// tell who are recognised as them, and how well each voice of the cast goes with
// somebody who is none of them: log odds, or what it costs to take that for
// granted where nobody else is known.
func pooled(all []witness, from, to, cast int) (known []witness, absent []float64) {
	faces := all[from:to]
	for _, w := range faces {
		known = append(known, witness{looks: w.looks, odds: slices.Clone(w.odds), heard: slices.Clone(w.heard)})
	}
	absent = slices.Repeat([]float64{-offScreen}, cast)
	for i, w := range all {
		if i >= from && i < to {
			continue
		}
		k, stranger := w.among(faces)
		for voice := range w.odds {
			if k >= 0 {
				known[k].odds[voice] += w.odds[voice]
				known[k].heard[voice] += w.heard[voice]
			}
			if stranger {
				absent[voice] = max(absent[voice], w.alike[voice])
			}
		}
	}
	return known, absent
}
