package caption

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"clipd/internal/clip"
)

// stray is how far a word may lie outside its sentence before its time is taken
// for a fault.
const stray = clip.Seconds(1)

// spoken are the tokens of the words said in the request's span, in the clip's
// time, in order: starts never fall, no token ends before it starts, all lie in
// [0, the span's length]. A word at least half inside is in; what show makes
// of its text is what is shown.
func spoken(r Request, show func(string) string) []token {
	length := r.Span.Length()
	if !finite(r.Span.Start) || !finite(length) || length <= 0 {
		return nil
	}
	var all []token
	for _, s := range inOrder(r.Sentences) {
		if s.End < r.Span.Start-stray || s.Start > r.Span.End+stray {
			continue
		}
		said := inside(sentenceTokens(s, show), r.Span)
		if len(all) > 0 && len(said) > 0 {
			said[0].space = spaced(all[len(all)-1].text, said[0].text)
		}
		all = append(all, said...)
	}
	var now clip.Seconds
	for i := range all {
		t := &all[i]
		t.word = i
		t.start = max(t.start, now)
		t.end = max(t.end, t.start)
		now = t.start
	}
	return all
}

// inOrder returns the sentences whose time is known, by start, with faulty
// bounds replaced by those of their words.
func inOrder(in []clip.Sentence) []clip.Sentence {
	var out []clip.Sentence
	for _, s := range in {
		if !finite(s.Start) || !finite(s.End) || s.End < s.Start {
			lo, hi := clip.Seconds(math.Inf(1)), clip.Seconds(math.Inf(-1))
			for _, w := range s.Words {
				if finite(w.Start) && finite(w.End) {
					lo, hi = min(lo, w.Start), max(hi, w.End)
				}
			}
			if s.Start, s.End = lo, hi; lo > hi {
				continue
			}
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b clip.Sentence) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// sentenceTokens are the tokens of s on the source's time line.
func sentenceTokens(s clip.Sentence, show func(string) string) []token {
	var out []token
	for _, w := range timedWords(s) {
		parts := strings.Fields(show(cleanText(w.Text)))
		for i, span := range spread(parts, w.Start, w.End) {
			if visible(parts[i]) {
				out = append(out, token{text: parts[i], start: span.Start, end: span.End, space: true, speaker: s.Speaker})
			}
		}
	}
	space(out, show(cleanText(s.Text)))
	return splitUnspaced(joinPunctuation(out))
}

// timedWords are the words of s with times inside it. Without words, or when a
// word's time is no number, the text is spread over the sentence.
func timedWords(s clip.Sentence) []clip.Word {
	words := slices.Clone(s.Words)
	if len(words) == 0 {
		for _, f := range strings.Fields(s.Text) {
			words = append(words, clip.Word{Text: f, Start: clip.Seconds(math.NaN())})
		}
	}
	faulty := slices.ContainsFunc(words, func(w clip.Word) bool { return !finite(w.Start) || !finite(w.End) })
	if faulty {
		texts := make([]string, len(words))
		for i, w := range words {
			texts[i] = w.Text
		}
		for i, span := range spread(texts, s.Start, s.End) {
			words[i].Start, words[i].End = span.Start, span.End
		}
		return words
	}
	for i := range words {
		w := &words[i]
		w.Start = min(max(w.Start, s.Start-stray), s.End+stray)
		w.End = min(max(w.End, w.Start), s.End+stray)
	}
	return words
}

// inside returns the tokens at least half of which lie in span, in its own time.
func inside(tokens []token, span clip.Span) []token {
	var in []token
	for _, t := range tokens {
		if middle := t.start + (t.end-t.start)/2; !span.Contains(middle) {
			continue
		}
		t.start = max(t.start-span.Start, 0)
		t.end = min(t.end-span.Start, span.Length())
		in = append(in, t)
	}
	if len(in) > 0 {
		in[0].first, in[len(in)-1].last = true, true
	}
	return in
}

func finite(s clip.Seconds) bool { return !math.IsNaN(float64(s)) && !math.IsInf(float64(s), 0) }
