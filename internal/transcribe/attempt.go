package transcribe

import (
	"context"
	"math/rand/v2"
)

// temperatures are tried in turn when the likeliest text is not believable.
// Higher ones invent.
var temperatures = []float64{0.2, 0.4, 0.6}

// tokensPerSecond bounds the text: nobody speaks faster.
const (
	tokensPerSecond = 10
	tokensSpare     = 12
	maxTokens       = 224
)

// believable tells whether a text can have been said.
func (v *vocabulary) believable(d decoding) bool {
	_, looping := repetition(d.tokens)
	return !looping && compressesLikeSpeech(v.decode(d.tokens), looping, d.logProb) && d.logProb >= minLogProb
}

// decodeWindow decodes a window and, where the text is not believable, tries
// again with temperature. The best attempt is returned, with repetitions cut
// off; ok is false when nobody speaks or no attempt can be believed.
func (s *stepper) decodeWindow(ctx context.Context, e *encoded, prompt []int) (d decoding, ok bool, err error) {
	seconds := float64(e.frames*encoderFrame) / sampleRate
	limit := min(maxTokens, int(tokensPerSecond*seconds)+tokensSpare, maxPositions-len(prompt)-1)
	d, err = s.greedy(ctx, e, prompt, limit, 0, nil)
	if err != nil {
		return d, false, err
	}
	if d.noSpeech > maxNoSpeech {
		return d, false, nil
	}
	v := s.w.vocabulary
	if !v.believable(d) {
		// The seed is fixed: the same sound gives the same words.
		random := rand.New(rand.NewPCG(1, 2))
		for _, temperature := range temperatures {
			other, err := s.greedy(ctx, e, prompt, limit, temperature, random)
			if err != nil {
				return d, false, err
			}
			if v.better(other, d) {
				d = other
			}
			if v.believable(d) {
				break
			}
		}
	}
	keep, looping := repetition(d.tokens)
	d.tokens = d.tokens[:keep]
	ok = len(d.tokens) > 0 && d.logProb >= minLogProb && compressesLikeSpeech(v.decode(d.tokens), looping, d.logProb)
	return d, ok, nil
}

// better prefers text without repetition, then the likelier one.
func (v *vocabulary) better(a, b decoding) bool {
	repeats := func(d decoding) bool {
		_, looping := repetition(d.tokens)
		return looping || !compressesLikeSpeech(v.decode(d.tokens), looping, d.logProb)
	}
	if ra, rb := repeats(a), repeats(b); ra != rb {
		return rb
	}
	return a.logProb > b.logProb
}
