package transcribe

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"clipd/internal/clip"
)

// spoken is a word with the sample range, relative to its window, in which it is
// heard.
type spoken struct {
	text string
	stretch
	tokens int // how many tokens it was decoded from
}

// joinTokens makes words of tokens. starts are as [attention.tokenStarts] gives
// them. A word begins where a token begins with a space; in scripts that are
// written without spaces, with each character. Marks that stand alone join their
// neighbour.
func (v *vocabulary) joinTokens(tokens, starts []int, frames int) []spoken {
	at := func(i int) int {
		if i < len(starts) {
			return starts[i] * encoderFrame
		}
		return frames * encoderFrame
	}
	var words []spoken
	var pending []byte // of a character that is not complete yet
	first := 0
	for i, token := range tokens {
		if len(pending) == 0 {
			first = i
		}
		pending = append(pending, v.bytes(token)...)
		if !utf8.Valid(pending) && i+1 < len(tokens) && len(pending) < 16 {
			continue
		}
		text := strings.ToValidUTF8(string(pending), "")
		pending = pending[:0]
		if text == "" {
			continue
		}
		heard := stretch{at(first), at(i + 1)}
		if n := len(words); n > 0 && !beginsWord(words[n-1].text, text) {
			words[n-1].text += text
			words[n-1].end = heard.end
			words[n-1].tokens += i + 1 - first
			continue
		}
		words = append(words, spoken{text, heard, i + 1 - first})
	}
	return attachMarks(words)
}

// beginsWord tells whether a token's text begins a new word after the one
// before.
func beginsWord(before, text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	if unicode.IsSpace(r) {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	return clip.UnspacedLetter(r) && (clip.UnspacedLetter(last) || isMark(last))
}

// opening are the marks that belong to the word after them.
const opening = "\"'“‘«„¿¡([{"

func isMark(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// attachMarks joins words that are only marks to the word that they belong to,
// trims spaces and leaves out dashes that stand between words.
func attachMarks(words []spoken) []spoken {
	out := words[:0:0]
	prefix, from, held := "", 0, 0
	for _, w := range words {
		text := strings.TrimSpace(w.text)
		switch {
		case text == "":
		case strings.IndexFunc(text, func(r rune) bool { return !isMark(r) }) >= 0:
			w.text = prefix + text
			if prefix != "" {
				w.start, w.tokens = from, w.tokens+held
			}
			prefix = ""
			out = append(out, w)
		case strings.Trim(text, "-–—") == "" || strings.ContainsAny(text, "♪♫"):
		case strings.Trim(text, opening) == "" && strings.HasPrefix(w.text, " "):
			prefix, from, held = text, w.start, w.tokens
		case len(out) > 0:
			last := &out[len(out)-1]
			last.text += text
			last.tokens += w.tokens
		}
	}
	return out
}
