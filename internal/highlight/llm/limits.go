package llm

import (
	"time"

	"clipd/internal/clip"
)

// limits bound what is sent, waited for and read.
type limits struct {
	part     clip.Seconds  // of the recording in one request
	letters  int           // bytes of transcript in one request
	overlap  clip.Seconds  // that two parts share, so that no moment falls between them
	atOnce   int           // requests
	tries    int           // for a request
	pause    time.Duration // before another try, at most; a server that asks for more has failed
	patience time.Duration // for one answer, with all tries
	total    time.Duration // for all
	answer   int64         // bytes of an answer
}

// defaultLimits keep a part near 5000 tokens: what a small model with a window
// of 8192 can read and still answer.
func defaultLimits() limits {
	return limits{
		part: 15 * 60, letters: 14_000, overlap: 90, atOnce: 2,
		tries: 3, pause: 10 * time.Second, patience: 2 * time.Minute, total: 6 * time.Minute,
		answer: 1 << 20,
	}
}
