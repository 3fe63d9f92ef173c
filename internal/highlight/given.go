package highlight

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"clipd/internal/clip"
)

// address is what a title or a reason of a moment never holds: a model that
// was talked into advertising would put it there.
var address = regexp.MustCompile(`(?i)://|\bwww\.|\b[a-z0-9-]+\.(?:com|net|org|io|ru|info|biz|xyz|co)\b|@[a-z0-9]|[<>{}\x60|\\]`)

// saidShare is the least part of a given title's content words that must be
// said in the clip: a title is made of what is said.
const saidShare = 0.5

// reasonMost is how long a given reason may be, runes.
const reasonMost = 200

// given returns another's title for a span, or "" where it is no title: not of
// 3-8 words, ending on a function word, used already, an address, or about
// something that is not said.
func (t *titler) given(c candidate, label string) string {
	label = strings.Trim(line(label), ` .,;:!"'“”‘’«»*_#-–—`)
	words := tokenize(label)
	if len(words) == 0 || address.MatchString(label) || t.used[strings.ToLower(label)] {
		return ""
	}
	if clip.Unspaced(firstRune(words[0].lower)) {
		if n := utf8.RuneCountInString(label); n < lettersLeast || n > lettersMost {
			return ""
		}
	} else if n := len(words); n < titleLeast || n > titleMost || t.bound[words[n-1].lower] {
		return ""
	}
	if t.rec.saidOf(c, words) < saidShare {
		return ""
	}
	t.used[strings.ToLower(label)] = true
	return capital(label)
}

// given returns another's reason for a span, or "" where it says nothing of
// what is said in the span.
func (r *recording) given(c candidate, reason string) string {
	reason = line(reason)
	if n := utf8.RuneCountInString(reason); n < 8 || n > reasonMost || address.MatchString(reason) {
		return ""
	}
	if r.saidOf(c, tokenize(reason)) == 0 {
		return ""
	}
	return capital(reason)
}

// holds tells whether a span has a part of a sentence.
func (r *recording) holds(c candidate, sentence int) bool {
	return slices.ContainsFunc(r.units[c.first:c.last+1], func(u unit) bool { return u.sentence == sentence })
}

// saidOf is the share of the words' search terms that are said in a span; 0
// where they have none.
func (r *recording) saidOf(c candidate, words []token) float64 {
	said := map[string]bool{}
	for _, u := range r.units[c.first : c.last+1] {
		for _, t := range u.terms {
			said[t] = true
		}
	}
	asked := terms(words, r.language)
	n := 0
	for _, t := range asked {
		if said[t] {
			n++
		}
	}
	return float64(n) / max(1, float64(len(asked)))
}

// line puts a text on one line without control characters.
func line(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, ""), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}), " ")
}
