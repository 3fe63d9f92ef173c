package main

import (
	"path/filepath"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/infer"
	"clipd/internal/mediatest"
	"clipd/internal/models"
	"clipd/internal/speakers"
)

// TestMixes is a part of the table of docs/speakers.md: mixes that nothing was
// set on, of one to five voices.
func TestMixes(t *testing.T) {
	if testing.Short() {
		t.Skip("listens to ten minutes")
	}
	mediatest.NeedFFmpeg(t)
	shared, dir := filepath.Join(mediatest.Shared(t), "media"), t.TempDir()
	args := []string{"mix", "-out", dir, "-n", "10", "-seed", "4"}
	for _, name := range []string{"vr_face1", "vr_face2", "vr_face4", "vr_face5", "wda_aoc", "wda_katiehill"} {
		args = append(args, filepath.Join(shared, "talking_heads", name+".mp4"))
	}
	for _, name := range []string{"lj001_concat.flac", "vr_audio1.wav", "RD_Radio31_000.wav", "RD_Radio40_000.wav"} {
		args = append(args, filepath.Join(shared, "audio", name))
	}
	if err := run(t.Context(), args); err != nil {
		t.Fatal(err)
	}
	truths, err := filepath.Glob(filepath.Join(dir, "*.truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	c := scorer{diarizer: newDiarizer(t)}
	for _, path := range truths {
		if _, _, err := c.score(t.Context(), path); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("count right in %d of %d, %d of %d sentences right", c.counts, len(truths), c.all.right, c.all.sentences)
	if len(truths) != 10 || c.counts < 9 || 100*c.all.right < 96*c.all.sentences {
		t.Errorf("count right in %d of %d, %d of %d sentences right", c.counts, len(truths), c.all.right, c.all.sentences)
	}
}

func newDiarizer(t *testing.T) *speakers.Diarizer {
	t.Helper()
	store := models.Open(mediatest.Models(t))
	library, err := store.Runtime()
	if err != nil {
		t.Fatal(err)
	}
	path, _, err := store.Speakers()
	if err != nil {
		t.Fatal(err)
	}
	rt, err := infer.Start(library)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rt.Close() })
	d, err := speakers.New(rt, path, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func TestCompare(t *testing.T) {
	known := truth{Sents: []sentence{
		{Start: 0, End: 2, Speaker: "a"}, {Start: 2, End: 4, Speaker: "b"},
		{Start: 5, End: 5.2, Speaker: "a"}, {Start: 5.3, End: 8, Speaker: "b"},
	}}
	got := clip.Transcript{Sentences: []clip.Sentence{
		{Start: 0.1, End: 1.9, Speaker: "Speaker 1"}, {Start: 2.1, End: 4, Speaker: "Speaker 2"},
		{Start: 5, End: 8, Speaker: "Speaker 2"}, // of both
	}}
	want := result{right: 3, sentences: 4, rightHeard: 3, heard: 3, found: 2, voices: 2}
	if r := compare(known, got); r != want {
		t.Errorf("%+v, want %+v", r, want)
	}
}
