package highlight

import (
	"math"
	"testing"

	"clipd/internal/clip"
)

func TestBreathe(t *testing.T) {
	word := func(start, end clip.Seconds) clip.Word { return clip.Word{Start: start, End: end, Text: "word"} }
	sentence := func(words ...clip.Word) clip.Sentence {
		return clip.Sentence{Start: words[0].Start, End: words[len(words)-1].End, Text: "word", Words: words}
	}
	for _, c := range []struct {
		name          string
		before, after clip.Sentence
		want          clip.Span
	}{
		{"room on both sides", sentence(word(5, 8)), sentence(word(31, 33)), clip.Span{Start: 9.7, End: 20.4}},
		{"neighbours close by", sentence(word(5, 9.9)), sentence(word(20.1, 22)), clip.Span{Start: 9.9, End: 20.1}},
		{"neighbours that touch", sentence(word(5, 10)), sentence(word(20, 22)), clip.Span{Start: 10, End: 20}},
		{"neighbours that talk across", sentence(word(5, 10.5)), sentence(word(19.5, 22)), clip.Span{Start: 10, End: 20}},
		{"sentences without words", clip.Sentence{Start: 5, End: 9.8}, clip.Sentence{Start: 20.2, End: 30}, clip.Span{Start: 9.8, End: 20.2}},
	} {
		tr := clip.Transcript{Duration: 60, Sentences: []clip.Sentence{c.before, sentence(word(10, 12), word(18, 20)), c.after}}
		got := Breathe(tr, clip.Moment{Start: 10, End: 20, FirstSentence: 1, LastSentence: 1})
		if math.Abs(float64(got.Start-c.want.Start)) > 1e-9 || math.Abs(float64(got.End-c.want.End)) > 1e-9 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestBreatheStaysInTheSource(t *testing.T) {
	tr := clip.Transcript{Duration: 20.1, Sentences: []clip.Sentence{{Start: 0.1, End: 20, Text: "word"}}}
	if got := Breathe(tr, clip.Moment{Start: 0.1, End: 20}); got != (clip.Span{Start: 0, End: 20.1}) {
		t.Errorf("%v, want the whole source", got)
	}
	silent := clip.Moment{Start: 3, End: 9, FirstSentence: -1, LastSentence: -1}
	if got := Breathe(clip.Transcript{Duration: 20}, silent); got != silent.Span() {
		t.Errorf("without sentences %v, want %v", got, silent.Span())
	}
}

// Between two moments that follow each other the breaths may meet but no word
// is cut, whatever the talk.
func TestBreatheCutsNoWord(t *testing.T) {
	for seed := range uint64(10) {
		tr := talk(seed, 900)
		for _, m := range Select(Request{Transcript: tr, Settings: clip.DefaultSettings()}).Moments {
			span := Breathe(tr, m)
			if m.Start-span.Start > breathIn+1e-9 || span.End-m.End > breathOut+1e-9 || span.Start > m.Start || span.End < m.End {
				t.Errorf("seed %d: %v breathes to %v", seed, m.Span(), span)
			}
			for _, w := range tr.Words() {
				if w.Start < span.Start && span.Start < w.End || w.Start < span.End && span.End < w.End {
					t.Errorf("seed %d: %v cuts the word %v-%v", seed, span, w.Start, w.End)
				}
			}
		}
	}
}
