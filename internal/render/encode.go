package render

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"clipd/internal/media"
)

// encodeClip encodes the picture of a cut through a graph and puts the finished
// sound beside it. It returns how often the source's decoders complained.
func encodeClip(ctx context.Context, r Request, c media.Cut, g graph, sound, path string) (complaints int, err error) {
	for file, text := range g.Commands {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return 0, fmt.Errorf("writing the camera's moves: %w", err)
		}
	}
	options, ok := r.Encoder.options()
	if !ok {
		return 0, fmt.Errorf("there is no encoder %q", r.Encoder.Name)
	}
	rate := r.Source.Video.Rate
	args := append(r.Encoder.device(), c.Input...)
	args = append(args, "-i", media.File(sound), "-filter_complex", g.Filters,
		"-map", "[v]", "-map", "1:a:0", "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact",
		"-c:v", r.Encoder.name())
	args = append(args, options...)
	args = append(args,
		// Players seek to key frames: one every two seconds.
		"-g", fmt.Sprint(max(1, 2*rate.Num/rate.Den)), "-fps_mode", "passthrough",
		"-color_range", "tv", "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709",
		"-c:a", "copy", "-movflags", "+faststart", "-y", media.File(path))
	log := &decoderLog{decoder: r.Source.Video.Codec}
	step := r.step(heard, encoded)
	err = media.Run(ctx, media.Command{Args: args, Log: log, Progress: func(at time.Duration) {
		step(at.Seconds() / (c.End - c.Start))
	}})
	if err != nil {
		return log.complaints, fmt.Errorf("encoding the clip: %w", err)
	}
	return log.complaints, nil
}

// decoderLog counts what a decoder says in ffmpeg's log, whose lines begin with
// "[h264 @ 0x5581c0ffee00] ".
type decoderLog struct {
	decoder    string
	complaints int
	rest       []byte
}

func (l *decoderLog) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	for {
		line, rest, found := bytes.Cut(l.rest, []byte("\n"))
		if !found {
			return len(p), nil
		}
		if strings.HasPrefix(string(line), "["+l.decoder+" @ ") {
			l.complaints++
		}
		l.rest = rest
	}
}
