package highlight

import (
	"math"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"clipd/internal/clip"
)

// The lengths of a title, words; of scripts without spaces, letters.
const (
	titleLeast, titleMost      = 3, 8
	lettersLeast, lettersMost  = 4, 20
	binLength                  = 30 // s: how finely a word's spread over the recording is counted
	wholeBonus, questionFactor = 1.25, 1.15
)

// titler makes titles for spans of one recording.
type titler struct {
	rec   *recording
	spans map[string]float64 // term -> how many bins of the recording say it
	bins  float64
	bound map[string]bool // words that do not stand at a title's edge
	used  map[string]bool
	// punctuated tells whether the sentences are known to be sentences.
	punctuated bool
}

func titlerOf(r *recording) *titler {
	t := &titler{rec: r, spans: map[string]float64{}, bound: boundWords(r), used: map[string]bool{}, punctuated: punctuation(r.units) > 0.3}
	last := map[string]int{}
	for _, u := range r.units {
		bin := 1 + int(u.start/binLength)
		t.bins = math.Max(t.bins, float64(bin))
		for _, term := range u.terms {
			if last[term] != bin {
				last[term] = bin
				t.spans[term]++
			}
		}
	}
	return t
}

// boundWords are the function words of the recording's language: those of the
// list for English, otherwise the short words that it uses most.
func boundWords(r *recording) map[string]bool {
	bound := wordSet()
	for w := range stopWords {
		bound[w] = true
	}
	for w := range hanging {
		bound[w] = true
	}
	if r.language == "" || r.language == "en" {
		return bound
	}
	count, all := map[string]int{}, 0
	for _, u := range r.units {
		for _, t := range u.tokens {
			count[t.lower]++
			all++
		}
	}
	for w, n := range count {
		if n >= 3 && float64(n) > 0.006*float64(all) && utf8.RuneCountInString(w) <= 4 {
			bound[w] = true
		}
	}
	return bound
}

// title names a span by the phrase that says most of what it is about; no two
// spans get the same one.
func (t *titler) title(c candidate, w wish) string {
	weight := t.weights(c, w)
	var options []phrase
	for _, u := range t.rec.units[c.first : c.last+1] {
		options = append(options, t.phrasesOf(u, weight)...)
	}
	sort.SliceStable(options, func(a, b int) bool { return options[a].score > options[b].score })
	for _, o := range options {
		if key := strings.ToLower(o.text); !t.used[key] {
			t.used[key] = true
			return o.text
		}
	}
	if list := t.keywords(c, weight); list != "" && !t.used[list] {
		t.used[list] = true
		return list
	}
	return timeLabel(c.start)
}

// timeLabel names a span by when it begins.
func timeLabel(start float64) string {
	return "At " + clip.Seconds(math.Round(start)).String()
}

// weights is how much each term says about a span: often said in it, seldom
// elsewhere, and more if it was asked for.
func (t *titler) weights(c candidate, w wish) map[string]float64 {
	weight := map[string]float64{}
	for _, u := range t.rec.units[c.first : c.last+1] {
		for _, term := range u.terms {
			weight[term]++
		}
	}
	for term, n := range weight {
		weight[term] = math.Log1p(n) * math.Log((t.bins+1)/(t.spans[term]+0.5)+0.5)
	}
	for _, t := range w.topics {
		if v, ok := weight[t.term]; ok {
			weight[t.term] = (1 + t.weight) * v
		}
	}
	return weight
}

// keywords lists the two or three words that say most, as a last resort.
func (t *titler) keywords(c candidate, weight map[string]float64) string {
	type word struct {
		text   string
		weight float64
	}
	var words []word
	seen := map[string]bool{}
	for _, u := range t.rec.units[c.first : c.last+1] {
		for _, w := range t.clean(u) {
			if len(w.terms) == 1 && !seen[w.terms[0]] && utf8.RuneCountInString(w.text) > 2 && !ofPhrase[w.lower] && t.nominal([]spokenWord{w}) {
				seen[w.terms[0]] = true
				words = append(words, word{w.text, weight[w.terms[0]]})
			}
		}
	}
	sort.SliceStable(words, func(a, b int) bool { return words[a].weight > words[b].weight })
	switch {
	case len(words) < 2:
		return ""
	case len(words) == 2:
		return capital(words[0].text + " and " + words[1].text)
	}
	return capital(words[0].text + ", " + words[1].text + " and " + words[2].text)
}

// capital raises the first letter.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
