package jobs

import (
	"testing"
	"time"
)

func TestStamps(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	var s stamps
	for _, tt := range []struct{ now, want time.Duration }{
		{0, 0}, {300 * time.Microsecond, time.Millisecond}, {time.Millisecond, 2 * time.Millisecond},
		{-time.Hour, 3 * time.Millisecond}, {time.Second + time.Microsecond, time.Second},
	} {
		if got := s.next(noon.Add(tt.now)).Sub(noon); got != tt.want {
			t.Errorf("at %v it is %v, want %v", tt.now, got, tt.want)
		}
	}
}
