package transcribe

import (
	"strings"
	"unicode/utf8"
)

const (
	// minWord is how long a word is shown at least.
	minWord = sampleRate * 60 / 1000
	// snapReach is how far from a silence's edge a word's edge is moved to it.
	snapReach = sampleRate * 120 / 1000
)

// snap shifts the words by the attention's lead and sets their edges to those of
// the silences between them. Words keep their order and do not overlap.
func snap(words []spoken, quiet []stretch, lead, length int) {
	for i := range words {
		w := &words[i]
		w.start, w.end = min(max(w.start+lead, 0), length), min(max(w.end+lead, 0), length)
	}
	// The first word begins with the window's first sound, not with the window.
	if len(words) > 0 && lead < 0 {
		words[0].start = 0
	}
	for i := range words {
		for _, s := range quiet {
			if s.start < words[i].end && s.end > words[i].start {
				cut(words, i, s)
			}
		}
	}
	for i := range words {
		pull(words, i, quiet)
	}
	spread(words, length)
}

// cut takes a silence off word i. Of a word that goes on after the silence one
// side stays: the one that its marks say, or the longer.
func cut(words []spoken, i int, s stretch) {
	w := &words[i]
	before, after := s.start-w.start, w.end-s.end
	if before <= 0 && after <= 0 {
		return
	}
	later := after > before
	if before > 0 && after > 0 && i > 0 {
		if own, previous := endsInMark(w.text), endsInMark(words[i-1].text); own != previous {
			later = previous
		}
	}
	if later {
		w.start = s.end
	} else {
		w.end = s.start
	}
}

// pull moves the edges of word i that lie just inside the sound to the edge of
// the silence, where no other word lies between.
func pull(words []spoken, i int, quiet []stretch) {
	w := &words[i]
	for _, s := range quiet {
		if d := w.start - s.end; d > 0 && d < snapReach && (i == 0 || words[i-1].end <= s.end) {
			w.start = s.end
		}
		if d := s.start - w.end; d > 0 && d < snapReach && (i == len(words)-1 || words[i+1].start >= s.start) {
			w.end = s.start
		}
	}
}

// spread puts the words in order and gives the very short ones room, which the
// next words lose.
func spread(words []spoken, length int) {
	for i := range words {
		w := &words[i]
		if i > 0 {
			w.start = max(w.start, words[i-1].end)
		}
		w.end = min(max(w.end, w.start+minWord), length)
		w.start = min(w.start, w.end)
	}
}

func endsInMark(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(word, closing))
	return strings.ContainsRune(".,;:?!…。，、！？；：", r)
}
