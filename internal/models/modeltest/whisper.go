package modeltest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/models/ct2"
)

// Size is the shape of a model to make; heads are 64 wide, and the hidden
// layers, for speed, only half of Dim.
type Size struct {
	MelBins, Dim, EncoderLayers, Layers, Vocabulary int
	AudioPositions, TextPositions                   int
	Type                                            ct2.Type
}

// Small is a model of two heads and one or two layers.
func Small() Size {
	return Size{MelBins: 16, Dim: 128, EncoderLayers: 1, Layers: 2, Vocabulary: 96, AudioPositions: 50, TextPositions: 32, Type: ct2.Float16}
}

// Weights returns the variables of a model with random numbers, the same for
// the same size.
func Weights(s Size) []Variable {
	random := rand.New(rand.NewPCG(1, 2))
	var all []Variable
	add := func(name string, t ct2.Type, centre, spread float64, dims ...int) {
		n := 1
		for _, d := range dims {
			n *= d
		}
		values := make([]float32, n)
		for i := range values {
			values[i] = float32(centre + spread*random.NormFloat64())
		}
		all = append(all, Floats(name, t, values, dims...)...)
	}
	vectors := s.Type
	if vectors == ct2.Int8 {
		vectors = ct2.Float32
	}
	norm := func(name string) {
		add(name+"/gamma", vectors, 1, 0.1, s.Dim)
		add(name+"/beta", vectors, 0, 0.1, s.Dim)
	}
	linear := func(name string, out, in int) {
		add(name+"/weight", s.Type, 0, 0.08, out, in)
		add(name+"/bias", vectors, 0, 0.1, out)
	}
	for _, part := range []struct {
		name   string
		layers int
	}{{"encoder", s.EncoderLayers}, {"decoder", s.Layers}} {
		all = append(all, Scalar(part.name+"/num_heads", s.Dim/64))
		norm(part.name + "/layer_norm")
		for l := range part.layers {
			at := fmt.Sprintf("%s/layer_%d/", part.name, l)
			norm(at + "self_attention/layer_norm")
			linear(at+"self_attention/linear_0", 3*s.Dim, s.Dim)
			linear(at+"self_attention/linear_1", s.Dim, s.Dim)
			if part.name == "decoder" {
				norm(at + "attention/layer_norm")
				linear(at+"attention/linear_0", s.Dim, s.Dim)
				linear(at+"attention/linear_1", 2*s.Dim, s.Dim)
				linear(at+"attention/linear_2", s.Dim, s.Dim)
			}
			norm(at + "ffn/layer_norm")
			linear(at+"ffn/linear_0", s.Dim/2, s.Dim)
			linear(at+"ffn/linear_1", s.Dim, s.Dim/2)
		}
	}
	add("encoder/conv1/weight", s.Type, 0, 0.1, s.Dim, s.MelBins, 3)
	add("encoder/conv1/bias", vectors, 0, 0.1, s.Dim)
	add("encoder/conv2/weight", s.Type, 0, 0.05, s.Dim, s.Dim, 3)
	add("encoder/conv2/bias", vectors, 0, 0.1, s.Dim)
	add("encoder/position_encodings/encodings", vectors, 0, 0.5, s.AudioPositions, s.Dim)
	add("decoder/position_encodings/encodings", vectors, 0, 0.5, s.TextPositions, s.Dim)
	add("decoder/embeddings/weight", s.Type, 0, 0.5, s.Vocabulary, s.Dim)
	return all
}

// Config returns a config.json with two alignment heads.
func Config() string {
	return `{"alignment_heads": [[1, 0], [0, 1]], "lang_ids": [5], "suppress_ids": [1, 2], "suppress_ids_begin": [3]}`
}

// Tokenizer returns a tokenizer.json with a token for each number and Whisper's
// special ones at the end.
func Tokenizer(s Size) string {
	special := []string{"<|endoftext|>", "<|startoftranscript|>", "<|notimestamps|>"}
	var plain, added []string
	for i := range s.Vocabulary - len(special) {
		plain = append(plain, fmt.Sprintf(`"w%d": %d`, i, i))
	}
	for i, token := range special {
		added = append(added, fmt.Sprintf(`{"id": %d, "content": %q, "special": true}`, len(plain)+i, token))
	}
	return fmt.Sprintf(`{"added_tokens": [%s], "model": {"type": "BPE", "vocab": {%s}, "merges": []}}`,
		strings.Join(added, ", "), strings.Join(plain, ", "))
}

// Folder writes a model into a new temporary folder and returns its path.
func Folder(t testing.TB, s Size) string {
	t.Helper()
	dir := t.TempDir()
	Write(t, dir, "model.bin", Encode(Weights(s)))
	Write(t, dir, "config.json", []byte(Config()))
	Write(t, dir, "tokenizer.json", []byte(Tokenizer(s)))
	return dir
}

// Write writes one file of a folder.
func Write(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}
