package transcribe

import (
	"math"
	"math/rand/v2"
)

var negligible = float32(-18) // exp of it does not change a sum of probabilities

// forbid makes the tokens impossible.
func forbid(logits []float32, tokens []int) {
	for _, t := range tokens {
		if t < len(logits) {
			logits[t] = float32(math.Inf(-1))
		}
	}
}

// best returns the likeliest token.
func best(logits []float32) int {
	at := 0
	for i, v := range logits {
		if v > logits[at] {
			at = i
		}
	}
	return at
}

// logSum is the logarithm of the sum of the exponentials of logits whose
// largest is at the index top.
func logSum(logits []float32, top int) float64 {
	largest, sum := logits[top], 0.0
	for _, v := range logits {
		if d := v - largest; d > negligible {
			sum += math.Exp(float64(d))
		}
	}
	return float64(largest) + math.Log(sum)
}

// probability is the softmax of one token over all.
func probability(logits []float32, token int) float64 {
	return math.Exp(float64(logits[token]) - logSum(logits, best(logits)))
}

// sample draws a token from the softmax of logits / temperature.
func sample(logits []float32, temperature float64, random *rand.Rand) int {
	top := best(logits)
	largest := float64(logits[top])
	sum := 0.0
	for _, v := range logits {
		sum += math.Exp((float64(v) - largest) / temperature)
	}
	left := random.Float64() * sum
	for i, v := range logits {
		if left -= math.Exp((float64(v) - largest) / temperature); left < 0 {
			return i
		}
	}
	return top
}
