package jobs

import (
	"sync"
	"time"
)

// stamps gives what is made its time. Lists are ordered by it, and rows keep
// milliseconds: of two things that this process made, the later one is later.
type stamps struct {
	mu   sync.Mutex
	last time.Time
}

func (s *stamps) next(now time.Time) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	now = now.Truncate(time.Millisecond)
	if !now.After(s.last) {
		now = s.last.Add(time.Millisecond)
	}
	s.last = now
	return now
}
