package transcribe

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// pack runs stretches, in seconds, through a packer.
func pack(seconds ...float64) []window {
	var p packer
	var out []window
	end := 0
	for i := 0; i < len(seconds); i += 2 {
		s := stretch{int(seconds[i] * sampleRate), int(seconds[i+1] * sampleRate)}
		end = s.end
		p.advance(s.start)
		p.push(s)
		out = append(out, p.take()...)
	}
	p.close(end + windowGap)
	return append(out, p.take()...)
}

func TestPacking(t *testing.T) {
	for name, c := range map[string]struct {
		in   []float64
		want string
	}{
		"nothing":                       {nil, ""},
		"one":                           {[]float64{1, 3}, "0.75-3.25 "},
		"at the beginning":              {[]float64{0.1, 3}, "0.00-3.25 "},
		"joined":                        {[]float64{1, 3, 4, 9}, "0.75-9.25 "},
		"parted by silence":             {[]float64{1, 9, 13, 19}, "0.75-9.25 12.75-19.25 "},
		"pads do not overlap":           {[]float64{1, 20, 20.3, 40}, "0.75-20.25 20.25-40.25 "},
		"cut at the longest pause":      {[]float64{0, 10, 10.5, 16, 17.5, 20, 20.5, 27, 27.5, 35}, "0.00-16.25 17.25-35.25 "},
		"a short rest joins":            {[]float64{0, 14, 14.5, 20, 20.3, 27.5, 28, 30}, "0.00-14.25 14.25-30.25 "},
		"a short rest fits":             {[]float64{0, 14, 14.5, 15, 28, 30}, "0.00-15.25 27.75-30.25 "},
		"a short rest stays, too large": {[]float64{0, 27, 28, 30}, "0.00-27.25 27.75-30.25 "},
	} {
		got := ""
		for _, w := range pack(c.in...) {
			got += fmt.Sprintf("%.2f-%.2f ", float64(w.start)/sampleRate, float64(w.end)/sampleRate)
		}
		if got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}

// Whatever is said, every stretch lies in one window, in order, and none is too
// long.
func TestPackingKeepsEverything(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		var p packer
		var in []stretch
		var out []window
		at := 0
		for range 1 + random.IntN(60) {
			at += voiceMinSilence + int(random.ExpFloat64()*sampleRate)
			s := stretch{at, at + voiceMinSpeech + min(int(random.ExpFloat64()*4*sampleRate), windowMax-voiceMinSpeech)}
			at = s.end
			in = append(in, s)
			p.advance(s.start)
			if e := p.earliest(s.start); len(out) > 0 && e < out[len(out)-1].start {
				t.Fatalf("sound from %d is wanted again", e)
			}
			p.push(s)
			out = append(out, p.take()...)
		}
		p.close(at + windowGap)
		out = append(out, p.take()...)
		var held []stretch
		last := 0
		for _, w := range out {
			held = append(held, w.voiced...)
			if w.start < last || w.voiced[0].start < w.start || w.voiced[len(w.voiced)-1].end > w.end {
				t.Fatalf("window %+v after %d", w, last)
			}
			last = w.end
			if n := w.voiced[len(w.voiced)-1].end - w.voiced[0].start; n > windowMax {
				t.Fatalf("window of %d samples", n)
			}
		}
		if fmt.Sprint(held) != fmt.Sprint(in) {
			t.Fatalf("stretches %v became %v", in, held)
		}
	}
}
