package framing

import "slices"

// When a voice and a face are taken to belong together.
const (
	tieMargin = 15.0 // log odds over every other face
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

// tied ties voices to the faces of a shot by these and by the faces of other
// shots. The surest tie is made first; then neither its voice nor its face is
// there for the others.
func tied(faces, others []witness, cast int) ties {
	known := pooled(faces, others)
	out := ties{slices.Repeat([]int{-1}, cast), make([]bool, cast)}
	taken := make([]bool, len(faces))
	for {
		voice, face, most := -1, -1, 0.0
		for v := range cast {
			if out.face[v] >= 0 {
				continue
			}
			if k, margin := surest(known, taken, v); k >= 0 && margin > most {
				voice, face, most = v, k, margin
			}
		}
		if voice < 0 {
			break
		}
		out.face[voice], taken[face] = face, true
	}
	for voice := range cast {
		out.away[voice] = len(faces) > 0 && out.face[voice] < 0
		lives := slices.ContainsFunc(others, func(w witness) bool { return w.has(voice) && w.stranger(faces) })
		for k, w := range known {
			out.away[voice] = out.away[voice] && w.isMute(voice) && (taken[k] || lives)
		}
	}
	return out
}

// surest is the face that a voice belongs to, of those not taken, and by how
// much; -1 where that is not sure.
func surest(faces []witness, taken []bool, voice int) (face int, margin float64) {
	best, second, heard := -offScreen, -offScreen, 0.0
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

// has tells whether the witness has the voice, whoever else there may be.
func (w witness) has(voice int) bool {
	return w.odds[voice] >= tieMargin && w.odds[voice] >= tieMean*w.heard[voice]
}

// isMute tells whether the witness has not the voice.
func (w witness) isMute(voice int) bool {
	return w.odds[voice] <= mute && w.odds[voice] <= muteMean*w.heard[voice]
}

// favours are what the ties add to the odds of each face in the n samples of the
// setting from first on.
func (s setting) favours(v voices, first, n int) [][]float64 {
	out := make([][]float64, len(s.traces))
	for k := range out {
		out[k] = make([]float64, n)
	}
	for i := first; i < min(first+n, len(v.said)); i++ {
		if u := v.said[i]; u.voice >= 0 && s.ties.face[u.voice] >= 0 {
			out[s.ties.face[u.voice]][i-first] = tieWeight * u.sure
		}
	}
	return out
}
