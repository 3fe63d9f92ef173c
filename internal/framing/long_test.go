package framing

import (
	"math"
	"runtime"
	"testing"

	"clipd/internal/clip"
)

// allocated is how many bytes f asks for.
func allocated(f func()) float64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return float64(after.TotalAlloc - before.TotalAlloc)
}

// crossing is a shot of the given minutes in which two of many people are seen
// at a time, each for six seconds, and talk in turns.
func crossing(minutes int) (setting, observation) {
	n := minutes * 60 * int(testRate)
	var actors []actor
	for from := 0; from < minutes*60; from += 3 {
		x := 300 + float64(from/3%4)*400
		actors = append(actors, sitting(x, 200).only(float64(from), float64(from+6)))
	}
	looks := staged(n, actors...)
	samples := minutes * 60 * int(sampleRate)
	heard := speaking(looks, samples, func(t float64) int { return int(t/4) % 2 }, func(f face) int { return int(f.centre().x/400) % 2 })
	s := shot{0, n}
	o := observation{heard: heard.rhythm(samples + syncLag), voices: voices{cast: 2}}
	for i := range samples {
		o.voices.said = append(o.voices.said, utterance{i / 100 % 2, 1})
	}
	return setting{shot: s, traces: tracesOf(looks, s), ties: ties{face: []int{-1, -1}, away: make([]bool, 2)}}, o
}

// Four times the shot with four times the people asks for four times the memory.
func TestLongShotsCostInProportion(t *testing.T) {
	v := mustView(t, 1920, 1080, clip.Vertical)
	short, watched := crossing(2)
	long, watchedLong := crossing(8)
	if k := len(long.traces); k < 100 {
		t.Fatalf("%d faces, want hundreds", k)
	}
	for _, tt := range []struct {
		name string
		do   func(s setting, o observation)
	}{
		{"stays", func(s setting, o observation) { stays(s, o, 1920, 1080, testRate) }},
		{"what is shown", func(s setting, o observation) { film(s, o, v, testRate) }},
		{"whose voice it is", func(s setting, o observation) { witnesses(s, o.voices, o.heard, testRate) }},
		{"the boxes", func(s setting, o observation) { addFaces(make([][]clip.Box, s.end), s, v) }},
	} {
		once, more := allocated(func() { tt.do(short, watched) }), allocated(func() { tt.do(long, watchedLong) })
		t.Logf("%s: %.2f MB for %d faces, %.2f MB for %d", tt.name, once/1e6, len(short.traces), more/1e6, len(long.traces))
		if more > 6*once {
			t.Errorf("%s: %.1f times the memory for four times the shot", tt.name, more/once)
		}
	}
}

// tieAll ties the voices of a cast in each of many shots of some faces each.
func tieAll(shots, faces, cast int) {
	var all []witness
	for i := range shots * faces {
		odds := make([]float64, cast)
		odds[i%cast] = 10
		all = append(all, testimony(i%5, odds...))
	}
	acquaint(all, cast)
	for i := range shots {
		tied(all, i*faces, (i+1)*faces, cast)
	}
}

// Each two faces are compared twice, not once for each shot: for four times the
// shots that is sixteen times the work, not 64 times.
func TestTiesOfManyShotsCostInProportion(t *testing.T) {
	took := func(shots int) float64 {
		least := math.Inf(1)
		for range 3 {
			before := cpuSeconds(t)
			tieAll(shots, 2, 3)
			least = min(least, cpuSeconds(t)-before)
		}
		return least
	}
	once, more := took(40), took(160)
	t.Logf("%.4f CPU seconds for 40 shots, %.4f for 160", once, more)
	if more > 32*once {
		t.Errorf("%.0f times the time for four times the shots", more/once)
	}
}
