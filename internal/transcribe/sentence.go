package transcribe

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"clipd/internal/clip"
)

// Where words become sentences without a mark that ends one.
const (
	// longPause ends a sentence when no mark stands before it.
	longPause clip.Seconds = 2
	// unmarkedPause does so in a text that has hardly any marks: one in so many
	// words.
	unmarkedPause clip.Seconds = 0.7
	unmarkedWords int          = 50
	// A sentence longer than this is split at its pauses, or after a comma.
	maxSentence      clip.Seconds = 30
	maxSentenceWords int          = 60
	// minSentencePart is how many words stay on each side of such a split.
	minSentencePart = 4
	// wordPause is a pause worth a split; shorter ones are the recogniser's
	// inaccuracy.
	wordPause clip.Seconds = 0.15
)

// sentences groups words, in order of time, into sentences.
func sentences(words []clip.Word) []clip.Sentence {
	out := []clip.Sentence{} // an empty list in JSON, not null
	first, pause := 0, pauseThatEnds(words)
	for i := range words {
		last := i == len(words)-1
		if !last && !endsSentence(words[i], words[i+1]) && words[i+1].Start-words[i].End < pause {
			continue
		}
		for _, part := range splitLong(words[first : i+1]) {
			out = append(out, newSentence(part))
		}
		first = i + 1
	}
	return out
}

// pauseThatEnds is the pause that ends a sentence without a mark.
func pauseThatEnds(words []clip.Word) clip.Seconds {
	marks := 0
	for i := 0; i+1 < len(words); i++ {
		if endsSentence(words[i], words[i+1]) {
			marks++
		}
	}
	if (marks+1)*unmarkedWords < len(words) {
		return unmarkedPause
	}
	return longPause
}

func newSentence(words []clip.Word) clip.Sentence {
	return clip.Sentence{
		Start: words[0].Start,
		End:   words[len(words)-1].End,
		Text:  clip.JoinWords(words),
		Words: words,
	}
}

// closing are the marks that may follow the one that ends a sentence.
const closing = "\"'”’»)]}」』）"

// markedPause is a pause after which a full stop ends a sentence even when the
// next word has a small letter.
const markedPause clip.Seconds = 0.5

// endsSentence tells whether a mark ends a sentence after the word, given the
// next one.
func endsSentence(word, following clip.Word) bool {
	next := following.Text
	body := strings.TrimRight(word.Text, closing)
	mark, size := utf8.DecodeLastRuneInString(body)
	switch mark {
	case '!', '?', '。', '！', '？', '؟', '।', '｡':
		return true
	case '…':
		return !beginsLower(next)
	case '.':
	default:
		return false
	}
	stem := strings.TrimLeft(body[:len(body)-size], opening)
	if strings.HasSuffix(stem, ".") {
		return !beginsLower(next)
	}
	if beginsLower(next) {
		return following.Start-word.End >= markedPause && !isAbbreviation(stem, next)
	}
	return !isAbbreviation(stem, next)
}

// abbreviations end with a full stop that ends no sentence: titles, and words
// that stand before a name or a number.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "mx": true, "dr": true, "prof": true, "rev": true, "hon": true,
	"sr": true, "jr": true, "st": true, "mt": true, "gen": true, "col": true, "capt": true, "lt": true,
	"sgt": true, "gov": true, "sen": true, "rep": true, "pres": true, "vs": true, "e.g": true, "i.e": true,
	"cf": true, "al": true, "approx": true, "fig": true, "figs": true, "vol": true, "ch": true, "sec": true,
	"hr": true, "fr": true, "frau": true, "bzw": true, "z.b": true, "d.h": true, "ca": true, "nr": true,
	"sra": true, "srta": true, "dra": true, "ud": true, "uds": true, "mme": true, "mlle": true, "m": true,
	"sig": true, "dott": true,
}

// numbered are abbreviations only when a number follows ("No. 5").
var numbered = map[string]bool{"no": true, "nos": true, "p": true, "pp": true, "art": true, "núm": true}

func isAbbreviation(stem, next string) bool {
	lower := strings.ToLower(stem)
	if abbreviations[lower] {
		return true
	}
	if numbered[lower] {
		r, _ := utf8.DecodeRuneInString(next)
		return unicode.IsDigit(r)
	}
	// An initial: one letter, as in "J. Smith"; but "I." and vitamin "C." at a
	// sentence's end stay rare enough.
	r, size := utf8.DecodeRuneInString(stem)
	if size == len(stem) && unicode.IsUpper(r) && r != 'I' {
		return true
	}
	// "U.S. Army" goes on; "in the U.S. The" does not.
	if strings.Contains(stem, ".") && !strings.ContainsFunc(stem, unicode.IsDigit) {
		return !sentenceOpeners[next]
	}
	return false
}

// sentenceOpeners are words whose capital letter, after an acronym's full stop,
// shows that a sentence begins.
var sentenceOpeners = map[string]bool{
	"The": true, "A": true, "An": true, "This": true, "That": true, "These": true, "Those": true, "It": true,
	"He": true, "She": true, "They": true, "We": true, "I": true, "You": true, "And": true, "But": true,
	"So": true, "In": true, "On": true, "At": true, "If": true, "When": true, "What": true, "Why": true,
	"How": true, "There": true, "Then": true, "Now": true, "Well": true, "Or": true, "As": true, "For": true,
}

func beginsLower(word string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, opening))
	return unicode.IsLower(r)
}

// splitLong cuts a sentence without marks into parts of bearable length, at the
// longest pauses; where there are none, after commas, or in the middle.
func splitLong(words []clip.Word) [][]clip.Word {
	n := len(words)
	if n < 2*minSentencePart || (n <= maxSentenceWords && words[n-1].End-words[0].Start <= maxSentence) {
		return [][]clip.Word{words}
	}
	at, value := n/2, -1.0
	for i := minSentencePart; i <= n-minSentencePart; i++ {
		if v := splitValue(words, i); v > value {
			at, value = i, v
		}
	}
	return append(splitLong(words[:at:at]), splitLong(words[at:])...)
}

// splitValue weighs a cut before word i: the pause counts most, then a comma,
// then how near the middle it lies.
func splitValue(words []clip.Word, i int) float64 {
	value := 0.0
	if pause := words[i].Start - words[i-1].End; pause >= wordPause {
		value += float64(pause)
	}
	if strings.ContainsAny(words[i-1].Text[len(words[i-1].Text)-1:], ",;:") {
		value += 0.25
	}
	off := float64(i)/float64(len(words)) - 0.5
	return value + 0.5*(1-4*off*off)
}
