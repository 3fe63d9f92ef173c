package framing

import "math"

// shot is a run of frames without a cut, [start, end).
type shot struct{ start, end int }

// The rule of a cut, measured on footage of which the cuts are known
// (docs/framing.md).
const (
	cutScore  = 5.0  // least scene score, percent of full scale
	darkScore = 2.5  // least one of pictures that have nothing in common
	cutRatio  = 3.0  // least scene score over that of the surroundings
	cutLike   = 0.85 // pictures more alike than this differ in light only
	unlike    = 0.3  // pictures less alike than this have nothing in common
	cutReturn = 0.4  // a picture that returns this near, of the score, was a flash
)

// The surroundings of a cut, seconds.
const (
	cutAround = 0.5  // whose mean score is compared
	cutNear   = 0.2  // within which a cut is the highest score
	flash     = 0.25 // longest flash
)

// shots divides the frames into shots: a cut is where the scene score is high,
// far above its surroundings and their highest, the picture is another one and
// not only a brighter one, and the old picture does not come back at once.
func shots(changes []change, rate float64) []shot {
	scores := sceneScores(changes)
	var all []shot
	start := 0
	for i := 1; i < len(changes); i++ {
		if isCut(changes, scores, i, rate) {
			all = append(all, shot{start, i})
			start = i
		}
	}
	if start < len(changes) {
		all = append(all, shot{start, len(changes)})
	}
	return all
}

// Frames that a low rate was made constant with are copies: they say nothing.
const (
	copied    = 0.01 // percent: a copy differs less
	copiesRow = 5    // most copies in a row; more are a still picture
)

// sceneScores are the scores of ffmpeg's scdet filter: a difference that is
// large and that neither motion nor noise had one (new) frame before. The first
// difference is compared with the second.
func sceneScores(changes []change) []float64 {
	scores := make([]float64, len(changes))
	for i := 1; i < len(changes); i++ {
		usual := 0.0
		if j := newFrame(changes, i, -1); j > 0 {
			usual = changes[j].diff
		} else if i <= copiesRow+1 {
			if j := newFrame(changes, i, 1); j > 0 {
				usual = changes[j].diff
			}
		}
		scores[i] = min(changes[i].diff, math.Abs(changes[i].diff-usual))
	}
	return scores
}

// newFrame is the next frame in the direction from i that is not a copy; 0 where
// the picture is still.
func newFrame(changes []change, i, direction int) int {
	for j := i + direction; j > 0 && j < len(changes) && (j-i)*direction <= copiesRow+1; j += direction {
		if changes[j].diff >= copied {
			return j
		}
	}
	return 0
}

func isCut(changes []change, scores []float64, i int, rate float64) bool {
	s := scores[i]
	if !another(changes[i], s) {
		return false
	}
	near := frames(cutNear, rate)
	for j := max(0, i-near); j < min(len(scores), i+near+1); j++ {
		if scores[j] > s || scores[j] == s && j < i {
			return false
		}
	}
	return s >= cutRatio*surroundings(changes, scores, i, rate) && !isFlash(changes, scores, i, rate)
}

// another tells whether a frame of the score shows another picture than the one
// before, not only another light.
func another(c change, score float64) bool {
	return score >= cutScore && c.like <= cutLike || score >= darkScore && c.like <= unlike
}

// surroundings is the mean score around frame i, without other evident cuts,
// which would hide each other where cuts follow fast.
func surroundings(changes []change, scores []float64, i int, rate float64) float64 {
	reach := max(6, frames(cutAround, rate))
	sum, n := 0.0, 0
	for j := max(0, i-reach); j < min(len(scores), i+reach+1); j++ {
		if j == i || changes[j].diff < copied || another(changes[j], scores[j]) && changes[j].like < 0.5 {
			continue
		}
		sum, n = sum+scores[j], n+1
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// isFlash tells whether frame i begins or ends a flash: shortly after, the
// picture is again as it was before i, or it is already as shortly before.
func isFlash(changes []change, scores []float64, i int, rate float64) bool {
	limit := cutReturn * scores[i]
	longest := frames(flash, rate)
	for k := range longest {
		if j := i + k + 1; j < len(changes) && k < len(changes[j].back) && changes[j].back[k] < limit {
			return true
		}
		if k < len(changes[i].back) && changes[i].back[k] < limit {
			return true
		}
	}
	return false
}

// frames is how many frames t seconds last, at least one.
func frames(t, rate float64) int { return max(1, int(math.Round(t*rate))) }
