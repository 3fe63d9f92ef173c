package clip

// Moment is a part of the recording worth a clip. Start is the start of a
// sentence and End the end of one, or, for a window, what was asked.
type Moment struct {
	Start  Seconds `json:"start"`
	End    Seconds `json:"end"`
	Score  float64 `json:"score"` // 0-1
	Label  string  `json:"label"`
	Reason string  `json:"reason"`
	// FirstSentence and LastSentence are indexes into the transcript's
	// sentences, both inclusive; -1 where the moment has no sentences.
	FirstSentence int `json:"first_sentence"`
	LastSentence  int `json:"last_sentence"`
}

// Span is the moment's [Start, End).
func (m Moment) Span() Span { return Span{m.Start, m.End} }
