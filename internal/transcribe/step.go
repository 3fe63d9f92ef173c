package transcribe

import (
	"fmt"

	"clipd/internal/infer"
)

// stepper runs the decoder token by token over one encoded window. Its memory
// is kept from window to window. It is not safe for concurrent use.
type stepper struct {
	w      *whisper
	window *encoded
	past   int // tokens so far

	cache  map[string]*infer.Tensor // pk0, pv0, ...: [1, Heads, past, 64]
	memory [2]map[string][]float32  // that the caches lie in, by turns
	turn   int
	logits []float32
	align  []float32
}

func newStepper(w *whisper) *stepper {
	s := &stepper{w: w, cache: map[string]*infer.Tensor{}}
	for i := range s.memory {
		s.memory[i] = map[string][]float32{}
	}
	return s
}

// begin starts a transcript of the window, which the caller keeps open.
func (s *stepper) begin(window *encoded) error {
	s.window, s.past = window, 0
	infer.CloseAll(s.cache)
	for l := range s.w.model.Layers {
		for _, kind := range []string{"pk", "pv"} {
			empty, err := infer.NewTensor([]int64{1, int64(s.w.model.Heads), 0, headSize}, []float32{})
			if err != nil {
				return err
			}
			s.cache[fmt.Sprint(kind, l)] = empty
		}
	}
	return nil
}

// Close frees what the stepper holds of the runtime.
func (s *stepper) Close() { infer.CloseAll(s.cache) }

// step appends the tokens. It returns the logits [tokens, Vocabulary] after
// each and the attention of the alignment heads [heads, tokens, stride]; both
// are valid until the next step.
func (s *stepper) step(tokens []int) (logits, align []float32, err error) {
	n, m := len(tokens), s.w.model
	embedded := make([]float32, n*m.Dim)
	if err := s.w.embed(embedded, tokens); err != nil {
		return nil, nil, err
	}
	in := map[string]*infer.Tensor{}
	out := map[string]*infer.Tensor{}
	var own []*infer.Tensor // closed after the step
	defer func() {
		for _, t := range own {
			_ = t.Close()
		}
	}()
	tensor := func(to map[string]*infer.Tensor, name string, shape []int64, data []float32) {
		t, e := infer.NewTensor(shape, data)
		if e != nil {
			err = e
			return
		}
		to[name] = t
	}
	heads := s.w.vocabulary.alignHeads
	s.logits = grow(s.logits, n*m.Vocabulary)
	s.align = grow(s.align, heads*n*s.window.stride)
	tensor(in, "embeddings", []int64{1, int64(n), int64(m.Dim)}, embedded)
	tensor(out, "logits", []int64{1, int64(n), int64(m.Vocabulary)}, s.logits)
	tensor(out, "align", []int64{1, int64(heads), int64(n), int64(s.window.stride)}, s.align)
	own = append(own, in["embeddings"], out["logits"], out["align"])
	past, e := infer.NewTensor([]int64{1}, []int64{int64(s.past)})
	if e != nil {
		return nil, nil, e
	}
	in["past"] = past
	own = append(own, past)
	for name, t := range s.window.cross {
		in[name] = t
	}
	next := map[string]*infer.Tensor{}
	memory := s.memory[s.turn]
	for name, t := range s.cache {
		in[name] = t
		memory[name] = grow(memory[name], m.Heads*(s.past+n)*headSize)
		tensor(next, name, []int64{1, int64(m.Heads), int64(s.past + n), headSize}, memory[name])
		out["n"+name[1:]] = next[name]
	}
	if err == nil {
		err = s.w.decoder.RunInto(in, out)
	}
	if err != nil {
		infer.CloseAll(next)
		return nil, nil, fmt.Errorf("decoding: %w", err)
	}
	infer.CloseAll(s.cache)
	s.cache, s.past, s.turn = next, s.past+n, 1-s.turn
	return s.logits, s.align, nil
}

// grow returns a slice of length n, in b's memory where that is large enough.
func grow(b []float32, n int) []float32 {
	if n <= cap(b) {
		return b[:n]
	}
	return make([]float32, n, n+n/2)
}
