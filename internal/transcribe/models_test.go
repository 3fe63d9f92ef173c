package transcribe

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"clipd/internal/clip"
	"clipd/internal/infer/infertest"
	"clipd/internal/media"
	"clipd/internal/mediatest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// embedded opens a recogniser of the models folder that the tests use.
func embedded(t testing.TB, name string, threads int) *Embedded {
	t.Helper()
	mediatest.NeedFFmpeg(t)
	store, rt := infertest.Open(t)
	voice, err := store.VoiceActivity()
	if err != nil {
		t.Fatal(err)
	}
	w, err := store.Whisper(name)
	if err != nil {
		t.Fatal(err)
	}
	e, err := NewEmbedded(rt, voice, WhisperModel{
		Name: w.Name, Encoder: w.Encoder, Decoder: w.Decoder, Embeddings: w.Embeddings,
		Tokenizer: w.Tokenizer, Config: w.Config, MelBins: w.MelBins, Layers: w.Layers, Heads: w.Heads,
		Dim: w.Dim, Vocabulary: w.Vocabulary, Multilingual: w.Multilingual,
	}, threads)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// slow skips a test that takes more than a few seconds from `go test -short`.
func slow(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("slow")
	}
}

// transcribeFile transcribes a file.
func transcribeFile(t testing.TB, e *Embedded, path string, o Options) clip.Transcript {
	t.Helper()
	info, err := media.Probe(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := e.Transcribe(context.Background(), info, o)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// twoCities is a recording of read English, of the pack "sample".
func twoCities(t testing.TB) string {
	t.Helper()
	path := filepath.Join(mediatest.Models(t), "sample", "two_cities.wav")
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("clipd models pull sample brings the recording")
	}
	return path
}

func lj(t testing.TB) string {
	return filepath.Join(mediatest.Shared(t), "media", "audio", "lj001_concat.flac")
}

func meeting(t testing.TB) string {
	return filepath.Join(mediatest.Shared(t), "media", "long", "dev_es2014a.m4a")
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
