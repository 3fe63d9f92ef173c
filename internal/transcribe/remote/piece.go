package remote

import (
	"slices"
	"sort"

	"clipd/internal/clip"
)

// piece is a text of the answer with its time: a word, or a segment where there
// are no words.
type piece struct {
	text string
	span clip.Span
	// heard is where in the span the text is said; empty where its time is
	// unknown.
	heard []clip.Span
	// invented tells that nobody can have said it.
	invented bool
}

const (
	// voiceTolerance is how far a word may lie from where voice is heard.
	voiceTolerance clip.Seconds = 0.5
	// longestWord is longer than people speak a word: the server let it last over
	// a pause.
	longestWord clip.Seconds = 2
)

// pieces are the timed texts of the answer in order, and the segments that are
// not believed although voice was heard there.
func (a answer) pieces(p part) (out []piece, doubted []clip.Span) {
	for _, s := range a.Segments {
		if span, ok := p.place(s.Start, s.End); ok && s.doubtful() {
			doubted = append(doubted, common(p.voiced, span)...)
		}
	}
	words := a.spokenWords()
	for _, w := range words {
		e := piece{text: w.Word}
		if span, ok := p.place(w.Start, w.End); ok {
			e.span, e.heard = span, []clip.Span{p.spokenIn(span)}
			middle := (span.Start + span.End) / 2
			e.invented = !p.voicedNear(span) || slices.ContainsFunc(doubted, func(s clip.Span) bool { return s.Contains(middle) })
		}
		out = append(out, e)
	}
	if len(words) > 0 {
		return out, doubted
	}
	for _, s := range a.Segments {
		e := piece{text: s.Text}
		if span, ok := p.place(s.Start, s.End); ok {
			e.span, e.heard = span, common(p.voiced, span)
			if e.invented = len(e.heard) == 0 || s.doubtful(); e.invented {
				e.heard = []clip.Span{span}
			}
		}
		out = append(out, e)
	}
	return out, doubted
}

func (p part) voicedNear(s clip.Span) bool {
	s.Start, s.End = s.Start-voiceTolerance, s.End+voiceTolerance
	return len(common(p.voiced, s)) > 0
}

// spokenIn is the span, or where it is too long for a word, the longest voice in
// it.
func (p part) spokenIn(s clip.Span) clip.Span {
	if s.Length() <= longestWord {
		return s
	}
	best := clip.Span{Start: s.Start, End: s.Start}
	for _, v := range common(p.voiced, s) {
		if v.Length() > best.Length() {
			best = v
		}
	}
	best.End = max(min(best.End, best.Start+longestWord), min(s.Start+longestWord, best.Start))
	return best
}

// dropDisorder takes the time of the pieces that stand outside of the longest
// run in order of time.
func dropDisorder(pieces []piece) {
	var tails []int // index of the piece that ends the best run of each length
	before := make([]int, len(pieces))
	for i, e := range pieces {
		if len(e.heard) == 0 {
			continue
		}
		n := sort.Search(len(tails), func(n int) bool { return pieces[tails[n]].span.Start > e.span.Start })
		before[i] = -1
		if n > 0 {
			before[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
			continue
		}
		tails[n] = i
	}
	inOrder := make([]bool, len(pieces))
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			inOrder[i] = true
		}
	}
	for i := range pieces {
		if !inOrder[i] {
			pieces[i].heard = nil
		}
	}
}
