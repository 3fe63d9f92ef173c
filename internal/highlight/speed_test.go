package highlight

import (
	"runtime"
	"syscall"
	"testing"

	"clipd/internal/clip"
)

// processorTime is what this process has used so far, s.
func processorTime(t *testing.T) float64 {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// Three hours of talk are chosen from within 2 s of processor time and 300 MB,
// also where the sentences are as short as those of a lively meeting.
func TestSelectThreeHours(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector takes several times as long: run without -race")
	}
	tr := talk(1, 3*3600)
	short := clip.Transcript{Duration: tr.Duration, Language: "en"}
	for _, s := range tr.Sentences {
		for k := 0; k+2 <= len(s.Words); k += 2 {
			w := s.Words[k : k+2]
			short.Sentences = append(short.Sentences, clip.Sentence{Start: w[0].Start, End: w[1].End, Text: w[0].Text + " " + w[1].Text, Words: w})
		}
	}
	for _, instruction := range []string{"", "what the doctor and the teacher say about the battery of the machine in the forest"} {
		for name, tr := range map[string]clip.Transcript{"talk": tr, "meeting": short} {
			s := clip.DefaultSettings()
			s.MaxClips, s.Instruction = clip.MaxClips, instruction
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := processorTime(t)
			sel := Select(Request{Transcript: tr, Settings: s})
			used := processorTime(t) - start
			runtime.ReadMemStats(&after)
			allocated := float64(after.TotalAlloc-before.TotalAlloc) / 1e6
			t.Logf("%s of %d sentences, %q: %.2f s, %.0f MB allocated in all", name, len(tr.Sentences), instruction, used, allocated)
			if used > 2 {
				t.Errorf("%s, %q: %.2f s of processor time, want at most 2", name, instruction, used)
			}
			if allocated > 300 {
				t.Errorf("%s, %q: %.0f MB allocated in all, want under 300", name, instruction, allocated)
			}
			if len(sel.Moments) != clip.MaxClips {
				t.Errorf("%d moments", len(sel.Moments))
			}
		}
	}
}
