package framing

import (
	"path/filepath"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

// withActiveSpeaker is a framer with LR-ASD.
func withActiveSpeaker(t testing.TB) *Framer {
	t.Helper()
	return newFramerWith(t, mediatest.SharedFile(t, "models", "lr_asd_pretrain_AVA_2d.onnx"))
}

// The same composites with LR-ASD, 9:16.
func TestCompositesWithActiveSpeakerModel(t *testing.T) {
	if testing.Short() {
		t.Skip("long footage")
	}
	f := withActiveSpeaker(t)
	for name, b := range map[string]bar{
		"synth_2p_wide": {inside: 0.98, wrong: 0.02, still: 0.98},
		"synth_2p_far":  {inside: 0.98, wrong: 0.02, still: 0.98},
	} {
		t.Run(name, func(t *testing.T) {
			base := filepath.Join(mediatest.Shared(t), "media", "synth", name)
			c := frameAll(t, f, mediatest.Probe(t, base+".mp4"), clip.Vertical)
			q := measure(readTruth(t, base+".json"), c)
			t.Log(q)
			checkBar(t, clip.Vertical, q, b)
		})
	}
}

// An audience, a stage, three cuts: nobody knows who should be filmed, but the
// crop must not go to and fro. All is shown in one shot only, 62 of 291 frames of
// a dark hall.
func TestStageIsFilmedSteadily(t *testing.T) {
	f := newFramer(t)
	info := mediatest.Probe(t, filepath.Join(mediatest.Shared(t), "media", "other", "hamilton_short.mp4"))
	for a, c := range allShapes(t, f, info, map[clip.Aspect]bar{clip.Vertical: {}, clip.Square: {}}) {
		q := measure(truth{Frames: len(c.Frames)}, c)
		t.Logf("%-4s reversals %.2f/s, still %.1f %%, near cuts %d, fit %.1f %%", a, q.reversals, 100*q.still, q.nearCuts, 100*q.whole)
		if q.reversals > 0.2 || q.nearCuts > 0 || q.whole > 0.22 {
			t.Errorf("%s: %.2f reversals a second, %d moves near cuts, %.0f %% fit, want 0.2, none and 22 %% at most", a, q.reversals, q.nearCuts, 100*q.whole)
		}
	}
}

// BenchmarkComposites prints the table of docs/framing.md, with the default
// models and with LR-ASD.
func BenchmarkComposites(b *testing.B) {
	for _, by := range []struct {
		name string
		open func(testing.TB) *Framer
	}{{"default", newFramer}, {"LR-ASD", withActiveSpeaker}} {
		b.Run(by.name, func(b *testing.B) {
			f := by.open(b)
			for _, tt := range composites {
				base := filepath.Join(mediatest.Shared(b), "media", "synth", tt.name)
				g := readTruth(b, base+".json")
				b.Run(tt.name, func(b *testing.B) {
					for a, c := range allShapes(b, f, mediatest.Probe(b, base+".mp4"), tt.bars) {
						b.Run(string(a), func(b *testing.B) { measure(g, c).report(b) })
					}
				})
			}
		})
	}
}

func (q quality) report(b *testing.B) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(100*q.inside, "inside-%")
	b.ReportMetric(100*q.cover, "area-%")
	b.ReportMetric(100*q.wrong, "wrong-%")
	b.ReportMetric(q.reversals, "reversals/s")
	b.ReportMetric(q.early, "early-s")
	b.ReportMetric(q.late, "late-s")
	b.ReportMetric(100*q.still, "still-%")
	b.ReportMetric(q.jerk, "widths/s²")
	b.ReportMetric(100*q.whole, "fit-%")
}
