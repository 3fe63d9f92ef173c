package whisper

import (
	"fmt"
	"slices"

	"clipd/internal/models/ct2"
)

// plain refuses the variations of WhisperSpec that the graphs do not have.
func plain(m *ct2.Model) error {
	for name, want := range map[string]float64{
		"decoder/pre_norm": 1, "decoder/activation": 3, "decoder/alibi": 0,
		"decoder/scale_embeddings": 0, "decoder/start_from_zero_embedding": 0,
	} {
		if _, ok := m.Variable(name); !ok {
			continue
		}
		got, err := m.Scalar(name)
		if err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("%s is %v, and only %v is known", name, got, want)
		}
	}
	return nil
}

func (s Shape) checkWeights(m *ct2.Model) error {
	c := checker{m: m}
	c.want([]int{s.Dim, s.MelBins, 3}, "encoder/conv1/weight")
	c.want([]int{s.Dim, s.Dim, 3}, "encoder/conv2/weight")
	c.want([]int{s.Dim}, "encoder/conv1/bias", "encoder/conv2/bias")
	c.want([]int{s.AudioPositions, s.Dim}, "encoder/position_encodings/encodings")
	c.want([]int{s.TextPositions, s.Dim}, "decoder/position_encodings/encodings")
	c.want([]int{s.Vocabulary, s.Dim}, "decoder/embeddings/weight")
	c.norm(s.Dim, "encoder/layer_norm")
	c.norm(s.Dim, "decoder/layer_norm")
	for _, part := range []struct {
		name   string
		layers int
	}{{"encoder", s.EncoderLayers}, {"decoder", s.Layers}} {
		for l := range part.layers {
			at := fmt.Sprintf("%s/layer_%d/", part.name, l)
			c.norm(s.Dim, at+"self_attention/layer_norm")
			c.linear(3*s.Dim, s.Dim, at+"self_attention/linear_0")
			c.linear(s.Dim, s.Dim, at+"self_attention/linear_1")
			if part.name == "decoder" {
				c.norm(s.Dim, at+"attention/layer_norm")
				c.linear(s.Dim, s.Dim, at+"attention/linear_0")
				c.linear(2*s.Dim, s.Dim, at+"attention/linear_1")
				c.linear(s.Dim, s.Dim, at+"attention/linear_2")
			}
			hidden := c.hidden(at + "ffn/linear_0/weight")
			c.norm(s.Dim, at+"ffn/layer_norm")
			c.linear(hidden, s.Dim, at+"ffn/linear_0")
			c.linear(s.Dim, hidden, at+"ffn/linear_1")
		}
	}
	return c.err
}

// checker keeps the first fault it finds.
type checker struct {
	m   *ct2.Model
	err error
}

func (c *checker) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

func (c *checker) want(shape []int, names ...string) {
	for _, name := range names {
		v, ok := c.m.Variable(name)
		switch {
		case !ok:
			c.fail("variable %s is missing", name)
		case !slices.Equal(v.Dims, shape):
			c.fail("%s has shape %v, not %v", name, v.Dims, shape)
		case v.Type == ct2.Int16 || v.Type == ct2.Int32 || v.Type == ct2.Int8 && len(shape) < 2:
			c.fail("%s has numbers of %v, which no weight should have", name, v.Type)
		}
		if _, err := c.m.RowScales(name); err != nil {
			c.fail("%w", err)
		}
	}
}

func (c *checker) norm(dim int, name string) { c.want([]int{dim}, name+"/gamma", name+"/beta") }

func (c *checker) linear(out, in int, name string) {
	c.want([]int{out, in}, name+"/weight")
	c.want([]int{out}, name+"/bias")
}

func (c *checker) hidden(name string) int {
	v, ok := c.m.Variable(name)
	if !ok || len(v.Dims) != 2 || v.Dims[0] > maxHidden || v.Dims[0]%blockSize != 0 {
		c.fail("%s has shape %v, not [at most %d and a multiple of %d, the model's width]", name, v.Dims, maxHidden, blockSize)
		return 0
	}
	return v.Dims[0]
}
