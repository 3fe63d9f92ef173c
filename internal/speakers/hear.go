package speakers

import (
	"clipd/internal/clip"
	"clipd/internal/mel"
)

// The encoder's input and output.
const (
	bands     = 40
	voiceSize = 256
)

// hearing turns a stream of sound into the mel frames of passages, and hands
// each passage on when it is whole. It holds the sound of about one frame and
// the frames of one passage.
type hearing struct {
	bank *mel.Bank
	// whole is told what was heard of a passage; it is reused after.
	whole func(p passage, s *sounds) error

	left    []passage // the first is being heard
	stretch int       // of that one
	next    int       // frame

	sound []float32
	first int // sample of the source that sound begins at
	row   []float64
	heard sounds
}

// sounds is what was heard of a passage, a value or row a frame.
type sounds struct {
	mel   []float32 // [n, bands]
	power []float32 // mean square of the samples
}

func (s *sounds) frames() int { return len(s.power) }

func newHearing(r reading, whole func(p passage, s *sounds) error) *hearing {
	return &hearing{
		bank: mel.NewBank(bands), whole: whole, left: r.passages,
		next:  r.passages[0].voiced[0].start,
		first: int(r.span.Start*mel.SampleRate + 0.5), row: make([]float64, bands),
	}
}

// push takes the next samples.
func (h *hearing) push(samples []float32) error {
	h.sound = append(h.sound, samples...)
	for len(h.left) > 0 {
		begin := h.next*mel.Hop - mel.FrameSize/2 - h.first
		if begin+mel.FrameSize > len(h.sound) {
			h.forget(begin)
			return nil
		}
		h.bank.Powers(h.row, func(i int) float32 {
			if begin+i < 0 {
				return 0
			}
			return h.sound[begin+i]
		})
		for _, power := range h.row {
			h.heard.mel = append(h.heard.mel, float32(power))
		}
		h.heard.power = append(h.heard.power, meanSquare(h.sound[max(0, begin):begin+mel.FrameSize]))
		if err := h.step(); err != nil {
			return err
		}
	}
	h.forget(len(h.sound))
	return nil
}

// step goes to the next frame that is wanted.
func (h *hearing) step() error {
	h.next++
	if h.next < h.left[0].voiced[h.stretch].end {
		return nil
	}
	if h.stretch++; h.stretch == len(h.left[0].voiced) {
		if err := h.finish(); err != nil {
			return err
		}
		h.left, h.stretch = h.left[1:], 0
	}
	if len(h.left) > 0 {
		h.next = max(h.next, h.left[0].voiced[h.stretch].start)
	}
	return nil
}

// finish hands on what was heard of the current passage.
func (h *hearing) finish() error {
	if h.heard.frames() == 0 {
		return nil
	}
	err := h.whole(h.left[0], &h.heard)
	h.heard.mel, h.heard.power = h.heard.mel[:0], h.heard.power[:0]
	return err
}

func (h *hearing) forget(samples int) {
	n := min(max(0, samples), len(h.sound))
	h.sound = append(h.sound[:0], h.sound[n:]...)
	h.first += n
}

// seconds is the time of a frame.
func seconds(frame int) clip.Seconds { return clip.Seconds(frame) / framesPerSecond }

func meanSquare(samples []float32) float32 {
	sum := float32(0)
	for _, v := range samples {
		sum += v * v
	}
	return sum / float32(max(1, len(samples)))
}
