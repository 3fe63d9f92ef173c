package highlight

import (
	"regexp"
	"strings"
	"unicode"

	"clipd/internal/clip"
)

// token is one word as it stands in a text.
type token struct {
	text  string // as written, inner apostrophes, hyphens and points kept
	lower string // in lower case, apostrophes straightened
	at    int    // byte offset in the text
}

func (t token) end() int { return t.at + len(t.text) }

// wordPattern takes runs of letters, marks and digits of any script, joined
// over a single apostrophe, hyphen or decimal point.
var wordPattern = regexp.MustCompile(`[\p{L}\p{M}\p{N}]+(?:['’\-.][\p{L}\p{M}\p{N}]+)*`)

// tokenize splits a text of any language into words.
func tokenize(text string) []token {
	spans := wordPattern.FindAllStringIndex(text, -1)
	tokens := make([]token, len(spans))
	for i, s := range spans {
		w := text[s[0]:s[1]]
		tokens[i] = token{w, strings.ReplaceAll(strings.ToLower(w), "’", "'"), s[0]}
	}
	return tokens
}

// terms returns what of a text can be searched for: stems of its content
// words, in order. Scripts without spaces give their pairs of letters.
func terms(tokens []token, language string) []string {
	var out []string
	for _, t := range tokens {
		first := firstRune(t.lower)
		if clip.Unspaced(first) {
			out = appendPairs(out, t.lower)
			continue
		}
		for _, w := range strings.FieldsFunc(t.lower, func(r rune) bool { return r == '-' }) {
			w = strings.TrimSuffix(w, "'s")
			if stopWords[w] || len(w) < 2 {
				continue
			}
			out = append(out, stem(w, language))
		}
	}
	return out
}

func appendPairs(out []string, word string) []string {
	runes := []rune(word)
	if len(runes) == 1 {
		return append(out, word)
	}
	for i := range len(runes) - 1 {
		out = append(out, string(runes[i:i+2]))
	}
	return out
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// stem cuts what inflection adds. English loses -s, -ing and -ed (Harman's
// S-stemmer, 1991, and two suffixes more); other languages keep the first six
// letters, which McNamee and Mayfield (2004) found to serve most European ones.
func stem(w, language string) string {
	if language != "" && language != "en" {
		runes := []rune(w)
		return string(runes[:min(len(runes), 6)])
	}
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 4 && hasAnySuffix(w, "sses", "xes", "ches", "shes", "zes"):
		return w[:len(w)-2]
	case len(w) > 3 && strings.HasSuffix(w, "s") && !hasAnySuffix(w, "ss", "us", "is"):
		w = w[:len(w)-1]
	}
	switch {
	case len(w) > 5 && strings.HasSuffix(w, "ing"):
		return single(w[:len(w)-3])
	case len(w) > 4 && strings.HasSuffix(w, "ed"):
		return single(w[:len(w)-2])
	}
	return w
}

func hasAnySuffix(w string, suffixes ...string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(w, s) {
			return true
		}
	}
	return false
}

// single drops one of the doubled consonants that a suffix leaves behind.
func single(w string) string {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("lsz", rune(w[n-1])) {
		return w[:n-1]
	}
	return w
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r)
}
