package caption

import (
	"strings"

	"github.com/rivo/uniseg"
)

// tightest is how far a line is shrunk to fit before a word is split.
const tightest = 0.7

// hyphenate splits words that no shrinking would bring into one line into
// pieces of similar length that fit, and shares their time among them. Where a
// word has a hyphen or a slash near the split, it is split there.
func hyphenate(tokens []token, ts *typesetter, limit float64) []token {
	var out []token
	for _, t := range tokens {
		width := ts.set(t.text).width
		if width*tightest <= limit {
			out = append(out, t)
			continue
		}
		parts := pieces(t.text, int(width/(limit*0.9))+1)
		for i, span := range spread(parts, t.start, t.end) {
			p := t
			p.text, p.start, p.end = parts[i], span.Start, span.End
			p.space = t.space && i == 0
			p.first, p.last = t.first && i == 0, t.last && i == len(parts)-1
			out = append(out, p)
		}
	}
	return out
}

// pieces cuts a word into n parts of about equal length, or as many as it has
// graphemes.
func pieces(word string, n int) []string {
	var graphemes []string
	for g := uniseg.NewGraphemes(word); g.Next(); {
		graphemes = append(graphemes, g.Str())
	}
	n = min(n, len(graphemes))
	var out []string
	from := 0
	for i := 1; i <= n; i++ {
		to := max(len(graphemes)*i/n, from+1)
		if i < n {
			to = nearBreak(graphemes, to, from)
		} else {
			to = len(graphemes)
		}
		part := strings.Join(graphemes[from:to], "")
		if i < n && !strings.ContainsRune("-/_.@:", lastRune(part)) && !unspaced(lastRune(part)) {
			part += "-"
		}
		out = append(out, part)
		from = to
	}
	return out
}

// nearBreak moves a cut to after a hyphen or the like within a few letters.
func nearBreak(graphemes []string, at, from int) int {
	for d := range 5 {
		for _, k := range []int{at - d, at + d} {
			if k > from+1 && k < len(graphemes) && strings.Contains("-/_.@:", graphemes[k-1]) {
				return k
			}
		}
	}
	return at
}
