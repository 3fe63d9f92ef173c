package whisper

import (
	"encoding/binary"
	"io"
	"math"

	"clipd/internal/models/ct2"
	"clipd/internal/models/onnx"
)

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

func (b *builder) norm(x, name string) string {
	return b.op("LayerNormalization", []string{x, b.vector(name + "/gamma"), b.vector(name + "/beta")},
		onnx.Int("axis", -1), onnx.Float("epsilon", 1e-5))
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
