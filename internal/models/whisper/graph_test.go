package whisper_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"clipd/internal/infer"
	"clipd/internal/mediatest"
	"clipd/internal/models/ct2"
	"clipd/internal/models/modeltest"
	"clipd/internal/models/whisper"
)

// graphs are the prepared graphs of a small model in ONNX Runtime.
type graphs struct {
	t                *testing.T
	size             modeltest.Size
	encoder, decoder *infer.Session
	table            []float32
}

func load(t *testing.T, size modeltest.Size, folder string) graphs {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(mediatest.Models(t), "runtime", "libonnxruntime*"))
	if err != nil || len(found) == 0 {
		t.Fatalf("no ONNX Runtime in the models folder: %v", err)
	}
	runtime, err := infer.Start(found[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = runtime.Close() })
	open := func(name string) *infer.Session {
		s, err := runtime.Load(filepath.Join(folder, name), infer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	raw, err := os.ReadFile(filepath.Join(folder, whisper.EmbeddingsFile))
	if err != nil || len(raw) != 2*size.Vocabulary*size.Dim {
		t.Fatalf("%d bytes of embeddings: %v", len(raw), err)
	}
	table := make([]float32, len(raw)/2)
	for i := range table {
		table[i] = ct2.FromFloat16(uint16(raw[2*i]) | uint16(raw[2*i+1])<<8)
	}
	return graphs{t, size, open(whisper.EncoderFile), open(whisper.DecoderFile), table}
}

func tensor[T infer.Element](t *testing.T, data []T, shape ...int64) *infer.Tensor {
	t.Helper()
	x, err := infer.NewTensor(shape, data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}

func (g graphs) run(s *infer.Session, in map[string]*infer.Tensor) map[string]*infer.Tensor {
	g.t.Helper()
	out, err := s.Run(in, s.Outputs())
	if err != nil {
		g.t.Fatal(err)
	}
	g.t.Cleanup(func() { infer.CloseAll(out) })
	return out
}

func (g graphs) encode(mel matrix) map[string]*infer.Tensor {
	flat := make([]float32, g.size.MelBins*len(mel))
	for frame, row := range mel {
		for bin, v := range row {
			flat[bin*len(mel)+frame] = float32(v)
		}
	}
	return g.run(g.encoder, map[string]*infer.Tensor{"mel": tensor(g.t, flat, 1, int64(g.size.MelBins), int64(len(mel)))})
}

// step decodes tokens after the past ones, whose keys and values are in state,
// and returns the logits and the alignment heads' attention.
func (g graphs) step(state map[string]*infer.Tensor, past int, tokens []int) (logits, align []float32) {
	g.t.Helper()
	rows := make([]float32, 0, len(tokens)*g.size.Dim)
	for _, token := range tokens {
		rows = append(rows, g.table[token*g.size.Dim:(token+1)*g.size.Dim]...)
	}
	state["embeddings"] = tensor(g.t, rows, 1, int64(len(tokens)), int64(g.size.Dim))
	state["past"] = tensor(g.t, []int64{int64(past)}, 1)
	out := g.run(g.decoder, state)
	for l := range g.size.Layers {
		state[fmt.Sprintf("pk%d", l)] = out[fmt.Sprintf("nk%d", l)]
		state[fmt.Sprintf("pv%d", l)] = out[fmt.Sprintf("nv%d", l)]
	}
	return infer.Data[float32](out["logits"]), infer.Data[float32](out["align"])
}

func (g graphs) start(sound map[string]*infer.Tensor) map[string]*infer.Tensor {
	state := map[string]*infer.Tensor{}
	for name, x := range sound {
		state[name] = x
	}
	for l := range g.size.Layers {
		for _, name := range []string{"pk", "pv"} {
			state[fmt.Sprintf("%s%d", name, l)] = tensor(g.t, []float32{}, 1, int64(g.size.Dim/64), 0, 64)
		}
	}
	return state
}

func TestGraphsComputeWhisper(t *testing.T) {
	for _, c := range []struct {
		kind ct2.Type
		// The decoder multiplies in 8 bits, the encoder does not.
		encoder, decoder float64
	}{{ct2.Float16, 1e-4, 0.03}, {ct2.Float32, 1e-4, 0.03}, {ct2.BFloat16, 1e-4, 0.03}, {ct2.Int8, 1e-2, 0.03}} {
		t.Run(c.kind.String(), func(t *testing.T) {
			size := modeltest.Small()
			size.Type = c.kind
			from := modeltest.Folder(t, size)
			g := load(t, size, prepare(t, from))
			weights, err := os.Open(filepath.Join(from, whisper.WeightsFile))
			if err != nil {
				t.Fatal(err)
			}
			defer weights.Close()
			info, err := weights.Stat()
			if err != nil {
				t.Fatal(err)
			}
			model, err := ct2.Open(weights, info.Size())
			if err != nil {
				t.Fatal(err)
			}
			compare(t, g, reference{t, model}, c.encoder, c.decoder)
		})
	}
}

func compare(t *testing.T, g graphs, r reference, encoderLimit, decoderLimit float64) {
	random := rand.New(rand.NewPCG(5, 6))
	mel := make(matrix, 24)
	for i := range mel {
		mel[i] = make([]float64, g.size.MelBins)
		for j := range mel[i] {
			mel[i][j] = random.NormFloat64()
		}
	}
	sound := r.encode(mel, g.size.EncoderLayers)
	outputs := g.encode(mel)
	for l := range g.size.Layers {
		kv := r.linear(sound, fmt.Sprintf("decoder/layer_%d/attention/linear_1", l))
		keys, values := infer.Data[float32](outputs[fmt.Sprintf("ck%d", l)]), infer.Data[float32](outputs[fmt.Sprintf("cv%d", l)])
		dim, n := g.size.Dim, len(sound)
		for i := range n {
			for d := range dim {
				near(t, "ck", float64(keys[d*n+i]), kv[i][d], encoderLimit)
				near(t, "cv", float64(values[(d/64*n+i)*64+d%64]), kv[i][dim+d], encoderLimit)
			}
		}
	}

	tokens := []int{94, 7, 12, 61, 3}
	want, attention := r.decode(tokens, sound, g.size.Layers)
	spread := 0.0
	for _, v := range want[0] {
		spread = max(spread, math.Abs(v))
	}
	whole, align := g.step(g.start(outputs), 0, tokens)
	for i, row := range want {
		for j, v := range row {
			near(t, "logits", float64(whole[i*len(row)+j]), v, decoderLimit*spread)
		}
	}
	// The config's heads are layer 0, head 1 and layer 1, head 0.
	heads := []matrix{attention[0][1], attention[1][0]}
	for h, weights := range heads {
		for i, row := range weights {
			for j, v := range row {
				near(t, "align", float64(align[(h*len(tokens)+i)*len(row)+j]), v, 0.02)
			}
		}
	}

	state := g.start(outputs)
	g.step(state, 0, tokens[:2])
	for i := 2; i < len(tokens); i++ {
		logits, _ := g.step(state, i, tokens[i:i+1])
		for j, v := range logits {
			near(t, "logits, token by token", float64(v), float64(whole[i*len(logits)+j]), decoderLimit*spread)
		}
	}
}

func near(t *testing.T, what string, got, want, limit float64) {
	t.Helper()
	if !(math.Abs(got-want) <= limit) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
}
