package speakers

import (
	"slices"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mel"
)

// TestHearingInPieces: how the sound comes does not matter, and only a little of
// it is held.
func TestHearingInPieces(t *testing.T) {
	r := readings([]passage{{0, []stretch{{10, 20}, {40, 50}}}, {1, []stretch{{60, 200}}}, {2, []stretch{{195, 290}}}})[0]
	sound := make([]float32, int(r.span.Length()*mel.SampleRate))
	for i := range sound {
		sound[i] = float32(i%97)/97 - 0.5
	}
	hear := func(piece int) (frames []int, all []float32) {
		h := newHearing(r, func(_ passage, s *sounds) error {
			frames = append(frames, s.frames())
			all = append(all, s.mel...)
			return nil
		})
		for part := range slices.Chunk(sound, piece) {
			if err := h.push(part); err != nil {
				t.Fatal(err)
			}
			if len(h.sound) > piece+mel.FrameSize {
				t.Fatalf("%d samples are held", len(h.sound))
			}
		}
		if err := h.finish(); err != nil {
			t.Fatal(err)
		}
		return frames, all
	}
	frames, whole := hear(len(sound))
	if want := []int{20, 140, 90}; !slices.Equal(frames, want) {
		t.Errorf("frames %v, want %v", frames, want)
	}
	if _, pieces := hear(333); !slices.Equal(whole, pieces) {
		t.Error("pieces sound different")
	}
}

// TestHearingOfAShortSource: a sentence that the sound ends in is handed on.
func TestHearingOfAShortSource(t *testing.T) {
	r := reading{clip.Span{Start: 0, End: 2}, []passage{{0, []stretch{{0, 200}}}, {1, []stretch{{200, 300}}}}}
	var frames []int
	h := newHearing(r, func(_ passage, s *sounds) error {
		frames = append(frames, s.frames())
		return nil
	})
	if err := h.push(make([]float32, mel.SampleRate)); err != nil {
		t.Fatal(err)
	}
	if err := h.finish(); err != nil {
		t.Fatal(err)
	}
	if len(frames) != 1 || frames[0] < 95 || frames[0] > 100 {
		t.Errorf("frames %v", frames)
	}
}
