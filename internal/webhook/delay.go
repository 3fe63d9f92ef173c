package webhook

import "time"

// delays are how long to wait after each failed attempt, 24 h in all.
func delays() []time.Duration {
	return []time.Duration{
		5 * time.Second, 25 * time.Second, 90 * time.Second, 8 * time.Minute, 20 * time.Minute, 30 * time.Minute,
		90 * time.Minute, 150 * time.Minute, 4 * time.Hour, 6 * time.Hour, 9 * time.Hour,
	}
}

// jitter is the part of a delay that is left to chance, so that what failed
// together is not tried again together.
const jitter = 0.1

// Delay returns how long to wait after the failed attempt of that number, 1 for
// the first; ok is false when it was the last. The delays grow, and end at most
// 24 h after the first attempt, not counting the attempts themselves. rnd returns
// a number in [0, 1).
func Delay(attempt int, rnd func() float64) (d time.Duration, ok bool) {
	all := delays()
	if attempt < 1 || attempt > len(all) {
		return 0, false
	}
	return time.Duration(float64(all[attempt-1]) * (1 - jitter*rnd())), true
}
