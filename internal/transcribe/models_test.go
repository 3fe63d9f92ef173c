package transcribe

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"clipd/internal/infer"
)

// needModels opens the recogniser of the models folder CLIPD_TEST_MODELS.
func needModels(t testing.TB, name string, threads int) *Embedded {
	t.Helper()
	dir := os.Getenv("CLIPD_TEST_MODELS")
	if dir == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("CLIPD_TEST_MODELS is not set")
		}
		t.Skip("set CLIPD_TEST_MODELS to a models folder")
	}
	lib, _ := filepath.Glob(filepath.Join(dir, "runtime", "libonnxruntime*"))
	rt, err := infer.Start(lib[0])
	if err != nil {
		t.Fatal(err)
	}
	w := filepath.Join(dir, "whisper", name)
	b, err := os.ReadFile(filepath.Join(w, "shape.json"))
	if err != nil {
		t.Fatal(err)
	}
	var shape struct {
		Mel   int `json:"mel_bins"`
		Dim   int `json:"dim"`
		Layer int `json:"layers"`
		Heads int `json:"heads"`
		Vocab int `json:"vocabulary"`
	}
	if err := json.Unmarshal(b, &shape); err != nil {
		t.Fatal(err)
	}
	e, err := NewEmbedded(rt, filepath.Join(dir, "vad", "silero_vad_16k_op15.onnx"), WhisperModel{
		Name: name, Encoder: filepath.Join(w, "encoder.onnx"), Decoder: filepath.Join(w, "decoder.onnx"),
		Embeddings: filepath.Join(w, "embeddings.f16"), Tokenizer: filepath.Join(w, "tokenizer.json"), Config: filepath.Join(w, "config.json"),
		MelBins: shape.Mel, Layers: shape.Layer, Heads: shape.Heads, Dim: shape.Dim, Vocabulary: shape.Vocab, Multilingual: shape.Vocab >= 51865,
	}, threads)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
		if err := rt.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}
