package whisper

import (
	"fmt"

	"clipd/internal/models/ct2"
	"clipd/internal/models/onnx"
)

// decoder builds the graph that serves the prompt and every later step: the
// causal mask is made from the numbers of past and new tokens.
func decoder(m *ct2.Model, s Shape, alignment []Head, data *onnx.Data) ([]byte, error) {
	b := &builder{Graph: onnx.NewGraph(data), m: m}
	b.Input("embeddings", onnx.Float32, 1, "L", s.Dim)
	b.Input("past", onnx.Int64, 1)
	x, mask := b.decoderInput()
	var align []string
	for l := range s.Layers {
		b.declareLayer(l, s)
		at := fmt.Sprintf("decoder/layer_%d/", l)
		x = b.op("Add", []string{x, b.selfAttention(x, mask, at, l, s)})
		y, weights := b.crossAttention(x, at, l, s)
		x = b.op("Add", []string{x, y})
		if heads := headsOf(alignment, l); len(heads) > 0 {
			align = append(align, b.op("Gather", []string{weights, b.Ints(heads...)}, onnx.Int("axis", 1)))
		}
		y = b.norm(x, at+"ffn/layer_norm")
		y = b.microsoft("Gelu", []string{b.linear8(y, at+"ffn/linear_0/weight", at+"ffn/linear_0/bias")})
		x = b.op("Add", []string{x, b.linear8(y, at+"ffn/linear_1/weight", at+"ffn/linear_1/bias")})
	}
	x = b.norm(x, "decoder/layer_norm")
	logits := b.linear8(x, "decoder/embeddings/weight", "")
	b.Add(onnx.Node{Op: "Identity", Inputs: []string{logits}, Outputs: []string{"logits"}})
	b.Add(onnx.Node{Op: "Concat", Inputs: align, Outputs: []string{"align"}, Attributes: []onnx.Attribute{onnx.Int("axis", 1)}})
	b.Output("logits", onnx.Float32, 1, "L", s.Vocabulary)
	b.Output("align", onnx.Float32, 1, len(alignment), "L", "S")
	return b.Encode("whisper decoder"), b.err
}

// decoderInput adds the positions to the embeddings and makes the mask [L,P+L]:
// 0 where a token may look, a large negative number elsewhere.
func (b *builder) decoderInput() (x, mask string) {
	length := b.op("Gather", []string{b.op("Shape", []string{"embeddings"}), b.Ints(1)}, onnx.Int("axis", 0))
	total := b.op("Add", []string{"past", length})
	positions := b.op("Slice", []string{b.tensor("decoder/position_encodings/encodings", false), "past", total, b.Ints(0)})
	x = b.op("Add", []string{"embeddings", positions})

	all := b.op("Range", []string{b.Int(0), b.op("Squeeze", []string{total}), b.Int(1)})
	own := b.op("Unsqueeze", []string{b.op("Slice", []string{all, "past", total, b.Ints(0)}), b.Ints(1)})
	seen := b.op("LessOrEqual", []string{b.op("Unsqueeze", []string{all, b.Ints(0)}), own})
	return x, b.op("Where", []string{seen, b.Floats([]float32{0}), b.Floats([]float32{-1e9})})
}

func (b *builder) declareLayer(l int, s Shape) {
	name := func(prefix string) string { return fmt.Sprintf("%s%d", prefix, l) }
	b.Input(name("pk"), onnx.Float32, 1, s.Heads, "P", HeadSize)
	b.Input(name("pv"), onnx.Float32, 1, s.Heads, "P", HeadSize)
	b.Input(name("ck"), onnx.Float32, 1, s.Heads, HeadSize, "S")
	b.Input(name("cv"), onnx.Float32, 1, s.Heads, "S", HeadSize)
	b.Output(name("nk"), onnx.Float32, 1, s.Heads, "T", HeadSize)
	b.Output(name("nv"), onnx.Float32, 1, s.Heads, "T", HeadSize)
}

func (b *builder) selfAttention(x, mask, at string, l int, s Shape) string {
	y := b.norm(x, at+"self_attention/layer_norm")
	y = b.linear8(y, at+"self_attention/linear_0/weight", at+"self_attention/linear_0/bias")
	parts := b.split(y, s.Dim, s.Dim, s.Dim)
	q := b.query(parts[0], s)
	appended := func(past, now, name string) string {
		return b.Add(onnx.Node{Op: "Concat", Inputs: []string{past, b.heads(now, s.Heads, "", 0, 2, 1, 3)},
			Outputs: []string{name}, Attributes: []onnx.Attribute{onnx.Int("axis", 2)}})
	}
	k := appended(fmt.Sprintf("pk%d", l), parts[1], fmt.Sprintf("nk%d", l))
	v := appended(fmt.Sprintf("pv%d", l), parts[2], fmt.Sprintf("nv%d", l))
	scores := b.op("MatMul", []string{q, b.op("Transpose", []string{k}, onnx.Ints("perm", 0, 1, 3, 2))})
	weights := b.op("Softmax", []string{b.op("Add", []string{scores, mask})}, onnx.Int("axis", -1))
	y = b.joined(b.op("MatMul", []string{weights, v}), s)
	return b.linear8(y, at+"self_attention/linear_1/weight", at+"self_attention/linear_1/bias")
}

func (b *builder) crossAttention(x, at string, l int, s Shape) (y, weights string) {
	y = b.norm(x, at+"attention/layer_norm")
	q := b.query(b.linear8(y, at+"attention/linear_0/weight", at+"attention/linear_0/bias"), s)
	scores := b.op("MatMul", []string{q, fmt.Sprintf("ck%d", l)})
	weights = b.op("Softmax", []string{scores}, onnx.Int("axis", -1))
	y = b.joined(b.op("MatMul", []string{weights, fmt.Sprintf("cv%d", l)}), s)
	return b.linear8(y, at+"attention/linear_2/weight", at+"attention/linear_2/bias"), weights
}

func (b *builder) query(x string, s Shape) string {
	return b.heads(b.op("Mul", []string{x, b.Floats([]float32{0.125})}), s.Heads, "", 0, 2, 1, 3)
}

func (b *builder) joined(x string, s Shape) string {
	x = b.op("Transpose", []string{x}, onnx.Ints("perm", 0, 2, 1, 3))
	return b.op("Reshape", []string{x, b.Ints(0, 0, s.Dim)})
}

func headsOf(alignment []Head, layer int) []int {
	var heads []int
	for _, h := range alignment {
		if h.Layer == layer {
			heads = append(heads, h.Head)
		}
	}
	return heads
}
