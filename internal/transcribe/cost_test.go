//go:build unix && !race

package transcribe

import (
	"context"
	"syscall"
	"testing"
	"time"

	"clipd/internal/media"
)

// cpuSeconds is what this process has used so far.
func cpuSeconds(t testing.TB) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// TestCost holds the CPU time for a second of sound, word times included.
func TestCost(t *testing.T) {
	slow(t)
	for name, bar := range map[string]float64{"base": 0.11, "tiny.en": 0.06} {
		e := embedded(t, name, 2)
		info, err := media.Probe(context.Background(), lj(t))
		if err != nil {
			t.Fatal(err)
		}
		before, began := cpuSeconds(t), time.Now()
		if _, err := e.Transcribe(context.Background(), info, Options{}); err != nil {
			t.Fatal(err)
		}
		cost := (cpuSeconds(t) - before) / info.Duration
		t.Logf("%s: %.3f CPU s and %.3f s of time a second of sound", name, cost, time.Since(began).Seconds()/info.Duration)
		if cost > bar {
			t.Errorf("%s takes %.3f CPU s a second of sound, over %.2f", name, cost, bar)
		}
	}
}
