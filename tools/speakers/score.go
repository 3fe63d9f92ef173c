package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"clipd/internal/clip"
	"clipd/internal/infer"
	"clipd/internal/media"
	"clipd/internal/models"
	"clipd/internal/speakers"
	"clipd/internal/transcribe"
)

// score tells how many sentences have the right speaker.
func score(ctx context.Context, args []string) (err error) {
	flags := flag.NewFlagSet("score", flag.ContinueOnError)
	dir := flags.String("models", "", "folder of the model files")
	recognise := flags.String("recognise", "", "recogniser to take the sentences from, instead of the truth")
	given := flags.Bool("count", false, "give the count of voices instead of having it found")
	verbose := flags.Bool("v", false, "tell of every file")
	if err := flags.Parse(args); err != nil {
		return err
	}
	store := models.Open(*dir)
	library, err := store.Runtime()
	if err != nil {
		return err
	}
	rt, err := infer.Start(library)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rt.Close()) }()
	path, _, err := store.Speakers()
	if err != nil {
		return err
	}
	d, err := speakers.New(rt, path, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	var recogniser *transcribe.Embedded
	if *recognise != "" {
		if recogniser, err = load(rt, store, *recognise); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, recogniser.Close()) }()
	}
	c := scorer{diarizer: d, recogniser: recogniser, given: *given}
	for _, path := range flags.Args() {
		r, said, err := c.score(ctx, path)
		if err != nil {
			return err
		}
		if *verbose {
			fmt.Printf("%s: %d voices, found %d; %d of %d sentences right, %d of %d of the transcript %s\n",
				filepath.Base(path), r.voices, r.found, r.right, r.sentences, r.rightHeard, r.heard, said)
		}
	}
	var usage unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &usage); err != nil {
		return err
	}
	all := c.all
	_, err = fmt.Printf("%d files: count right in %d; %d of %d sentences right (%.1f %%), %d of %d of the transcript (%.1f %%); %.1f CPU s an hour; peak memory %d MB\n",
		flags.NArg(), c.counts, all.right, all.sentences, 100*float64(all.right)/float64(all.sentences),
		all.rightHeard, all.heard, 100*float64(all.rightHeard)/float64(all.heard), c.cpu/c.seconds*3600, usage.Maxrss/1000)
	return err
}

// scorer listens to recordings and adds up what is right.
type scorer struct {
	diarizer   *speakers.Diarizer
	recogniser *transcribe.Embedded // nil to take the truth's sentences
	given      bool                 // the count of voices is told

	all          result
	counts       int     // files whose count is right
	seconds, cpu float64 // of sound and of the diarizer, s
}

// score adds the recording beside a truth; said is what the diarizer warns of.
func (c *scorer) score(ctx context.Context, path string) (r result, said string, err error) {
	t, err := readTruth(path)
	if err != nil {
		return r, "", err
	}
	file, err := sound(path)
	if err != nil {
		return r, "", err
	}
	info, err := media.Probe(ctx, file)
	if err != nil {
		return r, "", err
	}
	heard := t.transcript(info.Duration)
	if c.recogniser != nil {
		if heard, err = c.recogniser.Transcribe(ctx, info, transcribe.Options{}); err != nil {
			return r, "", err
		}
	}
	options := speakers.Options{}
	if c.given {
		options.Count = t.voices()
	}
	before := processorTime()
	got, err := c.diarizer.Diarize(ctx, info, heard, options)
	if err != nil {
		return r, "", err
	}
	c.cpu += processorTime() - before
	c.seconds += info.Duration
	r = compare(t, got)
	c.all.right, c.all.sentences = c.all.right+r.right, c.all.sentences+r.sentences
	c.all.rightHeard, c.all.heard = c.all.rightHeard+r.rightHeard, c.all.heard+r.heard
	if r.found == r.voices {
		c.counts++
	}
	return r, warnings(got, heard), nil
}

func warnings(got, before clip.Transcript) string {
	return strings.Join(got.Warnings[len(before.Warnings):], "; ")
}

func load(rt *infer.Runtime, store *models.Store, name string) (*transcribe.Embedded, error) {
	vad, err := store.VoiceActivity()
	if err != nil {
		return nil, err
	}
	w, err := store.Whisper(name)
	if err != nil {
		return nil, err
	}
	return transcribe.NewEmbedded(rt, vad, transcribe.WhisperModel{
		Name: w.Name, Encoder: w.Encoder, Decoder: w.Decoder, Embeddings: w.Embeddings,
		Tokenizer: w.Tokenizer, Config: w.Config, MelBins: w.MelBins, Layers: w.Layers, Heads: w.Heads,
		Dim: w.Dim, Vocabulary: w.Vocabulary, Multilingual: w.Multilingual,
	}, 2)
}

// processorTime is what this process and its ended children used, s.
func processorTime() float64 {
	total := 0.0
	for _, who := range []int{unix.RUSAGE_SELF, unix.RUSAGE_CHILDREN} {
		var r unix.Rusage
		if unix.Getrusage(who, &r) == nil {
			total += float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
		}
	}
	return total
}
