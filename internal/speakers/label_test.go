package speakers

import (
	"strings"
	"testing"

	"clipd/internal/clip"
)

func TestSpeakersAreNumberedByAppearance(t *testing.T) {
	all := said(0.1, 2, 2)
	all[0].sentence, all[2].sentence = 3, 1 // of the first person, of the second
	sentences := make([]clip.Sentence, 5)
	people := centroids(said(0.1, 20, 10), 0, 12)
	label(sentences, []heard{all[2], all[0]}, people)
	var got []string
	for _, s := range sentences {
		got = append(got, strings.TrimPrefix(s.Speaker, "Speaker "))
	}
	if want := "1 1 1 2 2"; strings.Join(got, " ") != want {
		t.Errorf("speakers %v, want %v", got, want)
	}
	for i, sure := range []bool{false, true, false, true, false} {
		if c := sentences[i].SpeakerConfidence; c > 1 || sure != (c > 0.9) {
			t.Errorf("sentence %d is sure by %v", i, c)
		}
	}
	label(sentences, nil, nil)
}

func TestWarnings(t *testing.T) {
	var clear, noisy condition
	for i := range 100 {
		clear.levels[20+i%60]++
		noisy.levels[70+i%15]++
	}
	clear.low, clear.high, noisy.low, noisy.high = 1, 0.01, 1, 1e-5
	for _, tt := range []struct {
		name         string
		c            condition
		found, count int
		want         []string
	}{
		{"clear", clear, 3, 0, nil},
		{"given", noisy, 2, 2, nil},
		{"a voice alone", noisy, 1, 0, nil},
		{"fewer than given", clear, 1, 3, []string{"only 1 speaker", "not 3"}},
		{"noise over a telephone", noisy, 2, 0, []string{"noise", "telephone", "2 speakers were found"}},
	} {
		got := strings.Join(warnings(tt.c, tt.found, tt.count), " ")
		if (got == "") != (len(tt.want) == 0) {
			t.Errorf("%s: %q", tt.name, got)
		}
		for _, w := range tt.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q has no %q", tt.name, got, w)
			}
		}
	}
}
