package remote

import (
	"unicode/utf8"

	"clipd/internal/clip"
	"clipd/internal/endpoint"
	"clipd/internal/transcribe"
)

// heard is what was understood of one part or several.
type heard struct {
	words   []clip.Word
	doubted clip.Seconds // of voice without words
	spoken  map[string]clip.Seconds
	code    string // the language, ISO 639-1, "" for unknown
}

// add appends what was understood of the next part.
func (h *heard) add(next heard, p part) {
	h.words = append(h.words, next.words...)
	h.doubted += next.doubted
	if next.code == "" || len(next.words) == 0 {
		return
	}
	if h.spoken == nil {
		h.spoken = map[string]clip.Seconds{}
	}
	for _, s := range p.voiced {
		h.spoken[next.code] += s.Length()
	}
}

// language is the one that is spoken most, "" for none.
func (h *heard) language() string {
	best := ""
	for code, length := range h.spoken {
		if best == "" || length > h.spoken[best] || length == h.spoken[best] && code < best {
			best = code
		}
	}
	return best
}

// within are the words whose middle lies in the spans (nil: all), none beginning
// before the last one ends.
func (h *heard) within(spans []clip.Span) []clip.Word {
	var out []clip.Word
	for _, w := range h.words {
		if n := len(out); n > 0 {
			w.Start = max(w.Start, out[n-1].End)
			w.End = max(w.End, w.Start)
		}
		if spans == nil || containsAny(spans, (w.Start+w.End)/2) {
			out = append(out, w)
		}
	}
	return out
}

func containsAny(spans []clip.Span, t clip.Seconds) bool {
	for _, s := range spans {
		if s.Contains(t) {
			return true
		}
	}
	return false
}

// lettersPerSecond bounds a text, with lettersSpare: nobody speaks faster.
const (
	lettersPerSecond = 50
	lettersSpare     = 500
)

// words are the words of the part, in order of time and inside of it. The error
// is an *endpoint.Failure.
func (a answer) words(p part) (heard, error) {
	h := heard{code: languageCode(a.Language)}
	text := a.fullText()
	if len(letters(text)) == 0 {
		return h, nil
	}
	pieces, doubted := a.pieces(p)
	for _, s := range doubted {
		h.doubted += s.Length()
	}
	dropDisorder(pieces)
	spelled := spell(pieces)
	most := lettersSpare + lettersPerSecond*float64(p.read.Length())
	if float64(max(utf8.RuneCountInString(text), len(spelled))) > most {
		return h, &endpoint.Failure{Reason: "its answer has more text than can be said"}
	}
	if timed := count(spelled, func(s sounded) bool { return s.timed }); 2*timed <= len(spelled) {
		return h, &endpoint.Failure{Reason: "its answer has no usable times"}
	}
	words, matched := attach(transcribe.SplitWords(text), spelled)
	if 2*matched < len(letters(text)) {
		// The text is about something else; what has times is all there is.
		words, _ = attach(transcribe.SplitWords(printable(wordText(a.spokenWords()))), spelled)
	}
	h.words = settle(words, p)
	return h, nil
}

func count[T any](all []T, is func(T) bool) int {
	n := 0
	for _, v := range all {
		if is(v) {
			n++
		}
	}
	return n
}

// written is a word of the punctuated text.
type written struct {
	clip.Word
	timed    bool
	invented bool
}

// attach gives the words of the text the times of their letters. It returns how
// many letters found theirs.
func attach(text []string, spelled []sounded) (words []written, matched int) {
	var all []rune
	for _, w := range text {
		all = append(all, letters(w)...)
	}
	heard := make([]rune, len(spelled))
	for i, s := range spelled {
		heard[i] = s.r
	}
	found := align(all, heard)
	for _, w := range text {
		out := written{Word: clip.Word{Text: w}}
		n := len(letters(w))
		for _, at := range found[:n] {
			if at < 0 {
				continue
			}
			matched++
			s := spelled[at]
			if !s.timed {
				continue
			}
			if !out.timed {
				out.Start, out.timed, out.invented = s.span.Start, true, true
			}
			out.End = s.span.End
			out.invented = out.invented && s.invented
		}
		found = found[n:]
		words = append(words, out)
	}
	return words, matched
}
