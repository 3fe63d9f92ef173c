package framing

import (
	"context"

	"clipd/internal/media"
)

// voicesOf are the voices in what was observed of the moment. Where it is not
// known whose they are, other parts of the recording are watched.
func (f *Framer) voicesOf(ctx context.Context, r Request, o observation) (voices, error) {
	cast, video := castOf(r.Sentences), *r.Source.Video
	if len(cast) == 0 {
		return voices{}, nil
	}
	rate, shortSide := video.Rate.Float(), min(video.Width, video.Height)
	at := func(r Request, n int) voices {
		start := media.FrameTime(video, media.FrameAt(video, float64(r.Span.Start)))
		return voicesAt(r.Sentences, cast, start, sampleAt(n, rate)+1)
	}
	o.voices = at(r, len(o.changes))
	doubtful := doubts(settings(o, len(o.changes), shortSide, rate), o.voices, rate)
	for _, span := range alone(r.Sentences, r.Span, cast, doubtful) {
		part := Request{Source: r.Source, Span: span, Sentences: r.Sentences}
		there, err := f.observe(ctx, part)
		if ctx.Err() != nil {
			return voices{}, ctx.Err()
		}
		if err != nil {
			continue // what cannot be read there does not matter here
		}
		n := len(there.changes)
		for _, s := range settings(there, n, shortSide, rate) {
			o.voices.elsewhere = append(o.voices.elsewhere, witnesses(s, at(part, n), there.heard, rate)...)
		}
	}
	return o.voices, nil
}
