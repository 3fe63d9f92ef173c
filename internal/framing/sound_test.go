package framing

import (
	"math"
	"testing"
)

// spoken is a tone of the level that sounds where on tells, 16 kHz.
func spoken(seconds float64, amplitude float64, on func(t float64) bool) []float32 {
	pcm := make([]float32, int(seconds*soundRate))
	for i := range pcm {
		if t := float64(i) / soundRate; on(t) {
			pcm[i] = float32(amplitude * math.Sin(2*math.Pi*700*t))
		}
	}
	return pcm
}

func TestHearing(t *testing.T) {
	on := func(t float64) bool { return t >= 1 && t < 2 || t >= 2.6 && t < 3.4 }
	h := newHearing(true)
	pcm := spoken(4, 0.5, on)
	for at := 0; at < len(pcm); at += 777 { // as a pipe gives it
		h.hear(pcm[at:min(at+777, len(pcm))])
	}
	s := h.out
	if n := len(s.level); n < 98 || n > 100 || len(s.bands) != n || len(s.cepstra) < 4*n {
		t.Fatalf("%d levels, %d bands, %d cepstra for 100 samples", n, len(s.bands), len(s.cepstra))
	}
	if want := 20*math.Log10(0.5) - 3; math.Abs(s.level[37]-want) > 0.5 {
		t.Errorf("a sine of -6 dB has a level of %.1f dB, want %.1f", s.level[37], want)
	}
	voiced := s.voiced()
	for i, v := range voiced {
		at := (float64(i) + 0.5) / sampleRate
		near := false
		for _, edge := range []float64{1, 2, 2.6, 3.4} {
			near = near || math.Abs(at-edge) < 0.05
		}
		if !near && v != on(at) {
			t.Errorf("at %.2f s voiced is %v", at, v)
		}
	}
	flux := s.flux(100)
	if flux[25] < 5*flux[40] || flux[40] > 1 {
		t.Errorf("flux %.2f where the tone begins, %.2f in it", flux[25], flux[40])
	}
}

func TestSilenceIsNotVoiced(t *testing.T) {
	h := newHearing(false)
	h.hear(spoken(2, 0.0005, func(float64) bool { return true }))
	for i, v := range h.out.voiced() {
		if v {
			t.Fatalf("sample %d of a tone of -69 dB is voiced", i)
		}
	}
	if v := (sound{}).rhythm(3); v.voicedAt(0) || len(v.flux) > 0 || len((sound{}).flux(3)) != 3 || len((sound{}).loudness(3)) != 3 {
		t.Error("no sound at all is not silent")
	}
}

// The numbers are those of python_speech_features' defaults with a rectangular
// window, by numpy.
func TestCepstra(t *testing.T) {
	pcm := make([]float32, 1600)
	for i := range pcm {
		n := float64(i)
		pcm[i] = float32(0.3*math.Sin(2*math.Pi*440*n/16000) + 0.1*math.Sin(2*math.Pi*(1000+n/4)*n/16000))
	}
	h := newHearing(true)
	h.hear(pcm)
	for frame, want := range map[int][]float64{
		0: {19.991, 19.054, -12.971, -32.198, -24.105, -9.447, -14.627, -33.4, -30.994, 1.646, 35.139, 36.062, 10.377},
		5: {20.286, 17.404, -19.387, -19.44, 1.862, -13.917, -51.573, -43.098, 11.147, 37.263, 15.036, -3.324, 9.342},
	} {
		for k, v := range h.out.cepstra[frame] {
			if math.Abs(float64(v)-want[k]) > 0.02 {
				t.Errorf("frame %d: coefficient %d is %.3f, want %.3f", frame, k, v, want[k])
			}
		}
	}
}
