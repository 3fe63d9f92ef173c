package caption

import (
	"math"
	"strings"
	"testing"

	"clipd/internal/clip"
)

var nan, inf = clip.Seconds(math.NaN()), clip.Seconds(math.Inf(1))

func TestSpokenInSpan(t *testing.T) {
	w := func(start, end clip.Seconds, text string) clip.Word {
		return clip.Word{Start: start, End: end, Text: text}
	}
	in := []clip.Sentence{{Start: 8, End: 14, Text: "a b c d e", Words: []clip.Word{
		w(8, 9.2, "a"), w(9.4, 10.5, "b"), w(11, 12, "c"), w(12.4, 13.5, "d"), w(13.6, 14, "e"),
	}}}
	got := spoken(Request{Sentences: in, Span: clip.Span{Start: 10, End: 13}}, func(s string) string { return s })
	var names []string
	for _, x := range got {
		names = append(names, x.text)
	}
	// Of b, 0.5 of 1.1 s lie inside, of d 0.6.
	if s := strings.Join(names, ""); s != "cd" {
		t.Fatalf("words %q, want those at least half inside, cd", s)
	}
	if got[0].start != 1 || got[1].end != 3 {
		t.Errorf("c starts at %v and d ends at %v, want 1 and 3 in the clip's time", got[0].start, got[1].end)
	}
	if !got[0].first || !got[1].last {
		t.Error("the part shown is not treated as a sentence")
	}
}

// TestSpokenAbsurd holds that no input breaks the order of time or loses words
// whose time is known.
func TestSpokenAbsurd(t *testing.T) {
	w := func(start, end clip.Seconds, text string) clip.Word {
		return clip.Word{Start: start, End: end, Text: text}
	}
	for _, c := range []struct {
		name string
		in   []clip.Sentence
		want string
	}{
		{"no words", []clip.Sentence{{Start: 1, End: 3, Text: "all of it"}}, "all of it"},
		{"word times are no numbers", []clip.Sentence{{Start: 1, End: 3, Text: "a b", Words: []clip.Word{w(nan, 2, "a"), w(2, inf, "b")}}}, "a b"},
		{"sentence times are no numbers", []clip.Sentence{{Start: nan, End: -inf, Text: "a b", Words: []clip.Word{w(1, 2, "a"), w(2, 3, "b")}}}, "a b"},
		{"no time known at all", []clip.Sentence{{Start: nan, End: nan, Text: "a", Words: []clip.Word{w(nan, nan, "a")}}}, ""},
		{"words out of order keep the text's", []clip.Sentence{{Start: 1, End: 3, Text: "a b", Words: []clip.Word{w(2, 3, "a"), w(1, 2, "b")}}}, "a b"},
		{"zero lengths", []clip.Sentence{{Start: 1, End: 1, Text: "a b", Words: []clip.Word{w(1, 1, "a"), w(1, 1, "b")}}}, "a b"},
		{"words end before they start", []clip.Sentence{{Start: 1, End: 3, Text: "a b", Words: []clip.Word{w(2, 1, "a"), w(3, 2, "b")}}}, "a b"},
		{"a word far outside its sentence", []clip.Sentence{{Start: 1, End: 3, Text: "a b c", Words: []clip.Word{w(1, 2, "a"), w(1e9, 1e9, "b"), w(2, 3, "c")}}}, "a b c"},
		{"sentences out of order", []clip.Sentence{{Start: 5, End: 6, Text: "late"}, {Start: 1, End: 2, Text: "early"}}, "early late"},
		{"sentences overlap", []clip.Sentence{{Start: 1, End: 6, Text: "long one"}, {Start: 2, End: 3, Text: "short"}}, "long one short"},
		{"empty words", []clip.Sentence{{Start: 1, End: 3, Text: "a", Words: []clip.Word{w(1, 2, " "), w(1, 2, "\u200b"), w(2, 3, "a")}}}, "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Request{Sentences: c.in, Span: clip.Span{End: 10}, Aspect: clip.Vertical}
			var got []string
			at := clip.Seconds(0)
			for _, x := range spoken(r, func(s string) string { return s }) {
				got = append(got, x.text)
				if !(x.start >= at && x.end >= x.start && x.end <= 10) {
					t.Errorf("%q at %v-%v after %v", x.text, x.start, x.end, at)
				}
				at = x.start
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
			for _, cues := range [][]Cue{Burned(r), Subtitles(r)} {
				checkCues(t, cues, 10)
			}
		})
	}
}

func TestNoTimeNoCues(t *testing.T) {
	for _, span := range []clip.Span{{}, {Start: 5, End: 4}, {Start: nan, End: 3}, {Start: 0, End: inf}} {
		r := Request{Sentences: talk("Some words."), Span: span, Aspect: clip.Wide}
		if n := len(Burned(r)) + len(Subtitles(r)); n != 0 {
			t.Errorf("%v: %d cues", span, n)
		}
	}
}

// checkCues holds what is true of all cues: in order, not overlapping, inside
// the clip, one or two lines, no empty words, words inside the cue in order.
func checkCues(t *testing.T, cues []Cue, length clip.Seconds) {
	t.Helper()
	at := clip.Seconds(0)
	for _, c := range cues {
		if !(c.Start >= at && c.End > c.Start && c.End <= length) {
			t.Errorf("%q at %v-%v after %v, of %v", c, c.Start, c.End, at, length)
		}
		at = c.End
		if n := len(c.Lines); n < 1 || n > 2 {
			t.Errorf("%d lines in %q", n, c)
		}
		word := clip.Seconds(0)
		for _, l := range c.Lines {
			for _, w := range l {
				if !visible(w.Text) || w.Start < word || w.End < w.Start {
					t.Errorf("word %q at %v-%v in %q", w.Text, w.Start, w.End, c)
				}
				word = w.Start
			}
		}
	}
}
