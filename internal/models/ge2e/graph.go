// Package ge2e makes the voice encoder of Resemblyzer usable by ONNX Runtime:
// it takes the weights out of the file that PyTorch wrote and writes a graph
// around them.
//
// The encoder is that of Wan et al., "Generalized End-to-End Loss for Speaker
// Verification" (2018): three LSTM layers of 256 over 40 mel bands, a linear
// layer, rectified and brought to length 1. The file holds a pickle; nothing of
// it is read, since its SHA-256 is pinned and the weights lie at known places.
// The graph is run by speakers.
package ge2e

import (
	"encoding/binary"
	"fmt"
	"math"

	"clipd/internal/models/onnx"
)

// The shape of the encoder.
const (
	Bands = 40  // of the input "mel" [n,t,40]
	Size  = 256 // of the output "voice" [n,256], and of each layer

	layers = 3
	gates  = 4
)

// Where the weights lie in the file: float32, little-endian, row-major.
const (
	fileSize   = 17090379
	linearBias = 6699
	linear     = 7731
	recurrent  = 269883 // all weights of the LSTM, which begin where lstmAt says
)

// lstmAt is where the tensors of each layer begin, in floats after recurrent.
var lstmAt = [layers]struct{ input, hidden, inputBias, hiddenBias, width int }{
	{0, 40960, 1351680, 1352704, Bands},
	{303104, 565248, 1353728, 1354752, Size},
	{827392, 1089536, 1355776, 1356800, Size},
}

// Graph returns the encoder with input "mel" [n,t,40] and output "voice"
// [n,256], from the content of the weight file. It does not check more than the
// file's size: the caller has compared its hash.
func Graph(weights []byte) ([]byte, error) {
	if len(weights) != fileSize {
		return nil, fmt.Errorf("making the voice encoder: the weights have %d bytes, not %d", len(weights), fileSize)
	}
	g := onnx.NewGraph(nil)
	g.Input("mel", onnx.Float32, "n", "t", Bands)
	g.Output("voice", onnx.Float32, "n", Size)
	add := func(op string, inputs []string, a ...onnx.Attribute) string {
		return g.Add(onnx.Node{Op: op, Inputs: inputs, Attributes: a})
	}
	x := add("Transpose", []string{"mel"}, onnx.Ints("perm", 1, 0, 2))
	for l, at := range lstmAt {
		block := func(offset, columns int) []float32 {
			return reorder(floats(weights, recurrent+4*offset, gates*Size*columns))
		}
		bias := append(block(at.inputBias, 1), block(at.hiddenBias, 1)...)
		out := g.Names(2) // every step's state, and the last one's
		g.Add(onnx.Node{
			Op: "LSTM",
			Inputs: []string{
				x,
				g.Floats(block(at.input, at.width), 1, gates*Size, at.width),
				g.Floats(block(at.hidden, Size), 1, gates*Size, Size),
				g.Floats(bias, 1, 2*gates*Size),
			},
			Outputs:    out,
			Attributes: []onnx.Attribute{onnx.Int("hidden_size", Size)},
		})
		if l < layers-1 {
			x = add("Squeeze", []string{out[0], g.Ints(1)})
			continue
		}
		x = add("Squeeze", []string{out[1], g.Ints(0)})
	}
	x = add("Gemm", []string{
		x,
		g.Floats(floats(weights, linear, Size*Size), Size, Size),
		g.Floats(floats(weights, linearBias, Size), Size),
	}, onnx.Int("transB", 1))
	g.Add(onnx.Node{
		Op: "LpNormalization", Inputs: []string{add("Relu", []string{x})}, Outputs: []string{"voice"},
		Attributes: []onnx.Attribute{onnx.Int("axis", 1), onnx.Int("p", 2)},
	})
	return g.Encode("ge2e"), nil
}

// reorder turns PyTorch's order of the gates (input, forget, cell, output) to
// ONNX's (input, output, forget, cell).
func reorder(w []float32) []float32 {
	n := len(w) / gates
	out := make([]float32, 0, len(w))
	for _, gate := range [gates]int{0, 3, 1, 2} {
		out = append(out, w[gate*n:(gate+1)*n]...)
	}
	return out
}

func floats(b []byte, at, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[at+4*i:]))
	}
	return out
}
