package remote

import (
	"encoding/json"
	"strings"
	"unicode"

	"clipd/internal/clip"
	"clipd/internal/endpoint"
)

// answer is verbose JSON as servers write it. Times are seconds from the
// beginning of the part; absent ones are nil.
type answer struct {
	Text     string         `json:"text"`
	Language string         `json:"language"` // a code or an English name
	Words    []timedWord    `json:"words"`
	Segments []timedSegment `json:"segments"`
}

type timedWord struct {
	Word  string   `json:"word"`
	Start *float64 `json:"start"`
	End   *float64 `json:"end"`
}

type timedSegment struct {
	Text        string      `json:"text"`
	Start       *float64    `json:"start"`
	End         *float64    `json:"end"`
	NoSpeech    float64     `json:"no_speech_prob"`
	LogProb     float64     `json:"avg_logprob"`
	Compression float64     `json:"compression_ratio"`
	Words       []timedWord `json:"words"`
}

// parse reads an answer. The error is an *endpoint.Failure.
func parse(body []byte) (answer, error) {
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		return a, &endpoint.Failure{Reason: "its answer is not the JSON of a transcript"}
	}
	return a, nil
}

// spokenWords are the words of the answer, which some servers put into the
// segments.
func (a answer) spokenWords() []timedWord {
	if len(a.Words) > 0 {
		return a.Words
	}
	var all []timedWord
	for _, s := range a.Segments {
		all = append(all, s.Words...)
	}
	return all
}

// fullText is the text as it is written, with marks.
func (a answer) fullText() string {
	var parts []string
	for _, s := range a.Segments {
		parts = append(parts, s.Text)
	}
	for _, text := range []string{strings.Join(parts, " "), a.Text, wordText(a.spokenWords())} {
		if text = printable(text); strings.TrimSpace(text) != "" {
			return text
		}
	}
	return ""
}

// wordText is the text of words, which have their spaces with them or none at
// all.
func wordText(words []timedWord) string {
	var parts []string
	between := " "
	for i, w := range words {
		parts = append(parts, w.Word)
		if i > 0 && strings.HasPrefix(w.Word, " ") {
			between = ""
		}
	}
	return strings.Join(parts, between)
}

// printable makes spaces of control characters.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

// Where a segment's text is not believed (OpenAI's whisper/transcribe.py).
const (
	maxNoSpeech    = 0.6
	minLogProb     = -1.0
	maxCompression = 2.4
)

// doubtful tells whether the server's own figures speak against the text.
func (s timedSegment) doubtful() bool {
	return s.NoSpeech > maxNoSpeech && s.LogProb < minLogProb || s.Compression > maxCompression
}

// timesTolerance is how far a time may pass the part's ends: servers round, and
// pad the sound.
const timesTolerance clip.Seconds = 1

// place puts a start and an end, which may be absent or nonsense, on the source's
// time line.
func (p part) place(start, end *float64) (clip.Span, bool) {
	if start == nil || end == nil {
		return clip.Span{}, false
	}
	s := clip.Span{Start: p.read.Start + clip.Seconds(*start), End: p.read.Start + clip.Seconds(*end)}
	if !(s.Start >= p.read.Start-timesTolerance && s.Start <= s.End && s.End <= p.read.End+timesTolerance) {
		return clip.Span{}, false
	}
	clamp := func(t clip.Seconds) clip.Seconds { return max(p.read.Start, min(p.read.End, t)) }
	return clip.Span{Start: clamp(s.Start), End: clamp(s.End)}, true
}
