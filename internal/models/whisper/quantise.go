package whisper

import (
	"io"
	"math"

	"clipd/internal/models/onnx"
)

// MatMulNBits quantises in blocks of this many inputs.
const blockSize = 32

// linear8 is linear with the matrix in 8 bits; bias may be "".
func (b *builder) linear8(x, weight, bias string) string {
	if b.err != nil {
		return ""
	}
	v, _ := b.m.Variable(weight)
	out, in := v.Dims[0], v.Dims[1]
	blocks := in / blockSize
	given, err := b.m.RowScales(weight)
	if err != nil {
		b.err = err
		return ""
	}
	scales := make([]float32, 0, out*blocks)
	matrix, err := b.External(onnx.Uint8, []int{out, blocks, blockSize}, func(w io.Writer) error {
		codes, row := make([]byte, in), 0
		return b.m.Rows(weight, func(values []float32) error {
			var scale float32
			if given != nil {
				scale = 1 / given[row]
			}
			row++
			scales = quantise(values, scale, codes, scales)
			_, err := w.Write(codes)
			return err
		})
	})
	if err != nil {
		b.err = err
		return ""
	}
	scale, err := b.External(onnx.Float32, []int{out, blocks}, func(w io.Writer) error {
		return writeFloats(w, onnx.Float32, scales)
	})
	if err != nil {
		b.err = err
		return ""
	}
	inputs := []string{x, matrix, scale}
	if bias != "" {
		inputs = append(inputs, "", "", b.vector(bias))
	}
	// Accuracy level 4: products in int8 with the input quantised by block.
	return b.microsoft("MatMulNBits", inputs, onnx.Int("K", in), onnx.Int("N", out),
		onnx.Int("bits", 8), onnx.Int("block_size", blockSize), onnx.Int("accuracy_level", 4))
}

// quantise writes a code for each value, value = scale * (code - 128), and
// appends the scale of each block: the one given, or with 0 the block's
// greatest magnitude over 127. There is no sum of products in it, which some
// processors would fuse: the bytes are the same everywhere.
func quantise(values []float32, scale float32, codes []byte, scales []float32) []float32 {
	for at := 0; at < len(values); at += blockSize {
		block, s := values[at:at+blockSize], scale
		if s == 0 {
			for _, v := range block {
				s = max(s, float32(math.Abs(float64(v))))
			}
			s = max(s/127, 1e-8)
		}
		for i, v := range block {
			code := math.RoundToEven(float64(v / s))
			codes[at+i] = byte(min(max(code, -127), 127) + 128)
		}
		scales = append(scales, s)
	}
	return scales
}
