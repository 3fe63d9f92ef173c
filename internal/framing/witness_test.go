package framing

import "testing"

// testimony is a witness who looks like one of several people; odds are those of
// each voice, heard for 100 samples.
func testimony(which int, odds ...float64) witness {
	w := witness{looks: looking(which), odds: odds}
	for range odds {
		w.heard = append(w.heard, 100)
	}
	return w
}

func TestAmong(t *testing.T) {
	two := []witness{testimony(1, 0), testimony(2, 0)}
	for _, tt := range []struct {
		name     string
		w        witness
		faces    []witness
		want     int
		stranger bool
	}{
		{"the first", testimony(1, 0), two, 0, false},
		{"the second", testimony(2, 0), two, 1, false},
		{"alone", testimony(2, 0), two[1:], 0, false},
		{"somebody else", testimony(5, 0), two, -1, true},
		{"twins", testimony(1, 0), []witness{testimony(1, 0), testimony(2, 0), testimony(1, 0)}, -1, false},
		{"nobody there", testimony(1, 0), nil, -1, true},
		{"without an appearance", witness{}, two, -1, false},
		{"of whom one is without", testimony(5, 0), []witness{testimony(1, 0), {}}, -1, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, stranger := tt.w.among(tt.faces)
			if got != tt.want || stranger != tt.stranger {
				t.Errorf("face %d, stranger %v; want %d, %v", got, stranger, tt.want, tt.stranger)
			}
		})
	}
}

func TestWitnessesTellWhoseVoiceItIs(t *testing.T) {
	looks := staged(600, sitting(500, 150), sitting(1400, 240))
	who := func(t float64) int { return int(t/5) % 2 }
	heard := speaking(looks, 500, who, func(f face) int {
		if f.centre().x < 960 {
			return 0
		}
		return 1
	})
	s := shot{0, 600}
	in := setting{shot: s, traces: tracesOf(looks, s)}
	v := voices{cast: 3}
	for i := range 501 {
		v.said = append(v.said, utterance{voice: who(float64(i) / sampleRate), sure: 0.5})
	}
	all := witnesses(in, v, heard.rhythm(500), testRate)
	for k, w := range all {
		own := 0
		if in.traces[k].face(0).x > 960 {
			own = 1
		}
		if w.odds[own] < 5 || w.odds[1-own] > -5 || w.odds[2] != 0 || w.heard[own] < 50 || w.heard[own] > 125 || w.heard[2] != 0 {
			t.Errorf("the face of voice %d: odds %.1f over %.1f samples", own, w.odds, w.heard)
		}
	}
	if len(all) != 2 {
		t.Errorf("%d witnesses, want 2", len(all))
	}
	unknown := witness{odds: []float64{9, 9, 9}, heard: []float64{9, 9, 9}}
	more, _ := pooled(append(all, unknown), 0, len(all), 3)
	if more[0].odds[0] != all[0].odds[0] {
		t.Error("a face that nobody recognises counts")
	}
}
