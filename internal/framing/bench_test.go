package framing

import (
	"path/filepath"
	"syscall"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

// cpuSeconds is what this process and its ended children have used.
func cpuSeconds(b *testing.B) float64 {
	sum := 0.0
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if err := syscall.Getrusage(who, &u); err != nil {
			b.Fatal(err)
		}
		for _, t := range []syscall.Timeval{u.Utime, u.Stime} {
			sum += float64(t.Nano()) / 1e9
		}
	}
	return sum
}

// BenchmarkFrame reports the CPU seconds, ffmpeg's included, for each second of
// two-face 1080p video.
func BenchmarkFrame(b *testing.B) {
	f := newFramer(b)
	info := mediatest.Probe(b, filepath.Join(mediatest.Shared(b), "media", "synth", "synth_2p_wide.mp4"))
	for b.Loop() {
		before := cpuSeconds(b)
		frameAll(b, f, info, clip.Vertical)
		b.ReportMetric((cpuSeconds(b)-before)/info.Duration, "cpu-s/s")
	}
}
