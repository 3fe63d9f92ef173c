package transcribe

import (
	"context"
	"errors"
	"fmt"

	"clipd/internal/clip"
	"clipd/internal/infer"
	"clipd/internal/media"
)

// Options is what is asked of a transcription.
type Options struct {
	// Language is spoken, as ISO 639-1; "" to find it.
	Language string
	// Spans are transcribed, in order and without overlaps; nil means all.
	Spans []clip.Span
	// Progress, when not nil, is told how much of the spans is done. It is
	// called from one goroutine at a time.
	Progress func(done clip.Seconds)
}

// Embedded recognises speech on this machine. It is safe for concurrent use.
type Embedded struct {
	whisper *whisper
	voice   *infer.Session
}

// NewEmbedded loads voice activity (Silero, a path) and a recogniser. threads
// are for encoding; decoding takes one more.
func NewEmbedded(rt *infer.Runtime, vad string, w WhisperModel, threads int) (*Embedded, error) {
	voice, err := rt.Load(vad, infer.Options{Threads: 1, Arena: true})
	if err != nil {
		return nil, fmt.Errorf("loading voice activity: %w", err)
	}
	loaded, err := loadWhisper(rt, w, threads)
	if err != nil {
		return nil, errors.Join(err, voice.Close())
	}
	return &Embedded{whisper: loaded, voice: voice}, nil
}

// Close frees the models.
func (e *Embedded) Close() error {
	return errors.Join(e.whisper.Close(), e.voice.Close())
}

// Name is the model's.
func (e *Embedded) Name() string { return e.whisper.model.Name }

// Transcribe recognises what is said in the source. What it does not understand
// is left out and told in the transcript's warnings. The error is ctx's when it
// ended, a [clip.Error] of code Invalid for a language that the model does not
// know, and otherwise that of reading the sound or running the models.
func (e *Embedded) Transcribe(ctx context.Context, src media.Info, o Options) (clip.Transcript, error) {
	if src.Audio == nil {
		return silent(src, e.Name()), nil
	}
	return e.transcribe(ctx, reader(src), clip.Seconds(src.Duration), o)
}

// noSpeech is the warning that nobody speaks.
const noSpeech = "no speech was found in the sound"

// silent is the transcript of a source without sound.
func silent(src media.Info, model string) clip.Transcript {
	return clip.Transcript{
		Duration: clip.Seconds(src.Duration), Model: model, Sentences: []clip.Sentence{},
		Warnings: []string{"the source has no sound, so there are no words"},
	}
}

// pcm reads the sound of a span, mono at sampleRate, in pieces.
type pcm func(ctx context.Context, span clip.Span, each func(samples []float32) error) error

func reader(src media.Info) pcm {
	return func(ctx context.Context, span clip.Span, each func([]float32) error) error {
		return media.ReadPCM(ctx, src, float64(span.Start), float64(span.End), sampleRate, each)
	}
}
