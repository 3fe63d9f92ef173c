package framing

import "slices"

// witness is what a face in a shot tells about whose voice it has.
type witness struct {
	looks *appearance
	odds  []float64 // of each voice: the log odds that the face speaks, summed over the samples at which it is heard
	heard []float64 // of each voice: how many samples these are
}

// witnesses are the faces of the setting.
func witnesses(s setting, v voices, heard rhythm, rate float64) []witness {
	first, end := sampleAt(s.start, rate), min(sampleAt(s.end, rate), len(v.said))
	var out []witness
	for _, t := range s.traces {
		w := witness{t.looks, make([]float64, v.cast), make([]float64, v.cast)}
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

// recognised is which of the faces the witness is, -1 where that is not sure.
func (w witness) recognised(faces []witness) int {
	best, most, second := -1, leastAlike, -1.0
	for k, f := range faces {
		switch like := w.looks.like(f.looks); {
		case like < most:
			second = max(second, like)
		case best < 0:
			best, most = k, like
		default:
			best, most, second = k, like, most
		}
	}
	if most-second < alikeAlone {
		return -1
	}
	return best
}

// stranger tells whether the witness is none of the faces.
func (w witness) stranger(faces []witness) bool {
	return w.looks != nil && !slices.ContainsFunc(faces, func(f witness) bool {
		return f.looks == nil || w.looks.like(f.looks) > aStranger
	})
}

// absent is how well the voice goes with somebody who is none of the faces: log
// odds, or what it costs to take that for granted where nobody else is known.
func absent(voice int, faces, others []witness) float64 {
	most := -offScreen
	for _, w := range others {
		if !w.stranger(faces) {
			continue
		}
		sum := 0.0
		for _, o := range others {
			if o.recognised([]witness{w}) == 0 {
				sum += o.odds[voice]
			}
		}
		most = max(most, sum)
	}
	return most
}

// pooled are the faces with all that others tell who are recognised as them.
func pooled(faces, others []witness) []witness {
	out := make([]witness, len(faces))
	for k, w := range faces {
		out[k] = witness{w.looks, slices.Clone(w.odds), slices.Clone(w.heard)}
	}
	for _, w := range others {
		if k := w.recognised(faces); k >= 0 {
			for voice := range w.odds {
				out[k].odds[voice] += w.odds[voice]
				out[k].heard[voice] += w.heard[voice]
			}
		}
	}
	return out
}
