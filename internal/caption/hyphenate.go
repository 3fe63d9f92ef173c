package caption

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// tightest is how far a line is shrunk to fit before a word is split.
const tightest = 0.7

// hyphenate splits words that no shrinking would bring into one line into
// pieces of similar length that fit, and shares their time among them. Where a
// word has a hyphen or the like near the split, it is split there, else where a
// syllable may begin.
func hyphenate(tokens []token, ts *typesetter, limit float64) []token {
	var out []token
	for _, t := range tokens {
		width := ts.set(t.text).width
		if width*tightest <= limit {
			out = append(out, t)
			continue
		}
		parts := pieces(t.text, int(width*tightest/limit)+1)
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
		if i < n && !strings.ContainsRune(linking, lastRune(part)) && !unspaced(lastRune(part)) {
			part += "-"
		}
		out = append(out, part)
		from = to
	}
	return out
}

// nearBreak moves a cut to after a hyphen or the like within a few letters, else
// to a consonant between two vowels or after a consonant, where a syllable of
// most languages in Latin letters begins.
func nearBreak(graphemes []string, at, from int) int {
	for _, good := range []func(k int) bool{
		func(k int) bool { return strings.Contains(linking, graphemes[k-1]) },
		func(k int) bool {
			return consonant(graphemes[k]) && graphemes[k] != "h" && vowel(graphemes[k+1]) && letter(graphemes[k-1])
		},
	} {
		for d := range 5 {
			for _, k := range []int{at - d, at + d} {
				if k > from+1 && k+1 < len(graphemes) && good(k) {
					return k
				}
			}
		}
	}
	return at
}

// linking are the characters that a word may be split after as it is.
const linking = "-/_.@:"

func letter(g string) bool { return unicode.Is(unicode.Latin, firstRune(g)) }
func vowel(g string) bool {
	return strings.ContainsRune("aeiouyáéíóúäöüàèìòùâêîôûãõ", firstRune(g))
}
func consonant(g string) bool { return letter(g) && !vowel(g) }
