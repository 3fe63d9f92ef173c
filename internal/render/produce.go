package render

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"clipd/internal/clip"
	"clipd/internal/media"
)

// produce makes the clip in a temporary folder, checks it and moves it out.
func produce(ctx context.Context, r Request, c media.Cut, tmp string) (Result, error) {
	video, sound := filepath.Join(tmp, "clip.mp4"), filepath.Join(tmp, "sound.m4a")
	step := r.step(0, heard)
	track, err := makeSound(ctx, r.Source, c, sound, step)
	if err != nil {
		return Result{}, err
	}
	step(1)
	s := scene{
		Camera: r.Camera, Rate: r.Source.Video.Rate, Input: c.VideoPad(0) + c.Video(),
		Width: r.Width, Height: r.Height, Dir: tmp, Fonts: r.FontsDir, Upload: r.Encoder.upload(),
	}
	if len(r.Subtitles) > 0 {
		s.Subtitles = filepath.Join(tmp, "captions.ass")
		if err := os.WriteFile(s.Subtitles, r.Subtitles, 0o600); err != nil {
			return Result{}, fmt.Errorf("writing the captions: %w", err)
		}
	}
	g, err := newGraph(s)
	if err != nil {
		return Result{}, err
	}
	complaints, err := encodeClip(ctx, r, c, g, sound, video)
	if err != nil {
		return Result{}, err
	}
	seen, err := check(ctx, r, c, track, video)
	if err != nil {
		return Result{}, err
	}
	if complaints > 0 {
		track.Warnings = append(track.Warnings, fmt.Sprintf("the source is damaged in or next to this part (%d decoding errors): the picture may show it", complaints))
	}
	moves := [][2]string{{video, r.Out}}
	if r.Thumbnail != "" {
		still := filepath.Join(tmp, "thumbnail.jpg")
		best := bestFrame(seen.Pictures, r.Camera)
		if err := writeThumbnail(ctx, video, best, s.Rate, r.Width, r.Height, still); err != nil {
			return Result{}, err
		}
		moves = append([][2]string{{still, r.Thumbnail}}, moves...)
	}
	if err := deliver(moves...); err != nil {
		return Result{}, err
	}
	return Result{
		Duration: clip.Seconds(c.End - c.Start), Frames: c.Frames,
		Loudness: seen.Sound.Integrated, TruePeak: seen.Sound.TruePeak, Warnings: track.Warnings,
	}, nil
}

// check decodes the finished file once and compares it with what was asked for.
func check(ctx context.Context, r Request, c media.Cut, track soundtrack, video string) (inspection, error) {
	listed, err := listContainer(ctx, video)
	if err != nil {
		return inspection{}, err
	}
	if len(listed.Pictures) == 0 {
		return inspection{}, sourceEnds(r.Source, c.Start)
	}
	step := r.step(encoded, 1)
	seen, err := inspect(ctx, video, r.Width, r.Height, candidates(r.Camera), func(n int) { step(float64(n) / float64(c.Frames)) })
	if err != nil {
		return inspection{}, err
	}
	err = fault(order{
		Source: r.Source, Width: r.Width, Height: r.Height, Frames: c.Frames,
		Start: c.Start, End: c.End, Sound: track.Source,
	}, listed, seen)
	if err != nil {
		return inspection{}, err
	}
	if d := track.Delivered; d.audible() && math.Abs(d.Integrated-seen.Sound.Integrated) > 0.2 {
		return inspection{}, failed("its loudness is %.1f LUFS, but that of its sound before was %.1f", seen.Sound.Integrated, d.Integrated)
	}
	n, err := unexplained(ctx, r.Source, r.Camera, c.First, seen.Pictures)
	if err != nil {
		return inspection{}, err
	}
	if n >= 0 {
		return inspection{}, failed("its frame %d is black although the source's is not", n)
	}
	return seen, nil
}
