package framing

import "slices"

// When a voice and a face are taken to belong together.
const (
	tieMargin = 15.0 // log odds over everybody else
	tieMean   = 0.1  // likewise, for each sample
	// offScreen is what it costs to take a voice for that of nobody in the shot.
	offScreen = 10.0
	// mute and muteMean are the odds under which a face has not the voice.
	mute     = -20.0
	muteMean = -0.15
	// tieWeight is what a tie is worth, in log odds a sample: less than a mouth
	// tells that is seen well.
	tieWeight = 0.3
)

// ties are the faces of a shot that the voices of the cast belong to.
type ties struct {
	face []int  // of each voice, -1 where that is not known
	away []bool // of each voice: it is that of nobody in the shot
}

// tied ties voices to the faces all[from:to] of a shot by these and by the faces
// of other shots. The surest tie is made first; then neither its voice nor its
// face is there for the others.
func tied(all []witness, from, to, cast int) ties {
	faces := all[from:to]
	known, rest := pooled(all, from, to, cast)
	out := ties{slices.Repeat([]int{-1}, cast), make([]bool, cast)}
	taken := make([]bool, len(faces))
	for {
		voice, face, most := -1, -1, 0.0
		for v := range cast {
			if out.face[v] >= 0 {
				continue
			}
			if k, margin := surest(known, taken, v, rest[v]); k >= 0 && margin > most {
				voice, face, most = v, k, margin
			}
		}
		if voice < 0 {
			break
		}
		out.face[voice], taken[face] = face, true
	}
	for voice := range cast {
		// Each face is mute, here too, and has another voice, or the voice has
		// another face.
		out.away[voice] = len(faces) > 0
		for k, w := range known {
			silent := w.isMute(voice, mute) && faces[k].isMute(voice, 0)
			out.away[voice] = out.away[voice] && silent && (taken[k] || rest[voice] >= tieMargin)
		}
	}
	return out
}

// surest is the face that a voice belongs to, of those not taken, and by how
// much more than to the other ones or, by the odds rest, to somebody else; -1
// where that is not sure.
func surest(faces []witness, taken []bool, voice int, rest float64) (face int, margin float64) {
	best, second, heard := rest, rest, 0.0
	face = -1
	for k, w := range faces {
		switch odds := w.odds[voice]; {
		case taken[k]:
		case odds > best:
			face, best, second, heard = k, odds, best, w.heard[voice]
		default:
			second = max(second, odds)
		}
	}
	margin = best - second
	if margin < tieMargin || margin < tieMean*heard {
		return -1, 0
	}
	return face, margin
}

// isMute tells whether the odds that the witness has the voice are so low, and
// low at each sample.
func (w witness) isMute(voice int, most float64) bool {
	return w.odds[voice] <= most && w.odds[voice] <= muteMean*w.heard[voice]
}

// favour is what the ties add to the odds of a face at a sample.
func (s setting) favour(v voices, sample, face int) float64 {
	if sample >= len(v.said) {
		return 0
	}
	if u := v.said[sample]; u.voice >= 0 && s.ties.face[u.voice] == face {
		return tieWeight * u.sure
	}
	return 0
}
