package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"clipd/internal/caption"
	"clipd/internal/clip"
	"clipd/internal/framing"
	"clipd/internal/render"
)

// Make makes the clip of moment i of the plan: base.mp4, base.jpg and, with
// captions, base.vtt. The clip's URL fields are the names of these files. The
// warnings are about this clip. On an error none of the files is left.
func (p *Pipeline) Make(ctx context.Context, plan Plan, i int, base string) (made clip.Clip, warnings []string, err error) {
	m, s := plan.Moments[i], plan.Settings
	var words []clip.Sentence
	if plan.Transcript != nil {
		words = plan.Transcript.Sentences
	}
	camera, err := p.frame(ctx, framing.Request{Source: plan.Source, Span: m.Span(), Aspect: s.Aspect, Sentences: words})
	if err != nil {
		return clip.Clip{}, nil, err
	}
	width, height, err := size(s.Aspect, p.Resolution)
	if err != nil {
		return clip.Clip{}, nil, err
	}
	made = clip.Clip{
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
	if plan.Transcript != nil {
		made.Transcript = said(words, m.Span(), len(plan.Transcript.Speakers()) > 1)
	}
	request := render.Request{
		Source: plan.Source, Camera: camera, FontsDir: p.Fonts,
		Width: width, Height: height, Encoder: p.Encoder,
		Out: base + ".mp4", Thumbnail: base + ".jpg",
		Progress: func(done float64) { p.report(Render, done*float64(m.End-m.Start), float64(m.End-m.Start)) },
	}
	keep := func() error { return removeIfThere(base + ".vtt") } // of an earlier cut
	if s.Captions {
		made.CaptionURL = filepath.Base(base) + ".vtt"
		c := captions(plan, m, camera, width, height)
		request.Subtitles, warnings = c.burned, c.warnings
		pending, err := prepareFile(base+".vtt", c.subtitles)
		if err != nil {
			return clip.Clip{}, nil, err
		}
		defer func() { err = errors.Join(err, removeIfThere(pending)) }()
		keep = func() error { return os.Rename(pending, base+".vtt") }
	}
	result, err := render.Render(ctx, request)
	if err != nil {
		return clip.Clip{}, nil, err
	}
	if err := keep(); err != nil {
		return clip.Clip{}, nil, errors.Join(fmt.Errorf("writing the captions: %w", err),
			removeIfThere(request.Out), removeIfThere(request.Thumbnail))
	}
	p.report(Render, float64(m.End-m.Start), float64(m.End-m.Start))
	return made, append(warnings, result.Warnings...), nil
}

// captioned is what is written of a clip's words.
type captioned struct {
	burned    []byte // ASS
	subtitles []byte // WebVTT
	warnings  []string
}

func captions(plan Plan, m clip.Moment, camera clip.Camera, width, height int) captioned {
	r := caption.Request{
		Sentences: plan.Transcript.Sentences, Span: m.Span(), Aspect: plan.Settings.Aspect,
		Width: width, Height: height, Language: plan.Transcript.Language,
	}
	r.Style = caption.DefaultStyle(r.Aspect)
	if plan.Settings.SpeakerColors {
		r.Style.Speakers = caption.SpeakerColours(plan.Transcript.Speakers())
	}
	r.Rooms = caption.Rooms(camera, width, height, r.Style)
	cues := caption.Burned(r)
	out := captioned{
		burned:    caption.ASS(cues, width, height, r.Style, r.Rooms),
		subtitles: caption.WebVTT(caption.Subtitles(r)),
	}
	if warning := caption.GlyphWarning(caption.MissingGlyphs(cues)); warning != "" {
		out.warnings = append(out.warnings, warning)
	}
	return out
}

// prepareFile writes a temporary file beside path, so that a full disk is known
// before the clip is made. Its name begins as the renderer's do: what a killed
// process leaves is found by it.
func prepareFile(path string, content []byte) (name string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".clipd-*.vtt")
	if err != nil {
		return "", clip.Errorf(clip.Unavailable, "output", "writing the captions: %w", err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return "", errors.Join(clip.Errorf(clip.Unavailable, "output", "writing the captions: %w", err), os.Remove(f.Name()))
	}
	return f.Name(), nil
}

func (p *Pipeline) frame(ctx context.Context, r framing.Request) (clip.Camera, error) {
	total := float64(r.Span.Length())
	p.report(Frame, 0, total)
	r.Progress = func(done clip.Seconds) { p.report(Frame, float64(done), total) }
	camera, err := p.Camera.Frame(ctx, r)
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
