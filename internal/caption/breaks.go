package caption

import (
	"strings"
	"unicode"

	"clipd/internal/clip"
)

// What breaking the text between two tokens costs, from the natural to the
// disturbing. Only their order and rough ratios matter; they are weighed
// against lengths and times in [partition].
const (
	atSentence   = 0.0
	atClause     = 1.0 // after a comma, colon, dash
	atLongPause  = 1.5
	beforeJoin   = 3.0 // before a conjunction
	atPause      = 3.5
	beforePlace  = 4.0 // before a preposition
	atPhrase     = 4.0 // where a phrase of Japanese or Chinese is likely to begin
	anywhere     = 6.0
	afterJoin    = 11.0 // after a conjunction
	afterLeaning = 11.0 // after a pronoun, an auxiliary, a negation
	inNumber     = 12.0 // after a number
	afterPlace   = 14.0 // after a preposition
	inName       = 15.0 // between a first name and a last name
	afterBinding = 20.0 // after an article
	insideOfWord = 20.0 // inside a word, or where line breaking rules forbid it
	longPause    = clip.Seconds(0.35)
	pauseToBreak = clip.Seconds(0.15)
	// neverFirst begins no line: small kana and marks (JIS X 4051), and Chinese
	// particles that belong to the word before them.
	neverFirst    = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮーんンゝ々们" + particles
	particles     = "的了吗呢吧"
	clauseEndings = ",;:—–、，；："
)

// breakCost is what it costs to end a cue or a line between a and b.
func breakCost(a, b token, words lexicon) float64 {
	if a.last {
		return atSentence
	}
	if a.word == b.word || strings.ContainsRune(neverFirst, firstRune(b.text)) {
		return insideOfWord
	}
	if strings.ContainsRune(clauseEndings, lastRune(a.text)) {
		return atClause
	}
	before, after := bare(a.text), bare(b.text)
	cost := grammarCost(before, after, a, b, words)
	// A speaker pauses in odd places, too: a pause makes no break good that
	// grammar forbids.
	if pause := b.start - a.end; pause >= pauseToBreak && cost <= anywhere {
		cost = min(cost, atPause)
		if pause >= longPause {
			cost = atLongPause
		}
	}
	return cost
}

func grammarCost(before, after string, a, b token, words lexicon) float64 {
	switch {
	case words.binding[before]:
		return afterBinding
	case name(a, b, words):
		return inName
	case words.prepositions[before]:
		return afterPlace
	case words.conjunctions[before]:
		return afterJoin
	case words.leaning[before]:
		return afterLeaning
	case number(before):
		return inNumber
	case words.conjunctions[after]:
		return beforeJoin
	case words.prepositions[after]:
		return beforePlace
	case strings.ContainsRune(particles, lastRune(a.text)):
		return atPhrase
	case unspaced(lastRune(a.text)) && phraseStarts(a.text, b.text):
		return atPhrase
	}
	return anywhere
}

// bare is a word without the punctuation around it, in lower case.
func bare(s string) string {
	return strings.ToLower(strings.TrimFunc(strings.ReplaceAll(s, "’", "'"), unicode.IsPunct))
}

// name tells whether two neighbours look like the parts of one name: both begin
// with a capital, and the first not because a sentence begins there.
func name(a, b token, words lexicon) bool {
	if words.capitalNouns || a.first || bare(a.text) == "i" || strings.HasPrefix(bare(a.text), "i'") {
		return false
	}
	return capital(a.text) && capital(b.text)
}

func capital(s string) bool {
	s = strings.TrimLeftFunc(s, unicode.IsPunct)
	return unicode.IsUpper(firstRune(s))
}

func number(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && !unicode.IsPunct(r) }) < 0
}
