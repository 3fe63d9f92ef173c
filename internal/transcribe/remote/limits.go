package remote

import (
	"time"

	"clipd/internal/clip"
)

// limits bound what is sent, waited for and read.
type limits struct {
	part     clip.Seconds  // of sound, sent at once
	tries    int           // for a part
	pause    time.Duration // before another try, at most; a server that asks for more has failed
	patience time.Duration // for one answer, whatever the part's length
	pace     float64       // seconds to wait besides for each second of the part
	answer   int64         // bytes
}

// defaultLimits keep a part under the 25 MB that OpenAI takes: ten minutes are
// 19.2 MB. A server that is slower than speech is of no use. The client's time for
// a try holds the pause after it too.
func defaultLimits() limits {
	return limits{part: 600, tries: 4, pause: 30 * time.Second, patience: time.Minute, pace: 1, answer: 8 << 20}
}

// each is how long one try may take for a part of the length.
func (l limits) each(length clip.Seconds) time.Duration {
	return l.patience + clip.Seconds(l.pace*float64(length)).Duration()
}

// total is how long all parts may take, with tries and pauses.
func (l limits) total(parts []part) time.Duration {
	sum := time.Duration(0)
	for _, p := range parts {
		sum += l.each(p.read.Length())
	}
	return 2*sum + 4*l.patience
}
