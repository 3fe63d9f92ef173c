package framing

import "math"

// What tells that a face speaks, at each sample. Two things count: that its
// mouth moves more than its head does, and that it moves when the sound changes.
const (
	mouthMean   = 13  // samples over which a mouth's movement is averaged
	stillMouth  = 0.3 // log ratio of the mouth's movement to the rest's, when silent
	mouthSpread = 0.2 // what it differs by
	mostStill   = 1.5 // spreads: how much a still mouth tells at most
	mostMoving  = 0.5 // likewise a moving one: listeners nod and chew, too
	movesWeight = 0.3
	residual    = 0.01 // of the contrast: differences under this are noise

	syncMean     = 3   // samples over which movement and sound are averaged
	syncWindow   = 87  // samples over whose mean they rise and fall
	syncLag      = 1   // samples: the sound comes after the movement
	syncStrength = 0.4 // correlation of a speaker's mouth and sound
	syncMost     = 2.5 // standard deviations that count

	judgedMean   = 5    // samples over which a model's odds are averaged
	judgedMost   = 6.0  // of them that count
	judgedWeight = 0.75 // what neighbours say is not independent

	tooSmall = 16.0 // px: of a face less wide the mouth is not seen
	wellSeen = 40.0 // px: of a wider one it is seen well

	unvoiced = 0.3 // how much the evidence counts where nobody is heard
)

// evidence is, for each sample from first on, the log odds that a face speaks
// against that it does not. Samples at which its mouth was not seen have 0.
type evidence struct {
	first int
	odds  []float64
}

// at are the odds of a sample, 0 before the first one and after the last one.
func (e evidence) at(sample int) float64 {
	if i := sample - e.first; i >= 0 && i < len(e.odds) {
		return e.odds[i]
	}
	return 0
}

// evidenceOf are the odds of a face whose mouth makes the motions.
func evidenceOf(ms []*motion, heard rhythm) evidence {
	if len(ms) == 0 {
		return evidence{}
	}
	contrasts := make([]float64, len(ms))
	for i, m := range ms {
		contrasts[i] = m.contrast
	}
	contrast := median(contrasts) + 1e-3
	moves, ratio := make([]float64, len(ms)), make([]float64, len(ms))
	for i, m := range ms {
		moves[i] = math.Log(m.mouth/contrast + residual)
		ratio[i] = moves[i] - math.Log(m.upper/contrast+residual)
	}
	ratio = runningMean(ratio, mouthMean)
	moves = standardised(moves)
	first := ms[0].sample
	out := evidence{first, make([]float64, ms[len(ms)-1].sample+1-first)}
	for i, m := range ms {
		z := 0.0
		switch {
		case m.judged:
			z = judgement(ms, i)
		case len(heard.flux) > 0:
			at := min(m.sample+syncLag, len(heard.flux)-1)
			z = (synchrony(moves[i], heard.flux[at]) + synchrony(moves[i], heard.loudness[at])) / 2
			fallthrough
		default:
			z += movesWeight * clamp((ratio[i]-stillMouth)/mouthSpread, -mostStill, mostMoving)
		}
		z *= clamp((m.width-tooSmall)/(wellSeen-tooSmall), 0, 1)
		if !heard.voicedAt(m.sample) {
			z *= unvoiced
		}
		out.odds[m.sample-first] = z
	}
	return out
}

// judgement is what an active speaker model said of the samples around i.
func judgement(ms []*motion, i int) float64 {
	sum, n := 0.0, 0
	for k := max(0, i-judgedMean/2); k < min(len(ms), i+judgedMean/2+1); k++ {
		if ms[k].judged {
			sum, n = sum+ms[k].odds, n+1
		}
	}
	return judgedWeight * clamp(sum/float64(n), -judgedMost, judgedMost)
}

// standardised is v over its mean of some seconds, in standard deviations.
func standardised(v []float64) []float64 {
	out := runningMean(v, syncMean)
	mean := runningMean(out, min(syncWindow, len(v)|1))
	squares := 0.0
	for i := range out {
		out[i] -= mean[i]
		squares += out[i] * out[i]
	}
	deviation := math.Sqrt(squares/float64(max(1, len(v)))) + 1e-6
	for i := range out {
		out[i] = clamp(out[i]/deviation, -syncMost, syncMost)
	}
	return out
}

// synchrony is the log odds that x and y come from two normal variables that
// are correlated against that they come from two that are not.
func synchrony(x, y float64) float64 {
	const r = syncStrength
	return -0.5*math.Log(1-r*r) - (r*r*(x*x+y*y)-2*r*x*y)/(2*(1-r*r))
}
