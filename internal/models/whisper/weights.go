package whisper

import (
	"encoding/binary"
	"io"
	"math"

	"clipd/internal/models/ct2"
	"clipd/internal/models/onnx"
)

// MatMulNBits quantises in blocks of this many inputs.
const blockSize = 32

// builder adds weights and the operations that use them to a graph. After its
// first error it adds nothing more; take err at the end.
type builder struct {
	*onnx.Graph
	m   *ct2.Model
	err error
}

func (b *builder) op(name string, inputs []string, attributes ...onnx.Attribute) string {
	return b.Add(onnx.Node{Op: name, Inputs: inputs, Attributes: attributes})
}

func (b *builder) microsoft(name string, inputs []string, attributes ...onnx.Attribute) string {
	return b.Add(onnx.Node{Op: name, Domain: onnx.Microsoft, Inputs: inputs, Attributes: attributes})
}

func (b *builder) split(x string, parts ...int) []string {
	names := b.Names(len(parts))
	b.Add(onnx.Node{Op: "Split", Inputs: []string{x, b.Ints(parts...)}, Outputs: names,
		Attributes: []onnx.Attribute{onnx.Int("axis", 2)}})
	return names
}

// vector is a small weight, float32 inside the graph.
func (b *builder) vector(name string) string {
	if b.err != nil {
		return ""
	}
	values, err := b.m.Floats(name)
	if err != nil {
		b.err = err
		return ""
	}
	return b.Floats(values, len(values))
}

// tensor is a large weight, as it lies in the file or, for a matrix [out,in],
// transposed to [in,out].
func (b *builder) tensor(name string, transpose bool) string {
	if b.err != nil {
		return ""
	}
	v, _ := b.m.Variable(name)
	values, err := b.m.Floats(name)
	if err != nil {
		b.err = err
		return ""
	}
	dims := v.Dims
	if transpose {
		dims = []int{v.Dims[1], v.Dims[0]}
		values = transposed(values, v.Dims[0], v.Dims[1])
	}
	stored := onnx.Float32
	if v.Type == ct2.Float16 || fitsFloat16(values, v.Type == ct2.Float32) {
		stored = onnx.Float16
	}
	t, err := b.External(stored, dims, func(w io.Writer) error { return writeFloats(w, stored, values) })
	if err != nil {
		b.err = err
		return ""
	}
	if stored == onnx.Float16 {
		// Folded by ONNX Runtime when it loads the graph.
		t = b.op("Cast", []string{t}, onnx.Int("to", int(onnx.Float32)))
	}
	return t
}

// linear multiplies x [1,n,in] with the matrix and adds the bias.
func (b *builder) linear(x, name string) string {
	y := b.op("MatMul", []string{x, b.tensor(name+"/weight", true)})
	return b.op("Add", []string{y, b.vector(name + "/bias")})
}

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

func (b *builder) norm(x, name string) string {
	return b.op("LayerNormalization", []string{x, b.vector(name + "/gamma"), b.vector(name + "/beta")},
		onnx.Int("axis", -1), onnx.Float("epsilon", 1e-5))
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

func transposed(values []float32, rows, columns int) []float32 {
	t := make([]float32, len(values))
	for r := range rows {
		for c := range columns {
			t[c*rows+r] = values[r*columns+c]
		}
	}
	return t
}

// fitsFloat16 tells whether the values may be stored so: exactly, or, for
// numbers that are coarser than float16 anyway, within its range.
func fitsFloat16(values []float32, exactly bool) bool {
	for _, v := range values {
		if math.Abs(float64(v)) > 65504 || exactly && ct2.FromFloat16(ct2.ToFloat16(v)) != v {
			return false
		}
	}
	return true
}

func writeFloats(w io.Writer, t onnx.Type, values []float32) error {
	var raw []byte
	for len(values) > 0 {
		n := min(len(values), 64<<10)
		raw = raw[:0]
		for _, v := range values[:n] {
			if t == onnx.Float16 {
				raw = binary.LittleEndian.AppendUint16(raw, ct2.ToFloat16(v))
			} else {
				raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
			}
		}
		if _, err := w.Write(raw); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}
