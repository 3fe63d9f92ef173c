package highlight

// confidence is the chance that a span is what the instruction asked for, from
// its relevance and the share of the instruction's words that it says.
func confidence(relevance, coverage float64) float64 {
	return logistic(-2.5 + 0.6*relevance + 1.0*coverage)
}
