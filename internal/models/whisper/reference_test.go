package whisper_test

import (
	"fmt"
	"math"
	"testing"

	"clipd/internal/models/ct2"
)

// reference is Whisper as in the paper, one sum after another, in float64. It
// is what the graphs are compared with.
type reference struct {
	t *testing.T
	m *ct2.Model
}

type matrix [][]float64

func (r reference) vector(name string) []float64 {
	r.t.Helper()
	values, err := r.m.Floats(name)
	if err != nil {
		r.t.Fatal(err)
	}
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = float64(v)
	}
	return out
}

func (r reference) matrix(name string, width int) matrix {
	values := r.vector(name)
	var rows matrix
	for at := 0; at < len(values); at += width {
		rows = append(rows, values[at:at+width])
	}
	return rows
}

func (r reference) linear(x matrix, name string) matrix {
	w, bias := r.matrix(name+"/weight", len(x[0])), r.vector(name+"/bias")
	y := times(x, w)
	for _, row := range y {
		for i := range row {
			row[i] += bias[i]
		}
	}
	return y
}

// times multiplies x with the transpose of w.
func times(x, w matrix) matrix {
	y := make(matrix, len(x))
	for i := range x {
		y[i] = make([]float64, len(w))
		for j := range w {
			for k := range w[j] {
				y[i][j] += x[i][k] * w[j][k]
			}
		}
	}
	return y
}

func (r reference) norm(x matrix, name string) matrix {
	gamma, beta := r.vector(name+"/gamma"), r.vector(name+"/beta")
	y := make(matrix, len(x))
	for i, row := range x {
		mean, variance := 0.0, 0.0
		for _, v := range row {
			mean += v / float64(len(row))
		}
		for _, v := range row {
			variance += (v - mean) * (v - mean) / float64(len(row))
		}
		y[i] = make([]float64, len(row))
		for j, v := range row {
			y[i][j] = (v-mean)/math.Sqrt(variance+1e-5)*gamma[j] + beta[j]
		}
	}
	return y
}

func gelu(x matrix) matrix {
	for _, row := range x {
		for i, v := range row {
			row[i] = v / 2 * (1 + math.Erf(v/math.Sqrt2))
		}
	}
	return x
}

func plus(a, b matrix) matrix {
	for i := range a {
		for j := range a[i] {
			a[i][j] += b[i][j]
		}
	}
	return a
}

func columns(x matrix, from, to int) matrix {
	y := make(matrix, len(x))
	for i := range x {
		y[i] = x[i][from:to]
	}
	return y
}

// attend returns the mix of values and, for each head, the weights.
func attend(q, k, v matrix, causal bool) (matrix, []matrix) {
	out := make(matrix, len(q))
	for i := range out {
		out[i] = make([]float64, len(q[0]))
	}
	var weights []matrix
	for at := 0; at < len(q[0]); at += 64 {
		w := times(columns(q, at, at+64), columns(k, at, at+64))
		for i, row := range w {
			sum := 0.0
			for j := range row {
				row[j] = math.Exp(row[j] / 8)
				if causal && j > i {
					row[j] = 0
				}
				sum += row[j]
			}
			for j := range row {
				row[j] /= sum
				for n := range 64 {
					out[i][at+n] += row[j] * v[j][at+n]
				}
			}
		}
		weights = append(weights, w)
	}
	return out, weights
}

func (r reference) layer(x matrix, at string, causal bool) matrix {
	dim := len(x[0])
	y := r.linear(r.norm(x, at+"self_attention/layer_norm"), at+"self_attention/linear_0")
	y, _ = attend(columns(y, 0, dim), columns(y, dim, 2*dim), columns(y, 2*dim, 3*dim), causal)
	return plus(x, r.linear(y, at+"self_attention/linear_1"))
}

func (r reference) feedForward(x matrix, at string) matrix {
	y := gelu(r.linear(r.norm(x, at+"ffn/layer_norm"), at+"ffn/linear_0"))
	return plus(x, r.linear(y, at+"ffn/linear_1"))
}

// convolution has a kernel of 3 and zeros around x, which is [time][channel].
func (r reference) convolution(x matrix, name string, stride int) matrix {
	w, bias := r.matrix(name+"/weight", 3*len(x[0])), r.vector(name+"/bias")
	var y matrix
	for at := 0; at < len(x); at += stride {
		row := make([]float64, len(w))
		for o := range w {
			row[o] = bias[o]
			for c := range x[0] {
				for k := range 3 {
					if i := at + k - 1; i >= 0 && i < len(x) {
						row[o] += w[o][3*c+k] * x[i][c]
					}
				}
			}
		}
		y = append(y, row)
	}
	return gelu(y)
}

// encode returns the encoder's output for mel [time][bin].
func (r reference) encode(mel matrix, layers int) matrix {
	x := r.convolution(r.convolution(mel, "encoder/conv1", 1), "encoder/conv2", 2)
	x = plus(x, r.matrix("encoder/position_encodings/encodings", len(x[0])))
	for l := range layers {
		at := fmt.Sprintf("encoder/layer_%d/", l)
		x = r.feedForward(r.layer(x, at, false), at)
	}
	return r.norm(x, "encoder/layer_norm")
}

// decode returns the logits after each token and each layer's attention to the
// sound by head.
func (r reference) decode(tokens []int, sound matrix, layers int) (matrix, [][]matrix) {
	dim := len(sound[0])
	table := r.matrix("decoder/embeddings/weight", dim)
	positions := r.matrix("decoder/position_encodings/encodings", dim)
	x := make(matrix, len(tokens))
	for i, token := range tokens {
		x[i] = make([]float64, dim)
		for j := range x[i] {
			x[i][j] = table[token][j] + positions[i][j]
		}
	}
	var attention [][]matrix
	for l := range layers {
		at := fmt.Sprintf("decoder/layer_%d/", l)
		x = r.layer(x, at, true)
		q := r.linear(r.norm(x, at+"attention/layer_norm"), at+"attention/linear_0")
		kv := r.linear(sound, at+"attention/linear_1")
		y, weights := attend(q, columns(kv, 0, dim), columns(kv, dim, 2*dim), false)
		attention = append(attention, weights)
		x = plus(x, r.linear(y, at+"attention/linear_2"))
		x = r.feedForward(x, at)
	}
	return times(r.norm(x, "decoder/layer_norm"), table), attention
}
