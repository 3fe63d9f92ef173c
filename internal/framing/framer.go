package framing

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"clipd/internal/clip"
	"clipd/internal/infer"
	"clipd/internal/media"
)

// Framer makes cameras. It is safe for concurrent use.
type Framer struct {
	session *infer.Session
	speaker *infer.Session // nil without a model
}

// Models are paths of model files.
type Models struct {
	Face string // CenterFace
	// Speaker is an active speaker model (LR-ASD); "" where there is none.
	Speaker string
}

// New loads the models; threads compute them. Close it before the runtime.
func New(rt *infer.Runtime, m Models, threads int) (*Framer, error) {
	face, err := rt.Load(m.Face, infer.Options{Threads: threads, Arena: true})
	if err != nil {
		return nil, fmt.Errorf("loading the face model: %w", err)
	}
	f := &Framer{session: face}
	if m.Speaker == "" {
		return f, nil
	}
	if f.speaker, err = rt.Load(m.Speaker, infer.Options{Threads: threads}); err != nil {
		return nil, errors.Join(fmt.Errorf("loading the active speaker model: %w", err), face.Close())
	}
	return f, nil
}

// Close frees the models.
func (f *Framer) Close() error {
	if f.speaker == nil {
		return f.session.Close()
	}
	return errors.Join(f.session.Close(), f.speaker.Close())
}

// Request is one moment to be framed.
type Request struct {
	Source media.Info
	Span   clip.Span
	Aspect clip.Aspect
	// Sentences are those of the whole recording, in order, on its time line.
	// Where they name at least two speakers, voices and faces that go together
	// are tied.
	Sentences []clip.Sentence
	// Progress is told how much of the span is done; nil for nobody.
	Progress func(done clip.Seconds)
}

// Frame decides the camera for every frame of the span: frame 0 is the first
// one at or after its start. The span is decoded once, and of its pictures only
// the last few are held in memory.
//
// A source without a picture, or with none in the span, is a [clip.Error] of
// code [clip.Unusable].
func (f *Framer) Frame(ctx context.Context, r Request) (clip.Camera, error) {
	if r.Source.Video == nil {
		return clip.Camera{}, clip.Errorf(clip.Unusable, "", "%s has no video track: clips need a picture", r.Source.Path)
	}
	video := *r.Source.Video
	v, err := largestView(video.Width, video.Height, r.Aspect)
	if err != nil {
		return clip.Camera{}, err
	}
	first := media.FrameAt(video, float64(r.Span.Start))
	n := media.FrameAt(video, float64(r.Span.End)) - first
	if n <= 0 || float64(r.Span.Start) >= r.Source.Duration {
		return clip.Camera{}, clip.Errorf(clip.Invalid, "", "%s has no frame from %v to %v: ask for a part of its %v", r.Source.Path, r.Span.Start, r.Span.End, clip.Seconds(r.Source.Duration))
	}
	o, err := f.observe(ctx, r)
	if err != nil {
		return clip.Camera{}, err
	}
	if len(o.changes) == 0 {
		return clip.Camera{}, clip.Errorf(clip.Unusable, "", "%s has no picture from %v to %v", r.Source.Path, r.Span.Start, r.Span.End)
	}
	if !v.whole() {
		if o.voices, err = f.voicesOf(ctx, r, o); err != nil {
			return clip.Camera{}, err
		}
	}
	return direct(r, o, v), nil
}

// direct makes the camera out of what was observed of the span.
func direct(r Request, o observation, v view) clip.Camera {
	video := *r.Source.Video
	first := media.FrameAt(video, float64(r.Span.Start))
	n := media.FrameAt(video, float64(r.Span.End)) - first
	rate := video.Rate.Float()
	timeOf := func(k int) float64 { return media.FrameTime(video, first+k) }
	frames, cuts := shoot(o, n, v, rate, timeOf)
	return clip.Camera{
		Width: video.Width, Height: video.Height, FPS: rate,
		Start: r.Span.Start, End: r.Span.End, Aspect: r.Aspect,
		Cuts: cuts, Frames: frames,
	}
}

// observe watches and listens to the moment at the same time.
func (f *Framer) observe(ctx context.Context, r Request) (observation, error) {
	video := *r.Source.Video
	w, h := fitArea(video.Width, video.Height, workingArea)
	rate := video.Rate.Float()
	o := observer{
		video: video, detector: &detector{session: f.session}, rate: rate, w: w, h: h,
		seen: func(i int) {
			if r.Progress != nil {
				r.Progress(clip.Seconds(min(float64(i+1)/rate, float64(r.Span.Length()))))
			}
		},
	}
	var got observation
	var heard sound
	group, ctx := errgroup.WithContext(ctx)
	listened := func() (err error) {
		heard, err = listen(ctx, r.Source, r.Span, f.speaker != nil)
		return err
	}
	if f.speaker == nil {
		group.Go(listened)
	} else {
		// The model looks and listens at once.
		if err := listened(); err != nil {
			return observation{}, fmt.Errorf("listening to %v to %v: %w", r.Span.Start, r.Span.End, err)
		}
		o.odds = judge{f.speaker, heard.cepstra}.odds
	}
	group.Go(func() (err error) {
		got, err = o.observe(ctx, func(ctx context.Context, each func(int, []byte) error) error {
			return media.ReadFrames(ctx, r.Source, media.FrameRequest{
				Start: float64(r.Span.Start), End: float64(r.Span.End),
				Width: w, Height: h, PixFmt: "yuv420p",
				Rough: 2*w <= video.Width,
			}, each)
		})
		return err
	})
	if err := group.Wait(); err != nil {
		return observation{}, fmt.Errorf("watching %v to %v: %w", r.Span.Start, r.Span.End, err)
	}
	_, samples := samplesOf(len(got.changes)-1, rate)
	got.heard = heard.rhythm(samples + syncLag)
	return got, nil
}

// listen measures the sound, in cepstra if they are wanted, from the first frame of the span on; a source
// without a sound track is silent.
func listen(ctx context.Context, source media.Info, span clip.Span, cepstra bool) (sound, error) {
	if source.Audio == nil {
		return sound{}, nil
	}
	video := *source.Video
	start := media.FrameTime(video, media.FrameAt(video, float64(span.Start)))
	h := newHearing(cepstra)
	err := media.ReadPCM(ctx, source, start, float64(span.End), soundRate, func(pcm []float32) error {
		h.hear(pcm)
		return nil
	})
	return h.out, err
}
