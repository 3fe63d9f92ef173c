package api

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"clipd/internal/clip"
)

// defaultRetry is when to come back where nothing better is known.
const defaultRetry = 10 * time.Second

// limiter gives each key a token bucket. A bucket that is full again is like
// one that never was, so such ones are thrown away: what is kept is bounded by
// the keys that asked within the time a bucket takes to fill.
type limiter struct {
	each  rate.Limit
	burst int

	mu      sync.Mutex
	buckets map[string]*rate.Limiter
	sweepAt int
}

const sweepFrom = 1024

func newLimiter(perSecond float64, burst int) *limiter {
	return &limiter{each: rate.Limit(perSecond), burst: max(burst, 1), buckets: map[string]*rate.Limiter{}, sweepAt: sweepFrom}
}

// limitError is a [clip.Error] that knows when to come back.
type limitError struct {
	err  *clip.Error
	wait time.Duration
}

func (e *limitError) Error() string { return e.err.Error() }
func (e *limitError) Unwrap() error { return e.err }

// allow takes one request of key, or returns a [limitError].
func (l *limiter) allow(key string, now time.Time) error {
	if l.each <= 0 {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.buckets[key]
	if b == nil {
		if len(l.buckets) >= l.sweepAt {
			l.sweep(now)
		}
		b = rate.NewLimiter(l.each, l.burst)
		l.buckets[key] = b
	}
	if b.AllowN(now, 1) {
		return nil
	}
	wait := time.Duration((1 - b.TokensAt(now)) / float64(l.each) * float64(time.Second))
	return &limitError{clip.Errorf(clip.RateLimited, "", "too many requests; this key may send %g a second. Wait as Retry-After says", float64(l.each)), wait}
}

func (l *limiter) sweep(now time.Time) {
	for key, b := range l.buckets {
		if b.TokensAt(now) >= float64(l.burst) {
			delete(l.buckets, key)
		}
	}
	// Sweeping again at once would find the same.
	l.sweepAt = max(sweepFrom, 2*len(l.buckets))
}
