package transcribe

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clipd/internal/clip"
	"clipd/internal/infer/infertest"
	"clipd/internal/media"
)

func TestSameSoundSameWordsAlsoSideBySide(t *testing.T) {
	e := embedded(t, "tiny.en", 2)
	path := twoCities(t)
	want := transcribeFile(t, e, path, Options{})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if diff := cmp.Diff(want, transcribeFile(t, e, path, Options{})); diff != "" {
				t.Errorf("another run differs: %s", diff)
			}
		})
	}
	wg.Wait()
}

func TestCancel(t *testing.T) {
	e := embedded(t, "tiny.en", 2)
	info, err := media.Probe(context.Background(), lj(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err = e.Transcribe(ctx, info, Options{Progress: func(clip.Seconds) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	cancel()
	if _, err = e.Transcribe(ctx, info, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before it began: %v", err)
	}
}

func TestUnknownLanguage(t *testing.T) {
	info := media.Info{Duration: 1, Audio: &media.Audio{}}
	for name, language := range map[string]string{"base": "xx", "tiny.en": "de"} {
		_, err := embedded(t, name, 1).Transcribe(context.Background(), info, Options{Language: language})
		if clip.CodeOf(err) != clip.Invalid || !strings.Contains(err.Error(), language) {
			t.Errorf("%s in %q: %v", name, language, err)
		}
	}
}

func TestUnreadableSound(t *testing.T) {
	e := embedded(t, "tiny.en", 1)
	info := media.Info{Path: filepath.Join(t.TempDir(), "absent.mp4"), Duration: 5, Audio: &media.Audio{Index: 0}}
	if _, err := e.Transcribe(context.Background(), info, Options{}); err == nil {
		t.Error("a file that is not there was transcribed")
	}
}

func TestBrokenModel(t *testing.T) {
	store, rt := infertest.Open(t)
	voice, err := store.VoiceActivity()
	if err != nil {
		t.Fatal(err)
	}
	w, err := store.Whisper("tiny.en")
	if err != nil {
		t.Fatal(err)
	}
	good := WhisperModel{
		Name: w.Name, Encoder: w.Encoder, Decoder: w.Decoder, Embeddings: w.Embeddings,
		Tokenizer: w.Tokenizer, Config: w.Config, MelBins: w.MelBins, Layers: w.Layers, Heads: w.Heads,
		Dim: w.Dim, Vocabulary: w.Vocabulary, Multilingual: w.Multilingual,
	}
	short := filepath.Join(t.TempDir(), "short")
	if err := os.WriteFile(short, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*WhisperModel){
		"encoder":    func(m *WhisperModel) { m.Encoder = short },
		"decoder":    func(m *WhisperModel) { m.Decoder = short + ".absent" },
		"embeddings": func(m *WhisperModel) { m.Embeddings = short },
		"tokenizer":  func(m *WhisperModel) { m.Tokenizer = short },
		"config":     func(m *WhisperModel) { m.Config = short },
		"voice":      func(m *WhisperModel) {},
	} {
		m, vad := good, voice
		change(&m)
		if name == "voice" {
			vad = short
		}
		if e, err := NewEmbedded(rt, vad, m, 1); err == nil || !strings.Contains(err.Error(), short) {
			t.Errorf("%s: %v", name, err)
			if e != nil {
				_ = e.Close()
			}
		}
	}
}
