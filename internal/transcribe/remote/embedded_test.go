package remote

import (
	"context"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/infer/infertest"
	"clipd/internal/mediatest"
	"clipd/internal/transcribe"
)

// embedded loads the recogniser that is built in.
func embedded(t *testing.T) *transcribe.Embedded {
	t.Helper()
	store, rt := infertest.Open(t)
	voice, err := store.VoiceActivity()
	if err != nil {
		t.Fatal(err)
	}
	w, err := store.Whisper("fast")
	if err != nil {
		t.Fatal(err)
	}
	e, err := transcribe.NewEmbedded(rt, voice, transcribe.WhisperModel{
		Name: w.Name, Encoder: w.Encoder, Decoder: w.Decoder, Embeddings: w.Embeddings,
		Tokenizer: w.Tokenizer, Config: w.Config, MelBins: w.MelBins, Layers: w.Layers,
		Heads: w.Heads, Dim: w.Dim, Vocabulary: w.Vocabulary, Multilingual: w.Multilingual,
	}, 1)
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

// TestVoiceOfAPerson cuts a real recording where nobody speaks, and has the
// real built-in recogniser stand in.
func TestVoiceOfAPerson(t *testing.T) {
	e := embedded(t)
	info := mediatest.Probe(t, filepath.Join(mediatest.Models(t), "sample", "two_cities.wav"))
	whole, err := e.Voiced(t.Context(), info, nil)
	if err != nil || len(whole) < 5 {
		t.Fatalf("voice in %v, %v", whole, err)
	}
	window := clip.Span{Start: 3, End: 12}
	voiced, err := e.Voiced(t.Context(), info, []clip.Span{window})
	if err != nil || len(voiced) == 0 {
		t.Fatalf("voice in %v, %v", voiced, err)
	}
	for _, v := range voiced {
		if v.Start < window.Start || v.End > window.End || v.Length() <= 0 {
			t.Errorf("voice at %v outside of %v", v, window)
		}
	}
	for _, p := range divide(whole, 15, clip.Seconds(info.Duration)) {
		for _, v := range whole {
			if v.Contains(p.read.Start) && v.Start != p.read.Start {
				t.Errorf("the cut at %v lies in the speech %v", p.read.Start, v)
			}
		}
	}
	asked := 0
	r := serve(t, nil, func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.WriteHeader(http.StatusBadRequest)
	})
	r.local = func(context.Context) (Local, error) { return e, nil }
	got, err := r.Transcribe(t.Context(), info, transcribe.Options{Spans: []clip.Span{window}})
	if err != nil || asked != 1 {
		t.Fatalf("asked %d times, %v", asked, err)
	}
	var text []string
	for _, w := range got.Words() {
		text = append(text, w.Text)
	}
	if got.Model != e.Name() || len(got.Warnings) != 1 || !strings.Contains(strings.ToLower(strings.Join(text, " ")), "worst of times") {
		t.Errorf("heard %+v", got)
	}
}
