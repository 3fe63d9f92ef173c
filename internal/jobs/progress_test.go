package jobs

import (
	"testing"

	"clipd/internal/clip"
	"clipd/internal/pipeline"
)

// Through all stages in their order, with any number of clips, progress goes up
// and ends below 100.
func TestProgressGoesUp(t *testing.T) {
	for name, s := range map[string]clip.Settings{
		"moments":            {MaxClips: 3},
		"windows":            {Windows: make([]clip.Window, 3)},
		"captioned windows":  {Windows: make([]clip.Window, 3), Captions: true},
		"most clips allowed": {MaxClips: clip.MaxClips},
	} {
		last := -1.0
		step := func(what string, percent float64) {
			if percent < last || percent > rendered {
				t.Errorf("%s: %s is at %v after %v", name, what, percent, last)
			}
			last = percent
		}
		stages := []pipeline.Stage{pipeline.Fetch, pipeline.Ingest, keeping, copying}
		if !quick(s) {
			stages = append(stages, pipeline.Transcribe, pipeline.Select)
		}
		for _, stage := range stages {
			for done := range 5 {
				step(string(stage), planProgress(pipeline.Progress{Stage: stage, Done: float64(done), Total: 4}))
			}
		}
		clips := make([]float64, max(s.MaxClips, len(s.Windows)))
		step("planned", renderProgress(s, clips))
		for i := range clips {
			for _, stage := range []pipeline.Stage{copying, pipeline.Frame, pipeline.Render, keeping} {
				for done := range 5 {
					clips[i] = clipProgress(pipeline.Progress{Stage: stage, Done: float64(done), Total: 4})
					step(string(stage), renderProgress(s, clips))
				}
			}
			clips[i] = 100
			step("made", renderProgress(s, clips))
		}
		if last != rendered {
			t.Errorf("%s: the end is at %v", name, last)
		}
	}
}

func TestProgressOfWhatHasNoEnd(t *testing.T) {
	for _, p := range []pipeline.Progress{
		{Stage: pipeline.Fetch, Done: 9, Total: 0}, {Stage: pipeline.Fetch, Done: -1, Total: 4},
	} {
		if got := planProgress(p); got != 0 {
			t.Errorf("%+v is at %v", p, got)
		}
	}
	if got := planProgress(pipeline.Progress{Stage: pipeline.Fetch, Done: 9, Total: 4}); got != fetched {
		t.Errorf("more than all is at %v", got)
	}
}

func TestGaugeNeverGoesBack(t *testing.T) {
	g := &gauge{stage: "ingest"}
	for _, tt := range []struct {
		stage   string
		percent float64
		want    float64
		at      string
	}{
		{"fetch", 3.299, 3.29, "fetch"},
		{"ingest", 2, 3.29, "fetch"},
		{"ingest", 8, 8, "ingest"},
		{"transcribe", 8, 8, "transcribe"},
	} {
		g.set(tt.stage, tt.percent)
		if stage, percent := g.get(); stage != tt.at || percent != tt.want {
			t.Errorf("after %s at %v it shows %s at %v", tt.stage, tt.percent, stage, percent)
		}
	}
}

func TestHundredth(t *testing.T) {
	for in, want := range map[float64]float64{0: 0, 99.999: 99.99, 50.005: 50, 100: 100} {
		if got := hundredth(in); got != want {
			t.Errorf("%v shows as %v", in, got)
		}
	}
}

// A copy of ten gigabytes at 20 MB/s, in pieces of 32 KiB, moves the progress that
// is shown every five seconds.
func TestCopiesMove(t *testing.T) {
	const total, rate = 10e9, 20e6
	for _, stage := range []pipeline.Stage{keeping, copying} {
		shown, still := -1.0, 0.0
		for done := 0.0; done <= total; done += 32 << 10 {
			if now := hundredth(planProgress(pipeline.Progress{Stage: stage, Done: done, Total: total})); now > shown {
				shown, still = now, done
			} else if (done-still)/rate > 5 {
				t.Fatalf("%s stands at %v for %v s", stage, shown, (done-still)/rate)
			}
		}
	}
}
