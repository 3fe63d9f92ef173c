package transcribe

import (
	"math"
	"testing"
)

// sweep is a second of a rising tone under noise.
func sweep() []float32 {
	x := make([]float32, sampleRate)
	state := uint64(1)
	for i := range x {
		state = (state*1103515245 + 12345) % (1 << 31)
		t := float64(i) / sampleRate
		x[i] = float32(0.4*math.Sin(2*math.Pi*(100*t+1900*t*t)) + 0.05*(float64(state)/(1<<31)-0.5))
	}
	return x
}

// The golden values are those of faster-whisper 1.2.1's FeatureExtractor on the
// same samples.
func TestMelMatchesTheReference(t *testing.T) {
	for bins, golden := range map[int][]struct {
		bin, frame int
		want       float32
	}{
		80:  {{0, 0, 1.3110}, {0, 1, 0.8019}, {0, 50, 0.2678}, {0, 96, 0.2866}, {16, 0, 0.4553}, {16, 1, 0.2196}, {16, 50, 0.0340}, {16, 96, 0.1916}, {40, 0, 0.3436}, {40, 1, 0.2656}, {40, 50, 0.2709}, {40, 96, 0.1844}, {53, 0, 0.1762}, {53, 1, 0.2143}, {53, 50, 0.2222}, {53, 96, 0.2638}, {79, 0, 0.1782}, {79, 1, 0.2288}, {79, 50, 0.2224}, {79, 96, 0.1816}},
		128: {{0, 0, 1.2353}, {0, 1, 0.7261}, {0, 50, 0.1921}, {0, 96, 0.2109}, {25, 0, 0.5349}, {25, 1, 0.2826}, {25, 50, -0.0423}, {25, 96, 0.0428}, {64, 0, 0.3469}, {64, 1, 0.2586}, {64, 50, 0.1897}, {64, 96, 0.1897}, {85, 0, 0.1705}, {85, 1, 0.2261}, {85, 50, 0.1633}, {85, 96, 0.2608}, {127, 0, 0.2556}, {127, 1, 0.1992}, {127, 50, 0.2116}, {127, 96, 0.2257}},
	} {
		got := newMelExtractor(bins).extract(sweep(), 100)
		for _, g := range golden {
			if v := got[g.bin*100+g.frame]; math.Abs(float64(v-g.want)) > 2e-4 {
				t.Errorf("%d bins: bin %d of frame %d is %.4f, not %.4f", bins, g.bin, g.frame, v, g.want)
			}
		}
	}
}

func TestMelOfNothing(t *testing.T) {
	for _, v := range newMelExtractor(80).extract(nil, 10) {
		if v != -1.5 {
			t.Fatalf("silence is %v", v)
		}
	}
}

func BenchmarkMel(b *testing.B) {
	m := newMelExtractor(80)
	x := sweep()
	for b.Loop() {
		m.extract(x, 100)
	}
}
