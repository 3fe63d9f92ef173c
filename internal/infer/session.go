package infer

import (
	"fmt"
	"slices"
	"sync"

	ort "github.com/yalue/onnxruntime_go"
)

// Options is how a session runs.
type Options struct {
	// Threads is how many threads compute one operation; 0 means 1.
	Threads int
	// Arena keeps memory between runs. It is faster, and where runs with large
	// intermediate results follow each other it takes less memory in the end,
	// because the C heap does not fragment; but the peak is held until Close.
	Arena bool
}

// Session is a loaded graph. It is safe for concurrent use; concurrent runs
// share its threads.
type Session struct {
	path            string
	inputs, outputs []string

	mu  sync.RWMutex // held for reading by runs
	ort *ort.DynamicAdvancedSession
}

// Load opens the graph at the path for the processor. The session must be
// closed before the runtime.
func (r *Runtime) Load(path string, o Options) (*Session, error) {
	sig, err := readSignature(path)
	if err != nil {
		return nil, fmt.Errorf("loading a model: %w", err)
	}
	options, err := sessionOptions(o)
	if err != nil {
		return nil, fmt.Errorf("loading %s: %w", path, err)
	}
	defer options.Destroy()
	s, err := ort.NewDynamicAdvancedSession(path, sig.inputs, sig.outputs, options)
	if err != nil {
		return nil, fmt.Errorf("loading %s: %w", path, err)
	}
	return &Session{path: path, inputs: sig.inputs, outputs: sig.outputs, ort: s}, nil
}

// sessionOptions turns spinning off: idle threads that wait busily steal the
// time of the other stages and of ffmpeg.
func sessionOptions(o Options) (*ort.SessionOptions, error) {
	options, err := ort.NewSessionOptions()
	if err != nil {
		return nil, err
	}
	for _, set := range []func() error{
		func() error { return options.SetIntraOpNumThreads(max(1, o.Threads)) },
		func() error { return options.SetInterOpNumThreads(1) },
		func() error { return options.SetCpuMemArena(o.Arena) },
		func() error { return options.SetMemPattern(o.Arena) },
		func() error { return options.SetLogSeverityLevel(ort.LoggingLevelError) },
		func() error { return options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0") },
		func() error { return options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0") },
	} {
		if err := set(); err != nil {
			_ = options.Destroy()
			return nil, err
		}
	}
	return options, nil
}

// Inputs are the names of what the graph takes.
func (s *Session) Inputs() []string { return slices.Clone(s.inputs) }

// Outputs are the names of what the graph gives.
func (s *Session) Outputs() []string { return slices.Clone(s.outputs) }

// Run computes the graph and returns the wanted outputs, all of them for nil.
// The caller closes them. Input tensors that the graph does not take are an
// error, as is a missing one.
func (s *Session) Run(in map[string]*Tensor, want []string) (map[string]*Tensor, error) {
	if want == nil {
		want = s.outputs
	}
	for _, name := range want {
		if !slices.Contains(s.outputs, name) {
			return nil, fmt.Errorf("running %s: it gives no %q, only %q", s.path, name, s.outputs)
		}
	}
	out := make([]ort.Value, len(s.outputs))
	if err := s.run(in, out); err != nil {
		return nil, err
	}
	got := make(map[string]*Tensor, len(want))
	for i, name := range s.outputs {
		if !slices.Contains(want, name) {
			_ = out[i].Destroy()
			continue
		}
		got[name] = &Tensor{value: out[i], shape: out[i].GetShape()}
	}
	return got, nil
}

// RunInto computes the graph into the memory of the given outputs, which must
// be all that the graph gives and of the right shapes. Nothing is copied or
// allocated, so an output can be an input of the next run.
func (s *Session) RunInto(in, out map[string]*Tensor) error {
	values, err := s.order(s.outputs, out)
	if err != nil {
		return err
	}
	return s.run(in, values)
}

func (s *Session) run(in map[string]*Tensor, out []ort.Value) error {
	values, err := s.order(s.inputs, in)
	if err != nil {
		return err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.ort == nil {
		return fmt.Errorf("running %s: %w", s.path, ErrClosed)
	}
	if err := s.ort.Run(values, out); err != nil {
		return fmt.Errorf("running %s: %w", s.path, err)
	}
	return nil
}

// order puts the tensors into the order of the names.
func (s *Session) order(names []string, tensors map[string]*Tensor) ([]ort.Value, error) {
	values := make([]ort.Value, len(names))
	for i, name := range names {
		t := tensors[name]
		if t == nil || t.value == nil {
			return nil, fmt.Errorf("running %s: no tensor for %q", s.path, name)
		}
		values[i] = t.value
	}
	if len(tensors) != len(names) {
		return nil, fmt.Errorf("running %s: %d tensors given for %q", s.path, len(tensors), names)
	}
	return values, nil
}

// Close waits for running computations and frees the graph. Closing twice does
// nothing.
func (s *Session) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ort == nil {
		return nil
	}
	err := s.ort.Destroy()
	s.ort = nil
	return err
}
