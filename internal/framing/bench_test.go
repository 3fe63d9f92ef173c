package framing

import (
	"encoding/json"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

// cpuSeconds is what this process and its ended children have used.
func cpuSeconds(b testing.TB) float64 {
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

// BenchmarkFrameWithVoices reports likewise what half-minute moments of two faces
// cost whose voices are told apart. The mouths do not follow the sound, so that
// other parts are looked at each time.
func BenchmarkFrameWithVoices(b *testing.B) {
	f := newFramer(b)
	dir := filepath.Join(mediatest.Shared(b), "media", "long")
	info := mediatest.Probe(b, filepath.Join(dir, "dev_es2014a.mp4"))
	text, err := os.ReadFile(filepath.Join(dir, "dev_es2014a.truth.json"))
	if err != nil {
		b.Fatal(err)
	}
	var talk struct {
		Sents []struct {
			Speaker    string
			Start, End clip.Seconds
		}
	}
	if err := json.Unmarshal(text, &talk); err != nil {
		b.Fatal(err)
	}
	var said []clip.Sentence
	for _, s := range talk.Sents {
		said = append(said, clip.Sentence{Start: s.Start, End: s.End, Speaker: s.Speaker, SpeakerConfidence: 1})
	}
	const length = 30
	starts := []clip.Seconds{25, 385, 685}
	for b.Loop() {
		before := cpuSeconds(b)
		for _, start := range starts {
			r := Request{Source: info, Span: clip.Span{Start: start, End: start + length}, Aspect: clip.Vertical, Sentences: said}
			if _, err := f.Frame(b.Context(), r); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric((cpuSeconds(b)-before)/float64(length*len(starts)), "cpu-s/s")
	}
}
