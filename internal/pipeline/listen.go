package pipeline

import (
	"context"
	"slices"

	"clipd/internal/clip"
	"clipd/internal/speakers"
	"clipd/internal/transcribe"
)

// Listen does the stages up to the words of the source and their speakers, for
// `clipd transcribe`.
func (p *Pipeline) Listen(ctx context.Context, source string, s clip.Settings) (clip.Transcript, error) {
	info, err := p.ingest(ctx, source)
	if err != nil {
		return clip.Transcript{}, err
	}
	hash, err := p.Identify(ctx, info)
	if err != nil {
		return clip.Transcript{}, err
	}
	return p.listen(ctx, Plan{Source: info, Hash: hash, Settings: s})
}

// listen finds what is said and who says it, or takes it from the cache: the
// words are kept without their speakers too, so that another count of them does
// not need another hearing.
func (p *Pipeline) listen(ctx context.Context, plan Plan) (clip.Transcript, error) {
	if plan.Source.Audio == nil {
		return clip.Transcript{
			Duration: clip.Seconds(plan.Source.Duration),
			Warnings: []string{"the source has no sound: there are no words to choose by or to caption"},
		}, nil
	}
	identity, err := p.Speech.Identity(ctx)
	if err != nil {
		return clip.Transcript{}, err
	}
	spans := wanted(plan)
	key := transcriptKey(plan.Hash, identity, plan.Settings.Language, spans)
	if p.Diarizer == nil {
		return p.transcribe(ctx, plan, key, spans)
	}
	voices, err := p.Diarizer.Identity(ctx)
	if err != nil {
		return clip.Transcript{}, err
	}
	withSpeakers := speakersKey(key, voices, plan.Settings.Speakers)
	if t, ok := p.cached(ctx, withSpeakers); ok {
		return t, nil
	}
	t, err := p.transcribe(ctx, plan, key, spans)
	if err != nil || len(t.Sentences) == 0 {
		return t, err
	}
	total := plan.Source.Duration
	p.report(Speakers, 0, total)
	t, err = p.Diarizer.Diarize(ctx, plan.Source, t, speakers.Options{
		Count:    plan.Settings.Speakers,
		Progress: func(done clip.Seconds) { p.report(Speakers, min(float64(done), total), total) },
	})
	if err != nil {
		return t, err
	}
	p.report(Speakers, total, total)
	return p.kept(ctx, withSpeakers, t), nil
}

// wanted are the spans that have to be heard, nil for all.
func wanted(plan Plan) []clip.Span {
	var spans []clip.Span
	for _, w := range plan.Settings.Windows {
		spans = append(spans, clip.Span{Start: w.Start, End: min(w.End, clip.Seconds(plan.Source.Duration))})
	}
	return union(spans)
}

// transcribe finds what is said.
func (p *Pipeline) transcribe(ctx context.Context, plan Plan, key string, spans []clip.Span) (clip.Transcript, error) {
	if t, ok := p.cached(ctx, key); ok {
		return t, nil
	}
	total := plan.Source.Duration
	if len(spans) > 0 {
		total = 0
		for _, w := range spans {
			total += float64(w.Length())
		}
	}
	p.report(Transcribe, 0, total)
	t, err := p.Speech.Transcribe(ctx, plan.Source, transcribe.Options{
		Language: plan.Settings.Language,
		Spans:    spans,
		Progress: func(done clip.Seconds) { p.report(Transcribe, float64(done), total) },
	})
	if err != nil {
		return t, err
	}
	p.report(Transcribe, total, total)
	return p.kept(ctx, key, t), nil
}

// kept keeps a transcript, unless the next run may do better, and warns where
// that cannot be done.
func (p *Pipeline) kept(ctx context.Context, key string, t clip.Transcript) clip.Transcript {
	if t.StandIn {
		return t
	}
	const again = "; the next cut of this source listens again"
	if err := p.keep(ctx, key, t); err != nil && !slices.Contains(t.Warnings, err.Error()+again) {
		t.Warnings = append(t.Warnings, err.Error()+again)
	}
	return t
}
