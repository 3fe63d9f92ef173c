package transcribe

import (
	"fmt"

	"clipd/internal/infer"
)

// voiceContext is how many samples of the step before the network sees again.
const voiceContext = 64

// silero gives the probability of voice for each voiceStep samples of a stream
// (Silero VAD 6, 16 kHz). It is not safe for concurrent use.
type silero struct {
	session *infer.Session
	frame   []float32 // voiceContext + voiceStep samples
	filled  int
	state   [2]*infer.Tensor // [2, 1, 128], input and output by turns
	in      map[string]*infer.Tensor
	out     map[string]*infer.Tensor
	frameT  *infer.Tensor
	rateT   *infer.Tensor
	chance  *infer.Tensor
}

func newSilero(session *infer.Session) (*silero, error) {
	s := &silero{session: session, frame: make([]float32, voiceContext+voiceStep), filled: voiceContext}
	var err error
	tensor := func(shape []int64, data []float32) *infer.Tensor {
		t, e := infer.NewTensor(shape, data)
		if e != nil {
			err = e
		}
		return t
	}
	s.frameT = tensor([]int64{1, int64(len(s.frame))}, s.frame)
	s.chance = tensor([]int64{1, 1}, make([]float32, 1))
	for i := range s.state {
		s.state[i] = tensor([]int64{2, 1, 128}, make([]float32, 2*128))
	}
	rate, e := infer.NewTensor(nil, []int64{sampleRate})
	if err == nil {
		err = e
	}
	s.rateT = rate
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("preparing voice activity: %w", err)
	}
	s.in = map[string]*infer.Tensor{"input": s.frameT, "sr": s.rateT}
	s.out = map[string]*infer.Tensor{"output": s.chance}
	return s, nil
}

// Close frees the tensors; the session stays open.
func (s *silero) Close() {
	for _, t := range []*infer.Tensor{s.frameT, s.rateT, s.chance, s.state[0], s.state[1]} {
		_ = t.Close()
	}
}

// push takes samples and calls each with the probability of every full step.
func (s *silero) push(samples []float32, each func(p float32)) error {
	for len(samples) > 0 {
		n := copy(s.frame[s.filled:], samples)
		samples = samples[n:]
		if s.filled += n; s.filled < len(s.frame) {
			return nil
		}
		s.in["state"], s.out["stateN"] = s.state[0], s.state[1]
		if err := s.session.RunInto(s.in, s.out); err != nil {
			return fmt.Errorf("finding voice activity: %w", err)
		}
		each(infer.Data[float32](s.chance)[0])
		s.state[0], s.state[1] = s.state[1], s.state[0]
		copy(s.frame, s.frame[voiceStep:])
		s.filled = voiceContext
	}
	return nil
}

// flush runs the rest of the stream, followed by silence.
func (s *silero) flush(each func(p float32)) error {
	if s.filled == voiceContext {
		return nil
	}
	return s.push(make([]float32, len(s.frame)-s.filled), each)
}
