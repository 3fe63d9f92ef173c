package transcribe

import (
	"context"
	"math"
	"math/rand/v2"
)

// decoding is one attempt at a window's text.
type decoding struct {
	tokens    []int
	logProb   float64 // mean of the tokens', the end included
	noSpeech  float64 // probability that nobody speaks
	attention *attention
}

// greedy decodes the window after the prompt, at temperature 0, or by drawing
// from the softmax at that temperature.
func (s *stepper) greedy(ctx context.Context, window *encoded, prompt []int, limit int, temperature float64, random *rand.Rand) (decoding, error) {
	v, size := s.w.vocabulary, s.w.model.Vocabulary
	d := decoding{attention: &attention{heads: v.alignHeads, frames: window.frames}}
	if err := s.begin(window); err != nil {
		return d, err
	}
	logits, align, err := s.step(prompt)
	if err != nil {
		return d, err
	}
	d.noSpeech = probability(logits[:size], v.noSpeech)
	d.attention.add(lastPosition(align, v.alignHeads, len(prompt), window.stride), window.stride)
	logits = logits[(len(prompt)-1)*size:]
	total := 0.0
	for {
		forbid(logits, v.suppress)
		if len(d.tokens) == 0 {
			forbid(logits, v.suppressFirst)
		}
		// Above the end lie only timestamps, languages and tasks.
		text := logits[:v.end+1]
		top := best(text)
		token := top
		if temperature > 0 {
			token = sample(text, temperature, random)
		}
		total += float64(text[token]) - logSum(text, top)
		if token == v.end || len(d.tokens) == limit {
			break
		}
		d.tokens = append(d.tokens, token)
		if _, looping := repetition(d.tokens); looping {
			break
		}
		if err := ctx.Err(); err != nil {
			return d, err
		}
		if logits, align, err = s.step([]int{token}); err != nil {
			return d, err
		}
		d.attention.add(align, window.stride)
	}
	d.logProb = total / float64(len(d.tokens)+1)
	return d, nil
}

// lastPosition picks the last position of an attention [heads, n, stride].
func lastPosition(align []float32, heads, n, stride int) []float32 {
	if n == 1 {
		return align
	}
	out := make([]float32, 0, heads*stride)
	for h := range heads {
		at := (h*n + n - 1) * stride
		out = append(out, align[at:at+stride]...)
	}
	return out
}

// languages returns the probability of each language in the window.
func (s *stepper) languages(window *encoded) (map[string]float64, error) {
	if err := s.begin(window); err != nil {
		return nil, err
	}
	logits, _, err := s.step([]int{s.w.vocabulary.start})
	if err != nil {
		return nil, err
	}
	largest := math.Inf(-1)
	for _, id := range s.w.vocabulary.languages {
		largest = max(largest, float64(logits[id]))
	}
	sum := 0.0
	p := map[string]float64{}
	for code, id := range s.w.vocabulary.languages {
		p[code] = math.Exp(float64(logits[id]) - largest)
		sum += p[code]
	}
	for code := range p {
		p[code] /= sum
	}
	return p, nil
}
