package render

import (
	"math"
	"strings"
	"testing"
)

func TestFirstLeveling(t *testing.T) {
	for _, c := range []struct {
		name    string
		in      loudness
		want    leveling
		warning string
	}{
		{"quiet speech", loudness{Integrated: -26, TruePeak: -14}, leveling{Gain: 12, Ceiling: 0}, ""},
		{"peaks need the limiter", loudness{Integrated: -20, TruePeak: -4}, leveling{Gain: 6, Ceiling: -1.6}, ""},
		{"loud", loudness{Integrated: -6, TruePeak: 1.2}, leveling{Gain: -8}, ""},
		{"gain has an end", loudness{Integrated: -60, TruePeak: -50}, leveling{Gain: 30}, ""},
		{"too short to measure", loudness{Integrated: silence, TruePeak: -6}, leveling{}, "too quiet or too short"},
		{"short and loud", loudness{Integrated: silence, TruePeak: 1}, leveling{Gain: -2.6}, "too quiet or too short"},
		{"digital silence", loudness{Integrated: silence, TruePeak: math.Inf(-1)}, leveling{}, "silent"},
	} {
		got, warning := firstLeveling(c.in)
		if math.Abs(got.Gain-c.want.Gain) > 1e-9 || math.Abs(got.Ceiling-c.want.Ceiling) > 1e-9 || !strings.Contains(warning, c.warning) || (warning == "") != (c.warning == "") {
			t.Errorf("%s: %+v %q, want %+v %q", c.name, got, warning, c.want, c.warning)
		}
	}
}

// The encoded sound of a model limiter comes into bounds within the attempts.
func TestLevelingConverges(t *testing.T) {
	for _, c := range []struct {
		name      string
		source    loudness
		eaten     float64 // part of what is over the ceiling that loudness loses
		overshoot float64 // of AAC, dB
	}{
		{"steady", loudness{Integrated: -23, TruePeak: -12}, 0, 0.3},
		{"speech", loudness{Integrated: -20, TruePeak: -2}, 0.1, 0.5},
		{"peaky", loudness{Integrated: -30, TruePeak: -3}, 0.4, 1.2},
		{"loud", loudness{Integrated: -4, TruePeak: 2}, 0, 1.5},
	} {
		v, _ := firstLeveling(c.source)
		best := loudness{TruePeak: math.Inf(1)}
		for range maxAttempts {
			got := loudness{Integrated: c.source.Integrated + v.Gain, TruePeak: c.source.TruePeak + v.Gain}
			if over := got.TruePeak - v.Ceiling; v.Ceiling < 0 && over > 0 {
				got.TruePeak, got.Integrated = v.Ceiling, got.Integrated-c.eaten*over
			}
			got.TruePeak += c.overshoot
			if better(got, best) {
				best = got
			}
			var done bool
			if v, done = v.next(got); done {
				break
			}
		}
		if math.Abs(best.Integrated-targetLoudness) > outOfBounds || best.TruePeak > maxTruePeak {
			t.Errorf("%s ends at %+v", c.name, best)
		}
	}
}

func TestLevelWarning(t *testing.T) {
	for _, c := range []struct {
		delivered loudness
		gain      float64
		want      string
	}{
		{loudness{Integrated: -14.9, TruePeak: -1}, 5, ""},
		{loudness{Integrated: silence, TruePeak: -30}, 0, ""},
		{loudness{Integrated: -14, TruePeak: -0.9}, 5, "true peak is -0.9 dBTP"},
		{loudness{Integrated: -25, TruePeak: -9}, maxGain, "too quiet (-55.0 LUFS)"},
		{loudness{Integrated: -16, TruePeak: -1.2}, 20, "-16.0 LUFS instead of -14"},
	} {
		got := levelWarning(loudness{Integrated: -55}, c.delivered, leveling{Gain: c.gain})
		if !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%+v: %q, want %q", c.delivered, got, c.want)
		}
	}
}

func TestParseLoudness(t *testing.T) {
	l := parseLoudness([]byte("frame:0 pts:0 pts_time:0\nlavfi.r128.I=-70.000\nlavfi.r128.true_peaks_ch0=0.100\nlavfi.r128.true_peaks_ch1=0.000\n" +
		"frame:4 pts:19200 pts_time:0.4\nlavfi.r128.I=-18.649\nlavfi.r128.LRA=4.080\nlavfi.r128.true_peaks_ch0=0.500\nlavfi.r128.true_peaks_ch1=0.250\n"))
	if l.Integrated != -18.649 || math.Abs(l.TruePeak+6.02) > 0.01 || l.Length != 0.4 {
		t.Errorf("got %+v", l)
	}
	if l := parseLoudness([]byte("pts_time:0.3\nlavfi.r128.I=-18.649\n")); l.audible() {
		t.Errorf("sound too short to measure measures as %+v", l)
	}
	if l := parseLoudness(nil); l.audible() || !math.IsInf(l.TruePeak, -1) {
		t.Errorf("nothing measures as %+v", l)
	}
}

func FuzzParseLoudness(f *testing.F) {
	f.Add([]byte("lavfi.r128.I=nan\nlavfi.r128.true_peaks_ch0=-inf\npts_time:"))
	f.Add([]byte("lavfi.r128.I=-1e999\nlavfi.r128.true_peaks_ch0=-5\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		l := parseLoudness(b)
		if math.IsNaN(l.Integrated) || math.IsNaN(l.TruePeak) || l.Integrated < silence || l.Length < 0 {
			t.Errorf("%q measures as %+v", b, l)
		}
	})
}
