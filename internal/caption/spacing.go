package caption

import (
	"strings"
	"unicode"
)

// space finds for each token whether a space stands before it: as the sentence's
// text has it, by script where the text does not tell.
func space(tokens []token, text string) {
	const skippable = 4 // bytes of the text that the words may lack
	at := 0
	for i := range tokens {
		t := &tokens[i]
		near := text[at:min(at+skippable+len(t.text), len(text))]
		if skip := strings.Index(near, t.text); skip >= 0 {
			t.space = strings.Contains(text[at:at+skip], " ")
			at += skip + len(t.text)
		} else if i > 0 {
			t.space = spaced(tokens[i-1].text, t.text)
		}
	}
}

// spaced tells whether the scripts of two words put a space between them.
func spaced(a, b string) bool { return !unspaced(lastRune(a)) && !unspaced(firstRune(b)) }

// joinPunctuation glues tokens of nothing but punctuation to their neighbours,
// with the space that French has before a mark and a dash has around it.
func joinPunctuation(tokens []token) []token {
	const longest = 64 // bytes; what is longer is no word with its marks
	var out []token
	for i, t := range tokens {
		gap := ""
		if t.space {
			gap = " "
		}
		switch {
		case !loosePunctuation(t.text) || len(t.text) > longest:
			out = append(out, t)
		case len(out) > 0 && !opening(firstRune(t.text)) && len(out[len(out)-1].text) <= longest:
			prev := &out[len(out)-1]
			prev.text += gap + t.text
			prev.end = max(prev.end, t.end)
		case i+1 < len(tokens):
			next := &tokens[i+1]
			if next.space {
				t.text += " "
			}
			next.text, next.space = t.text+next.text, t.space
			next.start = min(next.start, t.start)
		default:
			out = append(out, t)
		}
	}
	return out
}

func loosePunctuation(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsPunct(r) || strings.ContainsRune("&@#/%*\\{}", r)
	})
}

func opening(r rune) bool {
	return unicode.In(r, unicode.Ps, unicode.Pi) || r == '¿' || r == '¡'
}
