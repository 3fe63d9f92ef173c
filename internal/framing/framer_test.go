package framing

import (
	"context"
	"errors"
	"testing"

	"go.uber.org/goleak"

	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/mediatest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestFrameWithoutFacesShowsAll(t *testing.T) {
	f := newFramer(t)
	for _, tt := range []struct {
		name string
		r    mediatest.Recording
		a    clip.Aspect
		want clip.Layout
		crop clip.Box
	}{
		{"wide to vertical", mediatest.Recording{Seconds: 1}, clip.Vertical, clip.Fit, clip.Box{W: 320, H: 200}},
		{"vertical to wide", mediatest.Recording{Seconds: 1, Width: 200, Height: 320}, clip.Wide, clip.Fit, clip.Box{W: 200, H: 320}},
		{"square to square", mediatest.Recording{Seconds: 1, Width: 200, Height: 200}, clip.Square, clip.Track, clip.Box{W: 200, H: 200}},
		{"tiny", mediatest.Recording{Seconds: 1, Width: 64, Height: 64}, clip.Vertical, clip.Fit, clip.Box{W: 64, H: 64}},
		{"turned", mediatest.Recording{Seconds: 1, Width: 180, Height: 320, Turn: 90}, clip.Vertical, clip.Track, clip.Box{W: 180, H: 320}},
		{"one frame", mediatest.Recording{Seconds: 0.034, Silent: true}, clip.Vertical, clip.Fit, clip.Box{W: 320, H: 200}},
		{"60 frames a second", mediatest.Recording{Seconds: 1, Rate: media.Rational{Num: 60, Den: 1}}, clip.Vertical, clip.Fit, clip.Box{W: 320, H: 200}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			info := mediatest.Probe(t, mediatest.Make(t, tt.r))
			c := frameAll(t, f, info, tt.a)
			checkCamera(t, info, c)
			for _, fr := range c.Frames {
				if fr.Layout != tt.want || fr.Crops[0] != tt.crop || len(fr.Faces) != 0 {
					t.Fatalf("frame %d: %s %+v with %d faces, want %s %+v with none", fr.Frame, fr.Layout, fr.Crops[0], len(fr.Faces), tt.want, tt.crop)
				}
			}
		})
	}
}

func TestFrameTellsProgress(t *testing.T) {
	f := newFramer(t)
	info := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{Seconds: 3}))
	last := clip.Seconds(0)
	_, err := f.Frame(t.Context(), Request{
		Source: info, Span: clip.Span{Start: 1, End: 2.5}, Aspect: clip.Square,
		Progress: func(done clip.Seconds) {
			if done <= last || done > 1.5 {
				t.Errorf("progress %v after %v", done, last)
			}
			last = done
		},
	})
	if err != nil || last != 1.5 {
		t.Errorf("ends at %v, %v; want 1.5", last, err)
	}
}

func TestFrameErrors(t *testing.T) {
	f := newFramer(t)
	video := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{Seconds: 1}))
	sound := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{Seconds: 1, NoVideo: true, Name: "sound.m4a"}))
	for _, tt := range []struct {
		name string
		info media.Info
		span clip.Span
		a    clip.Aspect
		want clip.Code
	}{
		{"no picture", sound, clip.Span{End: 1}, clip.Square, clip.Unusable},
		{"no frame", video, clip.Span{Start: 0.501, End: 0.502}, clip.Square, clip.Invalid},
		{"past the end", video, clip.Span{Start: 30, End: 31}, clip.Square, clip.Invalid},
		{"no shape", video, clip.Span{End: 1}, "2:1", clip.Invalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := f.Frame(t.Context(), Request{Source: tt.info, Span: tt.span, Aspect: tt.a})
			if err == nil || clip.CodeOf(err) != tt.want {
				t.Errorf("error %v, want one of code %s", err, tt.want)
			}
		})
	}
}

func TestFrameStopsWhenCancelled(t *testing.T) {
	f := newFramer(t)
	info := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{Seconds: 20}))
	ctx, cancel := context.WithCancel(t.Context())
	frames := 0
	_, err := f.Frame(ctx, Request{
		Source: info, Span: clip.Span{End: 20}, Aspect: clip.Vertical,
		Progress: func(clip.Seconds) {
			if frames++; frames == 10 {
				cancel()
			}
		},
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}
