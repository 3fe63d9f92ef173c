package render

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"clipd/internal/clip"
	"clipd/internal/media"
)

// Request is one clip to be made.
type Request struct {
	Source media.Info
	// Camera has one frame for each frame that the source shows in its span.
	Camera clip.Camera
	// Subtitles is an ASS script in the clip's own time, nil for none, and
	// FontsDir a folder of fonts for it, "" for the system's alone.
	Subtitles []byte
	FontsDir  string
	// Width and Height are the clip's in px, both even.
	Width, Height int
	Encoder       Encoder
	// Out is the MP4 file to make and Thumbnail the JPEG file, both on one
	// file system; "" for no thumbnail. Files of these names are replaced.
	Out, Thumbnail string
	// Progress is told which part of the work is done, 0-1; nil for nobody.
	Progress func(done float64)
}

// Result is what was delivered.
type Result struct {
	Duration clip.Seconds
	Frames   int
	Loudness float64 // LUFS, as measured on the delivered file; -70 where it is silent or shorter than 0.4 s
	TruePeak float64 // dBTP, likewise; -Inf below -66
	Warnings []string
}

// Render makes a clip and checks it. On an error, also that of ctx, nothing is
// left at Out or Thumbnail that was not there before, and no temporary file.
//
// A source that ends early or is damaged is an [clip.Error] of code
// [clip.Unusable]; a full disk one of code [clip.Unavailable].
func Render(ctx context.Context, r Request) (Result, error) {
	dir := filepath.Dir(r.Out)
	c, err := cutFor(ctx, r)
	if err != nil {
		return Result{}, explain(err, dir)
	}
	tmp, err := os.MkdirTemp(dir, ".clipd-")
	if err != nil {
		return Result{}, explain(fmt.Errorf("making a temporary folder: %w", err), dir)
	}
	defer os.RemoveAll(tmp)
	result, err := produce(ctx, r, c, tmp)
	if err != nil {
		return Result{}, explain(err, dir)
	}
	return result, nil
}

// cutFor checks what can be checked before work begins.
func cutFor(ctx context.Context, r Request) (media.Cut, error) {
	if r.Source.Video == nil {
		return media.Cut{}, clip.Errorf(clip.Unusable, "", "%s has no picture: clips need one", r.Source.Path)
	}
	if r.Width < 32 || r.Height < 32 || r.Width%2 != 0 || r.Height%2 != 0 {
		return media.Cut{}, clip.Errorf(clip.Invalid, "", "a clip cannot be %dx%d: both sides must be even and at least 32", r.Width, r.Height)
	}
	c, err := media.NewCut(ctx, r.Source, float64(r.Camera.Start), float64(r.Camera.End))
	if err != nil {
		return media.Cut{}, err
	}
	if s := r.Source; s.Claimed > 0 && c.End > s.Duration+1.5/s.Video.Rate.Float() {
		return media.Cut{}, sourceEnds(s, s.Duration)
	}
	if c.Frames == 0 || c.Frames != len(r.Camera.Frames) {
		return media.Cut{}, fmt.Errorf("the camera has %d frames for a part of %d", len(r.Camera.Frames), c.Frames)
	}
	return c, nil
}
