package transcribe

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestLogits(t *testing.T) {
	logits := []float32{1, 3, 2, -50}
	if got := best(logits); got != 1 {
		t.Errorf("best is %d", got)
	}
	want := math.Log(math.Exp(1) + math.Exp(3) + math.Exp(2))
	if got := logSum(logits, 1); math.Abs(got-want) > 1e-6 {
		t.Errorf("log of the sum is %v, not %v", got, want)
	}
	if got, want := probability(logits, 2), math.Exp(2-want); math.Abs(got-want) > 1e-6 {
		t.Errorf("probability %v, not %v", got, want)
	}
	forbid(logits, []int{1, 99})
	if got := best(logits); got != 2 {
		t.Errorf("best of what is left is %d", got)
	}
}

func TestSampleFollowsTheSoftmax(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	logits := []float32{0, 1, float32(math.Inf(-1))}
	for _, temperature := range []float64{0.2, 1} {
		count := [3]float64{}
		const draws = 5000
		for range draws {
			count[sample(logits, temperature, random)]++
		}
		want := 1 / (1 + math.Exp(1/temperature))
		if got := count[0] / draws; math.Abs(got-want) > 0.03 || count[2] > 0 {
			t.Errorf("at %v: %v, not %.3f of the first", temperature, count, want)
		}
	}
}

func TestHalfToFloat(t *testing.T) {
	for h, want := range map[uint16]float32{
		0x0000: 0, 0x3c00: 1, 0xbc00: -1, 0x3555: 0.33325195, 0x7bff: 65504, 0x0001: 5.9604645e-08,
		0x03ff: 6.097555e-05, 0x8001: -5.9604645e-08, 0x0400: 6.1035156e-05, 0x7c00: float32(math.Inf(1)),
	} {
		if got := halfToFloat(h); got != want {
			t.Errorf("%#04x is %v, not %v", h, got, want)
		}
	}
	if got := halfToFloat(0x7e00); got == got {
		t.Errorf("not a number is %v", got)
	}
}
