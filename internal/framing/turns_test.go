package framing

import (
	"fmt"
	"strings"
	"testing"
)

// path reads "a40 b12": forty samples of 0, twelve of 1.
func path(t *testing.T, s string) []int {
	t.Helper()
	var out []int
	for _, f := range strings.Fields(s) {
		n := 0
		if _, err := fmt.Sscan(f[1:], &n); err != nil {
			t.Fatal(err)
		}
		for range n {
			out = append(out, int(f[0]-'a'))
		}
	}
	return out
}

func written(p []int) string {
	var out []string
	for _, r := range runsOf(p) {
		out = append(out, fmt.Sprintf("%c%d", 'a'+rune(p[r.start]), r.end-r.start))
	}
	return strings.Join(out, " ")
}

func TestSettleTurns(t *testing.T) {
	// In voices a is silent and b is voiced.
	for _, tt := range []struct{ name, path, voices, want string }{
		{"one", "a100", "b100", "a100"},
		{"two", "a100 b100", "b200", "a100 b100"},
		{"a short answer is left out", "a100 b20 a100", "b220", "a220"},
		{"a short beginning", "a10 b100", "b110", "b110"},
		{"a short end", "a100 b24", "b124", "a124"},
		{"to the end of the pause", "a100 b100", "b96 a20 b84", "a114 b86"},
		{"back to the end of the pause", "a106 b94", "b80 a20 b100", "a98 b102"},
		{"a pause too far away", "a100 b100", "b60 a20 b120", "a100 b100"},
		{"a breath does not end a pause", "a100 b100", "b96 a8 b3 a8 b85", "a113 b87"},
		{"a stay that would be too short", "a30 b100", "b2 a26 b102", "a26 b104"},
		{"not so that a stay is too short", "a27 b100", "b2 a20 b105", "a27 b100"},
		{"a pause inside of a word", "a100 b100", "b97 a3 b100", "a100 b100"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, voices := path(t, tt.path), path(t, tt.voices)
			voiced := make([]bool, len(voices))
			for i, v := range voices {
				voiced[i] = v == 1
			}
			settleTurns(p, voiced)
			if got := written(p); got != tt.want {
				t.Errorf("%s becomes %s, want %s", tt.path, got, tt.want)
			}
		})
	}
}

func TestSamples(t *testing.T) {
	for _, rate := range []float64{10, 23.976, 25, 29.97, 30, 50, 60} {
		next := 0
		for n := range 400 {
			from, to := samplesOf(n, rate)
			if from != next || to < from {
				t.Fatalf("at %v frames a second frame %d has samples [%d, %d), want them from %d", rate, n, from, to, next)
			}
			next = to
		}
		if want := int(400 * sampleRate / rate); next < want-1 || next > want+1 {
			t.Errorf("at %v frames a second 400 frames have %d samples, want %d", rate, next, want)
		}
	}
}
