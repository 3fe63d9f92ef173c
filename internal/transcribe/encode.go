package transcribe

import (
	"fmt"
	"sync"

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

	memory []float32
	pool   *slabs
}

// Close gives the memory back. Closing twice, or nil, does nothing.
func (e *encoded) Close() {
	if e == nil || e.memory == nil {
		return
	}
	infer.CloseAll(e.cross)
	e.pool.put(e.memory)
	e.memory = nil
}

// slabs keeps the memory of encoded windows, tens of megabytes each, from one
// window to the next.
type slabs struct {
	mu   sync.Mutex
	free [][]float32
}

func (s *slabs) get(n, largest int) []float32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k := len(s.free); k > 0 && cap(s.free[k-1]) >= n {
		slab := s.free[k-1]
		s.free = s.free[:k-1]
		return slab[:n]
	}
	return make([]float32, n, max(n, largest))
}

func (s *slabs) put(slab []float32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free = append(s.free, slab)
}

// encoder encodes windows of one recording. It is not safe for concurrent use,
// but several may share the slabs.
type encoder struct {
	w    *whisper
	mel  *melExtractor
	pool *slabs
}

func newEncoder(w *whisper, pool *slabs) *encoder {
	return &encoder{w, newMelExtractor(w.model.MelBins), pool}
}

// encode runs the encoder over the samples, which are at most 30 s.
func (c *encoder) encode(samples []float32) (*encoded, error) {
	m := c.w.model
	sound := len(samples) / hop
	frames := min(maxFrames, sound+quietFrames)
	frames += frames & 1
	stride := frames / 2
	input, err := infer.NewTensor([]int64{1, int64(m.MelBins), int64(frames)}, c.mel.extract(samples, frames))
	if err != nil {
		return nil, err
	}
	defer input.Close()
	size := m.Heads * headSize * stride // of one tensor
	e := &encoded{
		cross: map[string]*infer.Tensor{}, stride: stride, frames: min(sound, frames) / 2,
		memory: c.pool.get(2*m.Layers*size, 2*m.Layers*m.Heads*headSize*maxFrames/2), pool: c.pool,
	}
	memory := e.memory
	tensor := func(name string, shape ...int64) {
		t, failed := infer.NewTensor(shape, memory[:size:size])
		if failed != nil {
			err = failed
		}
		e.cross[name], memory = t, memory[size:]
	}
	for l := range m.Layers {
		tensor(fmt.Sprintf("ck%d", l), 1, int64(m.Heads), headSize, int64(stride))
		tensor(fmt.Sprintf("cv%d", l), 1, int64(m.Heads), int64(stride), headSize)
	}
	if err == nil {
		err = c.w.encoder.RunInto(map[string]*infer.Tensor{"mel": input}, e.cross)
	}
	if err != nil {
		e.Close()
		return nil, fmt.Errorf("encoding %.1f s of speech: %w", float64(len(samples))/sampleRate, err)
	}
	return e, nil
}
