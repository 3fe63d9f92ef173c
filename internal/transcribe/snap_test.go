package transcribe

import (
	"fmt"
	"math"
	"testing"
)

// ms makes words and silences readable: times in milliseconds.
func ms(n int) int { return n * sampleRate / 1000 }

func spokenMS(text string, start, end int) spoken {
	return spoken{text: text, stretch: stretch{ms(start), ms(end)}}
}

func TestSnap(t *testing.T) {
	for name, c := range map[string]struct {
		words []spoken
		quiet []int // ms
		lead  int   // ms
		want  string
	}{
		"no silence":             {[]spoken{spokenMS("a", 0, 500), spokenMS("b", 500, 900)}, nil, 0, "a 0-500 b 500-900 "},
		"lead":                   {[]spoken{spokenMS("a", 0, 500), spokenMS("b", 500, 900)}, nil, 80, "a 80-580 b 580-980 "},
		"lead behind":            {[]spoken{spokenMS("a", 0, 500), spokenMS("b", 500, 900)}, nil, -60, "a 0-440 b 440-840 "},
		"ends in a silence":      {[]spoken{spokenMS("a", 0, 800), spokenMS("b", 800, 1500)}, []int{500, 800}, 0, "a 0-500 b 800-1500 "},
		"begins in a silence":    {[]spoken{spokenMS("a", 0, 500), spokenMS("b", 500, 1500)}, []int{500, 800}, 0, "a 0-500 b 800-1500 "},
		"longer side stays":      {[]spoken{spokenMS("a", 0, 1500), spokenMS("b", 1500, 1900)}, []int{300, 500}, 0, "a 500-1500 b 1500-1900 "},
		"marks decide, its own":  {[]spoken{spokenMS("x", 0, 100), spokenMS("a.", 100, 1500)}, []int{500, 800}, 0, "x 0-100 a. 100-500 "},
		"marks decide, before":   {[]spoken{spokenMS("x.", 0, 100), spokenMS("a", 100, 1300)}, []int{900, 1100}, 0, "x. 0-100 a 1100-1300 "},
		"whole word in silence":  {[]spoken{spokenMS("a", 600, 700)}, []int{500, 800}, 0, "a 600-700 "},
		"pulled to the edges":    {[]spoken{spokenMS("a", 0, 430), spokenMS("b", 880, 1500)}, []int{500, 800}, 0, "a 0-500 b 800-1500 "},
		"very short words":       {[]spoken{spokenMS("a", 0, 500), spokenMS("b", 500, 500), spokenMS("c", 500, 900)}, nil, 0, "a 0-500 b 500-560 c 560-900 "},
		"not over the sound end": {[]spoken{spokenMS("a", 1990, 1990)}, nil, 80, "a 2000-2000 "},
	} {
		var quiet []stretch
		for i := 0; i < len(c.quiet); i += 2 {
			quiet = append(quiet, stretch{ms(c.quiet[i]), ms(c.quiet[i+1])})
		}
		snap(c.words, quiet, ms(c.lead), ms(2000))
		got := ""
		for _, w := range c.words {
			got += fmt.Sprintf("%s %d-%d ", w.text, w.start*1000/sampleRate, w.end*1000/sampleRate)
		}
		if got != c.want {
			t.Errorf("%s: %s, not %s", name, got, c.want)
		}
	}
}

// tone is a sound that is silent in the given stretches, in milliseconds.
func tone(length int, silent ...int) []float32 {
	x := make([]float32, ms(length))
	for i := range x {
		x[i] = float32(0.3*math.Sin(float64(i)/5)) + 0.0001*float32(i%7)
	}
	for i := 0; i < len(silent); i += 2 {
		for k := ms(silent[i]); k < ms(silent[i+1]); k++ {
			x[k] *= 0.001
		}
	}
	return x
}

func TestSilences(t *testing.T) {
	for name, c := range map[string]struct {
		sound []float32
		want  string
	}{
		"none":      {tone(1000), "[]"},
		"one":       {tone(2000, 500, 1000), "[500-1000]"},
		"a stop":    {tone(2000, 500, 600, 1000, 1500), "[1000-1500]"},
		"at an end": {tone(2000, 0, 300, 1700, 2000), "[0-300 1700-2000]"},
		"no sound":  {nil, "[]"},
	} {
		var got []string
		for _, s := range newEnvelope(c.sound).silences() {
			got = append(got, fmt.Sprintf("%d-%d", s.start*1000/sampleRate, s.end*1000/sampleRate))
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, not %s", name, got, c.want)
		}
	}
}

// The lead is found where words are parted by softer places.
func TestLead(t *testing.T) {
	const wordLength, words = 400, 60 // ms, number
	x := tone(words * wordLength)
	for i := range x { // softer about each boundary, over 80 ms
		if off := i % ms(wordLength); off < ms(40) || off > ms(wordLength-40) {
			x[i] *= 0.2
		}
	}
	for model, shifts := range map[string][]int{"someone's": {-60, 0, 80}, "base": {60, 100}} {
		for _, ahead := range shifts {
			var l leadEstimate
			var heard []spoken
			for i := range words {
				heard = append(heard, spokenMS("w", i*wordLength-ahead, (i+1)*wordLength-ahead))
			}
			l.hear(heard, newEnvelope(x), nil)
			if got := l.lead(model) * 1000 / sampleRate; got < ahead-leadTolerance || got > ahead+leadTolerance {
				t.Errorf("%s: attention that is %d ms ahead has a lead of %d ms", model, ahead, got)
			}
		}
	}
	var nothing leadEstimate
	for model, want := range map[string]int{"base": 80, "tiny.en": -60, "someone's": 0} {
		if got := nothing.lead(model) * 1000 / sampleRate; got < want-10 || got > want+10 {
			t.Errorf("%s: with nothing heard the lead is %d ms, not %d", model, got, want)
		}
	}
}

const leadTolerance = 45 // ms: the bias towards real speech, and the grid
