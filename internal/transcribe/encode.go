package transcribe

import (
	"fmt"

	"clipd/internal/infer"
)

// The encoder's input: at most 30 s, and at least the silence after the sound
// without which Whisper loses its last words.
const (
	maxFrames    = 3000 // of 10 ms
	quietFrames  = 300
	maxPositions = 448 // of the decoder
)

// encoded is a window as the decoder sees it: keys and values of its
// cross-attention for each layer.
type encoded struct {
	cross  map[string]*infer.Tensor // ck0, cv0, ck1, ...
	stride int                      // encoder frames, with the silence
	frames int                      // encoder frames that hold sound
}

func (e *encoded) Close() {
	if e != nil {
		infer.CloseAll(e.cross)
	}
}

// encode runs the encoder over the samples, which are at most 30 s.
func (w *whisper) encode(mel *melExtractor, samples []float32) (*encoded, error) {
	sound := len(samples) / hop
	frames := min(maxFrames, sound+quietFrames)
	frames += frames & 1
	stride := frames / 2
	input, err := infer.NewTensor([]int64{1, int64(w.model.MelBins), int64(frames)}, mel.extract(samples, frames))
	if err != nil {
		return nil, err
	}
	defer input.Close()
	e := &encoded{cross: map[string]*infer.Tensor{}, stride: stride, frames: min(sound, frames) / 2}
	for l := range w.model.Layers {
		for name, shape := range map[string][]int64{
			fmt.Sprintf("ck%d", l): {1, int64(w.model.Heads), headSize, int64(stride)},
			fmt.Sprintf("cv%d", l): {1, int64(w.model.Heads), int64(stride), headSize},
		} {
			t, err := infer.NewTensor(shape, make([]float32, w.model.Heads*headSize*stride))
			if err != nil {
				e.Close()
				return nil, err
			}
			e.cross[name] = t
		}
	}
	if err := w.encoder.RunInto(map[string]*infer.Tensor{"mel": input}, e.cross); err != nil {
		e.Close()
		return nil, fmt.Errorf("encoding %.1f s of speech: %w", float64(len(samples))/sampleRate, err)
	}
	return e, nil
}
