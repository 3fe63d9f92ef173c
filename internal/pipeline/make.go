package pipeline

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2"

	"clipd/internal/caption"
	"clipd/internal/clip"
	"clipd/internal/framing"
	"clipd/internal/media"
	"clipd/internal/render"
)

// Make makes the clip of moment i of the plan: base.mp4, base.jpg and, with
// captions, base.vtt. The clip's URL fields are the names of these files. The
// warnings are about this clip. On an error none of the files is left.
func (p *Pipeline) Make(ctx context.Context, plan Plan, i int, base string) (clip.Clip, []string, error) {
	m, s := plan.Moments[i], plan.Settings
	camera, err := p.frame(ctx, plan.Source, m.Span(), s.Aspect)
	if err != nil {
		return clip.Clip{}, nil, err
	}
	width, height, err := size(s.Aspect, p.Resolution)
	if err != nil {
		return clip.Clip{}, nil, err
	}
	made := clip.Clip{
		ID:           clipID(plan, i),
		Label:        m.Label,
		URL:          filepath.Base(base) + ".mp4",
		ThumbnailURL: filepath.Base(base) + ".jpg",
		Start:        m.Start,
		End:          m.End,
		Duration:     (m.End - m.Start).Round(),
		Aspect:       s.Aspect,
		Reason:       m.Reason,
	}
	if len(s.Windows) == 0 {
		made.Score = &m.Score
	}
	var words []clip.Sentence
	if plan.Transcript != nil {
		words = plan.Transcript.Sentences
		made.Transcript = said(words, m.Span())
	}
	request := render.Request{
		Source: plan.Source, Camera: camera, FontsDir: p.Fonts,
		Width: width, Height: height, Encoder: p.Encoder,
		Out: base + ".mp4", Thumbnail: base + ".jpg",
		Progress: func(done clip.Seconds) { p.report(Render, float64(done), float64(made.Duration)) },
	}
	var warnings []string
	var subtitles []byte
	if s.Captions {
		r := caption.Request{
			Sentences: words, Span: m.Span(), Aspect: s.Aspect,
			Width: width, Height: height, Language: plan.Transcript.Language,
		}
		burned := caption.Burned(r)
		request.Subtitles = caption.ASS(burned, width, height, caption.DefaultStyle(s.Aspect))
		subtitles = caption.WebVTT(caption.Subtitles(r))
		if warning := caption.GlyphWarning(caption.MissingGlyphs(burned)); warning != "" {
			warnings = append(warnings, warning)
		}
	}
	result, err := render.Render(ctx, request)
	if err != nil {
		return clip.Clip{}, nil, err
	}
	p.report(Render, float64(made.Duration), float64(made.Duration))
	warnings = append(warnings, result.Warnings...)
	if s.Captions {
		made.CaptionURL = filepath.Base(base) + ".vtt"
		if err := renameio.WriteFile(base+".vtt", subtitles, 0o644); err != nil {
			return clip.Clip{}, nil, fmt.Errorf("writing the captions: %w", err)
		}
	}
	return made, warnings, nil
}

func (p *Pipeline) frame(ctx context.Context, src media.Info, span clip.Span, a clip.Aspect) (clip.Camera, error) {
	total := float64(span.Length())
	p.report(Frame, 0, total)
	camera, err := p.Camera.Frame(ctx, framing.Request{
		Source: src, Span: span, Aspect: a,
		Progress: func(done clip.Seconds) { p.report(Frame, float64(done), total) },
	})
	if err == nil {
		p.report(Frame, total, total)
	}
	return camera, err
}

// size returns the pixels of a clip whose shorter side has the given number of
// them; both sides are even.
func size(a clip.Aspect, shorter int) (width, height int, err error) {
	w, h, err := a.Ratio()
	if err != nil {
		return 0, 0, err
	}
	short := min(w, h)
	even := func(n int) int { return (n*shorter/short + 1) &^ 1 }
	return even(w), even(h), nil
}

// said returns the words spoken in the span, those at least half inside it.
func said(sentences []clip.Sentence, span clip.Span) string {
	var out []string
	for _, s := range sentences {
		if len(s.Words) == 0 && s.Start >= span.Start && s.End <= span.End {
			out = append(out, s.Text)
		}
		for _, w := range s.Words {
			if span.Contains((w.Start + w.End) / 2) {
				out = append(out, w.Text)
			}
		}
	}
	return strings.Join(out, " ")
}
