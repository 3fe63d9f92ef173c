package ge2e

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/infer"
	"clipd/internal/mediatest"
	"clipd/internal/models/onnx"
)

// weightFile has small random weights at every place that could be read.
func weightFile() []byte {
	random := rand.New(rand.NewPCG(3, 4))
	b := make([]byte, fileSize)
	for _, block := range [][2]int{{linearBias, Size}, {linear, Size * Size}, {recurrent, 1357824}} {
		for i := range block[1] {
			binary.LittleEndian.PutUint32(b[block[0]+4*i:], math.Float32bits(float32(random.NormFloat64()*0.05)))
		}
	}
	return b
}

// voice is the encoder as PyTorch defines it, one sum after another.
func voice(weights []byte, frames [][]float64) []float64 {
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	get := func(at, n int) []float32 { return floats(weights, recurrent+4*at, n) }
	var hidden []float64
	for _, at := range lstmAt {
		input, own := get(at.input, gates*Size*at.width), get(at.hidden, gates*Size*Size)
		inputBias, ownBias := get(at.inputBias, gates*Size), get(at.hiddenBias, gates*Size)
		hidden = make([]float64, Size)
		cell := make([]float64, Size)
		for t, x := range frames {
			z := make([]float64, gates*Size)
			for j := range z {
				z[j] = float64(inputBias[j]) + float64(ownBias[j])
				for i, v := range x {
					z[j] += float64(input[j*at.width+i]) * v
				}
				for i, v := range hidden {
					z[j] += float64(own[j*Size+i]) * v
				}
			}
			next := make([]float64, Size)
			for j := range next {
				cell[j] = sigmoid(z[Size+j])*cell[j] + sigmoid(z[j])*math.Tanh(z[2*Size+j])
				next[j] = sigmoid(z[3*Size+j]) * math.Tanh(cell[j])
			}
			hidden, frames[t] = next, next
		}
	}
	w, bias := floats(weights, linear, Size*Size), floats(weights, linearBias, Size)
	out, length := make([]float64, Size), 0.0
	for j := range out {
		out[j] = float64(bias[j])
		for i, v := range hidden {
			out[j] += float64(w[j*Size+i]) * v
		}
		out[j] = max(0, out[j])
		length += out[j] * out[j]
	}
	for j := range out {
		out[j] /= math.Sqrt(length)
	}
	return out
}

func TestTheGraphIsTheEncoder(t *testing.T) {
	library, err := filepath.Glob(filepath.Join(mediatest.Models(t), "runtime", "libonnxruntime*"))
	if err != nil || len(library) != 1 {
		t.Fatalf("runtime %v, %v", library, err)
	}
	weights := weightFile()
	graph, err := Graph(weights)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ge2e.onnx")
	if err := os.WriteFile(path, graph, 0o600); err != nil {
		t.Fatal(err)
	}
	rt, err := infer.Start(library[0])
	if err != nil {
		t.Fatal(err)
	}
	defer rt.Close()
	session, err := rt.Load(path, infer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()

	const n, steps = 2, 12
	random := rand.New(rand.NewPCG(5, 6))
	sound := make([]float32, n*steps*Bands)
	for i := range sound {
		sound[i] = random.Float32()
	}
	in, err := infer.NewTensor([]int64{n, steps, Bands}, sound)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := session.Run(map[string]*infer.Tensor{"mel": in}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer infer.CloseAll(out)
	got := infer.Data[float32](out["voice"])
	for k := range n {
		frames := make([][]float64, steps)
		for s := range frames {
			for _, v := range sound[(k*steps+s)*Bands : (k*steps+s+1)*Bands] {
				frames[s] = append(frames[s], float64(v))
			}
		}
		for j, want := range voice(weights, frames) {
			if math.Abs(float64(got[k*Size+j])-want) > 1e-5 {
				t.Fatalf("voice %d, %d: %v, want %v", k, j, got[k*Size+j], want)
			}
		}
	}
}

func TestOtherFilesAreRefused(t *testing.T) {
	for _, content := range [][]byte{nil, []byte("no weights"), onnx.NewGraph(nil).Encode("x")} {
		if _, err := Graph(content); err == nil || !strings.Contains(err.Error(), "voice encoder") {
			t.Errorf("%d bytes: %v", len(content), err)
		}
	}
}
