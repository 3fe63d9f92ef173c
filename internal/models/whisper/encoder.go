package whisper

import (
	"fmt"

	"clipd/internal/models/ct2"
	"clipd/internal/models/onnx"
)

// encoder builds the encoder's graph and, at its end, the keys and values of
// every decoder layer's attention to the sound, which do not change while a
// window is decoded.
func encoder(m *ct2.Model, s Shape, data *onnx.Data) ([]byte, error) {
	b := &builder{Graph: onnx.NewGraph(data), m: m}
	b.Input("mel", onnx.Float32, 1, s.MelBins, "F")
	x := b.convolution("mel", "encoder/conv1", 1)
	x = b.convolution(x, "encoder/conv2", 2)
	x = b.op("Transpose", []string{x}, onnx.Ints("perm", 0, 2, 1))
	length := b.op("Gather", []string{b.op("Shape", []string{x}), b.Ints(1)}, onnx.Int("axis", 0))
	positions := b.op("Slice", []string{b.tensor("encoder/position_encodings/encodings", false), b.Ints(0), length, b.Ints(0)})
	x = b.op("Add", []string{x, positions})
	for l := range s.EncoderLayers {
		x = b.encoderLayer(x, fmt.Sprintf("encoder/layer_%d/", l), s)
	}
	x = b.norm(x, "encoder/layer_norm")
	for l := range s.Layers {
		b.crossKeys(x, l, s)
	}
	return b.Encode("whisper encoder"), b.err
}

func (b *builder) convolution(x, name string, stride int) string {
	y := b.op("Conv", []string{x, b.tensor(name+"/weight", false), b.vector(name + "/bias")},
		onnx.Ints("kernel_shape", 3), onnx.Ints("pads", 1, 1), onnx.Ints("strides", stride))
	return b.microsoft("Gelu", []string{y})
}

func (b *builder) encoderLayer(x, at string, s Shape) string {
	y := b.norm(x, at+"self_attention/layer_norm")
	y = b.linear(y, at+"self_attention/linear_0")
	y = b.microsoft("MultiHeadAttention", b.split(y, s.Dim, s.Dim, s.Dim), onnx.Int("num_heads", s.EncoderHeads))
	x = b.op("Add", []string{x, b.linear(y, at+"self_attention/linear_1")})
	y = b.norm(x, at+"ffn/layer_norm")
	y = b.microsoft("Gelu", []string{b.linear(y, at+"ffn/linear_0")})
	return b.op("Add", []string{x, b.linear(y, at+"ffn/linear_1")})
}

func (b *builder) crossKeys(x string, l int, s Shape) {
	both := b.linear(x, fmt.Sprintf("decoder/layer_%d/attention/linear_1", l))
	parts := b.split(both, s.Dim, s.Dim)
	k, v := fmt.Sprintf("ck%d", l), fmt.Sprintf("cv%d", l)
	b.heads(parts[0], s.Heads, k, 0, 2, 3, 1)
	b.heads(parts[1], s.Heads, v, 0, 2, 1, 3)
	b.Output(k, onnx.Float32, 1, s.Heads, HeadSize, "S")
	b.Output(v, onnx.Float32, 1, s.Heads, "S", HeadSize)
}

// heads cuts x [1,n,heads*64] into heads and orders the result by perm, from
// [1,n,heads,64]; output "" lets the graph choose a name.
func (b *builder) heads(x string, heads int, output string, perm ...int) string {
	n := onnx.Node{
		Op:         "Transpose",
		Inputs:     []string{b.op("Reshape", []string{x, b.Ints(0, 0, heads, HeadSize)})},
		Attributes: []onnx.Attribute{onnx.Ints("perm", perm...)},
	}
	if output != "" {
		n.Outputs = []string{output}
	}
	return b.Add(n)
}
