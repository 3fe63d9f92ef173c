package highlight

import "clipd/internal/clip"

// Ranked is a span of a recording and its value.
type Ranked struct {
	Span     clip.Span
	Score    float64   // what the ranking goes by; only comparable inside one recording
	Features []float64 // of the linear model, standardised, in the order of [FeatureNames]
}

// FeatureNames are the features of the linear model.
func FeatureNames() []string { return featureNames[:] }

// Rank returns the value of one span for each sentence of the transcript that
// can begin a clip, in order of time: what [Select] chooses by, before lengths,
// edges and overlaps are weighed. It is for measuring the ranking and for
// training the model.
func Rank(req Request) []Ranked {
	s := withDefaults(req.Settings)
	w := understand(s.Instruction, req.Transcript.Language)
	rec := study(req.Transcript, narrow(s, w))
	if len(rec.refs) == 0 {
		return nil
	}
	j := judgeOf(rec, w)
	ranked := make([]Ranked, len(rec.refs))
	for i, c := range rec.refs {
		z := rec.model.standard(rec.sums.of(c, rec.length))
		ranked[i] = Ranked{clip.Span{Start: clip.Seconds(c.start), End: clip.Seconds(c.end)}, j.content(c), z[:]}
	}
	return ranked
}
