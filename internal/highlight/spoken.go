package highlight

import "strings"

// preambles are what people say before they say something.
var preambles = [][]string{
	{"i", "think", "that"}, {"i", "think"}, {"i", "guess"}, {"i", "mean"}, {"i", "suppose"}, {"i", "believe"}, {"i", "know"},
	{"i", "would", "say"}, {"i", "would", "have", "to", "say"}, {"i'd", "say"}, {"i", "was", "thinking"}, {"i", "feel", "like"},
	{"you", "know"}, {"you", "see"}, {"we", "think"}, {"let's", "see"}, {"of", "course"}, {"in", "fact"}, {"for", "example"},
	{"it", "seems"}, {"the", "thing", "is"}, {"first", "of", "all"}, {"as", "i", "said"}, {"at", "the", "end", "of", "the", "day"},
	{"kind", "of"}, {"sort", "of"}, {"i", "don't", "know"}, {"i", "dunno"},
}

// asides are what people put between the words that they mean.
var asides = [][2]string{{"of", "course"}, {"you", "know"}, {"i", "mean"}, {"sort", "of"}, {"kind", "of"}, {"i", "guess"}}

var discourse = wordSet(`and but so or well okay ok right alright now oh yeah yes yep no then because 'cause actually basically anyway also plus like just
maybe perhaps obviously clearly honestly literally look listen see hey that hmm mhm therefore however`)

// spokenWord is a word of a sentence that has been cleaned for titles.
type spokenWord struct {
	token
	after bool // a comma or the like stands before it
	terms []string
}

// clean drops fillers, stammers and what leads in to the sentence.
func (t *titler) clean(u unit) []spokenWord {
	var words []spokenWord
	broken, skip := false, false
	for i, tok := range u.tokens {
		if i > 0 && strings.ContainsAny(u.text[u.tokens[i-1].end():tok.at], ",;:.!?…—–()[]\"“”«»/，、。；：？！") {
			broken = true
		}
		n := len(words)
		switch {
		case skip:
			skip = false
			continue
		case i+1 < len(u.tokens) && aside(tok.lower, u.tokens[i+1].lower):
			skip = true
			continue
		case fillers[tok.lower] || tok.lower == "sorta" || tok.lower == "kinda":
			continue
		case n > 0 && words[n-1].lower == tok.lower:
			continue
		case i+1 < len(u.tokens) && stammer(tok.lower, u.tokens[i+1].lower):
			continue
		case n > 1 && i+1 < len(u.tokens) && words[n-2].lower == tok.lower && words[n-1].lower == u.tokens[i+1].lower:
			words = words[:n-2]
		}
		words = append(words, spokenWord{tok, broken, terms([]token{tok}, t.rec.language)})
		broken = false
	}
	for {
		n := leadIn(words)
		if n == 0 {
			return words
		}
		words = words[n:]
	}
}

// stammer tells whether a word is the beginning of the next, said twice.
func stammer(word, next string) bool {
	return len(word) < len(next) && len(word) <= 9 && len(next)-len(word) <= 12 && strings.HasPrefix(next, word) && word != "a" && word != "i" && !stopWords[word] && !strings.HasPrefix(next[len(word):], "'") && next != word+"s"
}

func aside(a, b string) bool {
	for _, pair := range asides {
		if pair[0] == a && pair[1] == b {
			return true
		}
	}
	return false
}

func leadIn(words []spokenWord) int {
	if len(words) == 0 {
		return 0
	}
	for _, p := range preambles {
		k := 0
		for k < len(p) && k < len(words) && words[k].lower == p[k] {
			k++
		}
		if k == len(p) && k < len(words) {
			return k
		}
	}
	if discourse[words[0].lower] && len(words) > 1 {
		return 1
	}
	return 0
}
