package speakers

import (
	"context"
	"fmt"
	"slices"

	"clipd/internal/clip"
	"clipd/internal/infer"
	"clipd/internal/media"
	"clipd/internal/mel"
)

// Version is raised when the same sound can come to other speakers than before.
const Version = 1

// Options is what is asked.
type Options struct {
	// Count is how many people speak, 0 to find it.
	Count int
	// Progress, when not nil, is told up to where the source was heard.
	Progress func(done clip.Seconds)
}

// Diarizer tells speakers apart. It is safe for concurrent use.
type Diarizer struct{ session *infer.Session }

// New loads the voice encoder, a path.
func New(rt *infer.Runtime, model string, threads int) (*Diarizer, error) {
	session, err := rt.Load(model, infer.Options{Threads: threads, Arena: true})
	if err != nil {
		return nil, fmt.Errorf("loading the voice encoder: %w", err)
	}
	return &Diarizer{session}, nil
}

// Close frees the model.
func (d *Diarizer) Close() error { return d.session.Close() }

// Diarize returns the transcript of the source with the speaker of each
// sentence. What it is not sure of is told in the transcript's warnings. The
// error is ctx's when it ended, and otherwise that of reading the sound or
// running the model.
func (d *Diarizer) Diarize(ctx context.Context, src media.Info, t clip.Transcript, o Options) (clip.Transcript, error) {
	if src.Audio == nil || len(t.Sentences) == 0 {
		return t, nil
	}
	parts := passages(t.Sentences)
	all, c, err := d.listen(ctx, src, parts, o.Progress)
	if err != nil {
		return t, err
	}
	people := centroids(all, o.Count, speech(parts))
	t.Sentences = slices.Clone(t.Sentences)
	label(t.Sentences, all, people)
	t.Warnings = append(slices.Clone(t.Warnings), warnings(c, len(t.Speakers()), o.Count)...)
	return t, nil
}

// listen reads the sound of the passages.
func (d *Diarizer) listen(ctx context.Context, src media.Info, all []passage, progress func(clip.Seconds)) ([]heard, condition, error) {
	e := newEncoder(d.session)
	var c condition
	for _, r := range readings(all) {
		h := newHearing(r, func(p passage, s *sounds) error {
			c.add(s)
			return e.add(p, s)
		})
		err := media.ReadPCM(ctx, src, float64(r.span.Start), float64(r.span.End), mel.SampleRate, func(samples []float32) error {
			err := h.push(samples)
			if progress != nil {
				progress(clip.Seconds(h.first+len(h.sound)) / mel.SampleRate)
			}
			return err
		})
		if err == nil {
			err = h.finish()
		}
		if err != nil {
			return nil, c, fmt.Errorf("telling speakers apart: %w", err)
		}
	}
	heard, err := e.finish()
	return heard, c, err
}
