package clip

import "slices"

// Word is one spoken word with its punctuation, as it would be written.
type Word struct {
	Start Seconds `json:"start"`
	End   Seconds `json:"end"`
	Text  string  `json:"text"`
}

// Sentence is one punctuated sentence. Words may be absent in a transcript
// that was read from a file.
type Sentence struct {
	Start Seconds `json:"start"`
	End   Seconds `json:"end"`
	// Speaker is who says it, "Speaker 1" and so on by first appearance, or
	// a name in a transcript that was read from a file; "" where nobody knows.
	Speaker string `json:"speaker,omitempty"`
	// SpeakerConfidence is how sure that is, 0 to 1; 0 also where Speaker was
	// not found by voice.
	SpeakerConfidence float64 `json:"speaker_confidence,omitempty"`
	Text              string  `json:"text"`
	Words             []Word  `json:"words,omitempty"`
}

// EventKind is a sound of the audience.
type EventKind string

// The kinds of [Event].
const (
	Laughter EventKind = "laughter"
	Applause EventKind = "applause"
)

// Event is a sound of the audience in the recording.
type Event struct {
	Start Seconds   `json:"start"`
	End   Seconds   `json:"end"`
	Kind  EventKind `json:"kind"`
}

// Transcript is what is said in a recording: sentences in order of time, which
// do not overlap.
type Transcript struct {
	Duration  Seconds    `json:"duration"`
	Language  string     `json:"language"` // ISO 639-1, "" when nothing intelligible is said
	Model     string     `json:"model"`
	Sentences []Sentence `json:"sentences"`
	Events    []Event    `json:"events,omitempty"`
	// Voiced are the spans in which voice activity was found, in order, so
	// that no later stage needs to listen again.
	Voiced []Span `json:"voiced,omitempty"`
	// Warnings say what was not understood and why.
	Warnings []string `json:"warnings,omitempty"`
	// StandIn tells that another recogniser than the one asked for listened.
	StandIn bool `json:"-"`
}

// Speakers returns who speaks, in the order of first appearance.
func (t Transcript) Speakers() []string {
	var all []string
	for _, s := range t.Sentences {
		if s.Speaker != "" && !slices.Contains(all, s.Speaker) {
			all = append(all, s.Speaker)
		}
	}
	return all
}

// Words returns the words of all sentences in order.
func (t Transcript) Words() []Word {
	var words []Word
	for _, s := range t.Sentences {
		words = append(words, s.Words...)
	}
	return words
}
