package mediatest

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// What Make marks is what the readers of marks find.
func TestMarks(t *testing.T) {
	info := Probe(t, Make(t, Recording{Seconds: 2.5}))
	near := func(a, b float64) bool { return math.Abs(a-b) < 0.004 }
	if got := Flashes(t, info); !slices.EqualFunc(got, []float64{0, 1, 2}, near) {
		t.Errorf("flashes at %v", got)
	}
	if got := Beeps(t, info); !slices.EqualFunc(got, []float64{0, 1, 2}, near) {
		t.Errorf("beeps at %v", got)
	}
	for n, got := range Counters(t, info) {
		if n != got {
			t.Fatalf("frame %d carries number %d", n, got)
		}
	}
}

func TestMeasures(t *testing.T) {
	tone := Make(t, Recording{Name: "tone.mkv", Seconds: 3, SoundFilter: "aeval='0.1*sin(2000*PI*t)|0.1*sin(2000*PI*t)':c=stereo", Output: append(X264(30)[:10], "-c:a", "pcm_s16le")})
	// A 1 kHz sine at -20 dBFS in both channels is -20 LUFS (EBU Tech 3341).
	if lufs, peak := Loudness(t, tone); math.Abs(lufs+20) > 0.1 || math.Abs(peak+20) > 0.2 {
		t.Errorf("%v LUFS, %v dBTP", lufs, peak)
	}
	other := Make(t, Recording{Name: "other.mkv", Seconds: 3, Filter: "negate"})
	if same, different := SSIM(t, tone, tone), SSIM(t, tone, other); same != 1 || different > 0.9 {
		t.Errorf("SSIM with itself %v, with its negative %v", same, different)
	}
	DecodesToEnd(t, tone)
}

// A file in pieces is noticed.
func TestDecodesToEndFails(t *testing.T) {
	path := Make(t, Recording{Name: "broken.mkv", Seconds: 1})
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(b) / 2; i < len(b)/2+400; i++ {
		b[i] ^= 0x55
	}
	broken := filepath.Join(t.TempDir(), "broken.mkv")
	if err := os.WriteFile(broken, b, 0o600); err != nil {
		t.Fatal(err)
	}
	fake := &recorder{TB: t}
	DecodesToEnd(fake, broken)
	if !fake.failed {
		t.Error("nothing was noticed")
	}
}

type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Errorf(string, ...any) { r.failed = true }
