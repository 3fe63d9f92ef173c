package framing

import (
	"math/rand/v2"
	"testing"
)

// babble is a speaker: a sound whose level and spectrum change with syllables,
// and the motions of the mouth that makes them.
func babble(n int, r *rand.Rand) (sound, []*motion) {
	s := sound{}
	var ms []*motion
	strength := 0.0
	for i := range n {
		if i%4 == 0 {
			strength = r.Float64()
		}
		var b [bands]float64
		for k := range b {
			b[k] = -40 + 20*strength + 12*strength*r.NormFloat64()
		}
		s.level = append(s.level, -30+12*strength)
		s.bands = append(s.bands, b)
		ms = append(ms, moved(i, 0.05+0.3*strength*(0.7+0.6*r.Float64())))
	}
	return s, ms
}

// moved is the motion of a mouth in a head that hardly moves.
func moved(sample int, mouth float64) *motion {
	const contrast = 40
	return &motion{sample: sample, mouth: mouth * contrast, upper: 0.05 * contrast, contrast: contrast, width: 100}
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}

// told is the mean of the odds over n samples.
func told(e evidence, n int) float64 {
	sum := 0.0
	for i := range n {
		sum += e.at(i)
	}
	return sum / float64(n)
}

func TestEvidence(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const n = 250
	heard, own := babble(n, r)
	_, other := babble(n, r)
	var resting, judged, small []*motion
	for i := range n {
		resting = append(resting, moved(i, 0.05))
		j, s := *other[i], *own[i]
		j.judged, j.odds = true, 2
		s.width = tooSmall
		judged, small = append(judged, &j), append(small, &s)
	}
	made := heard.rhythm(n)
	speaker := told(evidenceOf(own, made), n)
	for _, tt := range []struct {
		name  string
		ms    []*motion
		least float64 // of the mean
		most  float64
	}{
		{"whose mouth makes the sound", own, 0.1, 2},
		{"who moves the mouth to another sound", other, -2, speaker - 0.1},
		{"who rests the mouth", resting, -2, speaker - 0.3},
		{"whom a model takes for the speaker", judged, 0.5, 2},
		{"who is too small to be seen", small, 0, 0},
		{"who is not seen", nil, 0, 0},
	} {
		if got := told(evidenceOf(tt.ms, made), n); got < tt.least || got > tt.most {
			t.Errorf("one %s: %.3f, want %.3f to %.3f", tt.name, got, tt.least, tt.most)
		}
	}
	// Only the mouth counts where there is no sound.
	if moving, still := told(evidenceOf(own, rhythm{}), n), told(evidenceOf(resting, rhythm{}), n); moving <= still {
		t.Errorf("without sound: %.3f for a moving mouth, %.3f for a still one", moving, still)
	}
	if late := evidenceOf(own[100:120], made); late.first != 100 || len(late.odds) != 20 || late.at(110) == 0 || late.at(99) != 0 || late.at(120) != 0 {
		t.Errorf("samples 100 to 120: %+v", late)
	}
}

// speaking gives the looks' faces motions: of who speaks at a time they go with
// the sound.
func speaking(looks []look, n int, who func(t float64) int, order func(f face) int) sound {
	r := rand.New(rand.NewPCG(9, 9))
	heard, own := babble(n, r)
	last := 0
	for _, l := range looks {
		now := sampleAt(l.frame, testRate)
		for i := range l.faces {
			f := &l.faces[i]
			for k := last; k < now && k < n; k++ {
				m := moved(k, 0.05+0.02*r.Float64())
				if who(float64(k)/sampleRate) == order(*f) {
					m = own[k]
				}
				f.motions = append(f.motions, m)
			}
		}
		last = now
	}
	return heard
}

func TestStaysAreOnTheSpeaker(t *testing.T) {
	looks := staged(600, sitting(500, 150), sitting(1400, 240))
	who := func(t float64) int {
		if t < 8 || t >= 14 {
			return 0
		}
		return 1
	}
	heard := speaking(looks, 500, who, func(f face) int {
		if f.centre().x < 960 {
			return 0
		}
		return 1
	})
	s := shot{0, 600}
	got := stays(setting{shot: s, traces: tracesOf(looks, s)}, observation{heard: heard.rhythm(500)}, 1920, 1080, testRate)
	if len(got) != 3 {
		t.Fatalf("%d stays, want 3: %+v", len(got), got)
	}
	for i, want := range []struct{ start, x float64 }{{0, 500}, {8, 1400}, {14, 500}} {
		at := float64(got[i].start) / testRate
		if x := got[i].on.face(got[i].start).centre().x; at < want.start-0.4 || at > want.start+0.4 || x < want.x-50 || x > want.x+50 {
			t.Errorf("stay %d begins at %.2f s on the face at %.0f, want %.0f s, %.0f", i, at, x, want.start, want.x)
		}
		if got[i].speaker() == nil {
			t.Errorf("stay %d: nobody is taken to speak", i)
		}
	}
}
