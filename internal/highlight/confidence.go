package highlight

// The confidence that a span is what an instruction asks for: a logistic
// regression on the clips chosen for a quarter of the training meetings, with
// two measures that compare between recordings. It is weak, as the recipes
// warn: the area under its curve is about .6.
const (
	doubtful      = -2.43 // the constant
	standingOut   = 1.0   // a unit of relevance over the recording's mean
	answeredShare = 0.79  // from a recording that says nothing of what is asked to one that says all in one span
)

// confidence is the chance that a span of this relevance is what was asked
// for. In one recording it rises with relevance.
func (r *retrieval) confidence(relevance float64) float64 {
	return logistic(doubtful + standingOut*(relevance-r.mean) + answeredShare*r.answered)
}

// settle notes the mean relevance of the reference spans and how much of what
// is asked the best of them says.
func (r *retrieval) settle(refs []candidate) {
	for _, c := range refs {
		r.mean += r.score(c) / float64(len(refs))
	}
	asked := 0.0
	for _, v := range r.idf {
		asked += v
	}
	r.answered = r.best / max(asked, 1e-9)
}
