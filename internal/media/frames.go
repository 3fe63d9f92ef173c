package media

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
)

// FrameRequest asks [ReadFrames] for the pictures of a part.
type FrameRequest struct {
	Start, End float64 // seconds on the source's time line
	// Rate is how many pictures a second, 0/0 for each frame of the grid.
	// Picture j shows frame FrameAt(Start) + floor(j * grid rate / Rate).
	Rate          Rational
	Width, Height int    // px; 0 for the track's own
	PixFmt        string // "rgb24", "bgr24", "gray" or "yuv420p"
	Filter        string // filters before scaling; "" for none
	// Rough leaves out the decoder's loop filter: a fifth less work, for
	// pictures that are made much smaller (45 dB to those with it).
	Rough bool
}

// FrameOutput is one shape in which [ReadOutputs] delivers pictures; the fields
// are as in [FrameRequest].
type FrameOutput struct {
	Rate          Rational
	Width, Height int
	PixFmt        string
	Filter        string
	// Each is given picture n, rows from the top without padding. The slice
	// is reused after Each returns; an error ends reading and is returned.
	Each func(n int, pix []byte) error
}

// unreferenced are the pictures whose loop filter is left out: no other picture
// depends on theirs, and who only looks does not see it.
const unreferenced = "noref"

// ReadFrames decodes the pictures of a part in the look of [PictureFilter] and
// hands them to each, as in [FrameOutput]. Fewer pictures than the span holds
// mean that the file ends before its header says.
func ReadFrames(ctx context.Context, info Info, r FrameRequest, each func(n int, pix []byte) error) error {
	loopFilter := unreferenced
	if r.Rough {
		loopFilter = "all"
	}
	return readOutputs(ctx, info, r.Start, r.End, loopFilter, FrameOutput{
		Rate: r.Rate, Width: r.Width, Height: r.Height, PixFmt: r.PixFmt, Filter: r.Filter, Each: each,
	})
}

// ReadOutputs is [ReadFrames] for several shapes of the same pictures, decoded
// once. The outputs run in goroutines of their own.
func ReadOutputs(ctx context.Context, info Info, start, end float64, outputs ...FrameOutput) error {
	return readOutputs(ctx, info, start, end, unreferenced, outputs...)
}

func readOutputs(ctx context.Context, info Info, start, end float64, loopFilter string, outputs ...FrameOutput) error {
	if info.Video == nil {
		return &Error{NoTracks, fmt.Sprintf("%s has no picture", info.Path), nil}
	}
	c, err := NewCut(ctx, info, start, end)
	if err != nil {
		return err
	}
	if c.Frames == 0 || len(outputs) == 0 {
		return nil
	}
	graph := fmt.Sprintf("%s%s,split=%d", c.VideoPad(0), c.Video(), len(outputs))
	for i := range outputs {
		graph += fmt.Sprintf("[s%d]", i)
	}
	var pipes []io.Writer
	var maps []string
	for i, o := range outputs {
		w, err := o.writer(*info.Video)
		if err != nil {
			return err
		}
		pipes = append(pipes, w)
		graph += fmt.Sprintf(";[s%d]%s[o%d]", i, o.filter(), i)
		maps = append(maps, "-map", fmt.Sprintf("[o%d]", i), "-fps_mode", "passthrough",
			"-f", "rawvideo", "-pix_fmt", o.PixFmt, Pipe(i))
	}
	args := slices.Concat([]string{"-skip_loop_filter", loopFilter}, c.Input, []string{"-filter_complex", graph}, maps)
	return Run(ctx, Command{Args: args, Pipes: pipes})
}

func (o FrameOutput) filter() string {
	var chain []string
	if o.Rate.Num > 0 {
		chain = append(chain, fmt.Sprintf("fps=%d/%d:start_time=0:round=up", o.Rate.Num, o.Rate.Den))
	}
	if o.Filter != "" {
		chain = append(chain, o.Filter)
	}
	if o.Width > 0 {
		chain = append(chain, fmt.Sprintf("scale=%d:%d:flags=area", o.Width, o.Height))
	}
	return strings.Join(append(chain, "format="+o.PixFmt), ",")
}

func (o FrameOutput) writer(v Video) (io.Writer, error) {
	w, h := o.Width, o.Height
	if w == 0 {
		w, h = v.Width, v.Height
	}
	bits, ok := map[string]int{"rgb24": 24, "bgr24": 24, "gray": 8, "yuv420p": 12}[o.PixFmt]
	if !ok {
		return nil, fmt.Errorf("pictures cannot be read as %q", o.PixFmt)
	}
	return Pictures(w*h*bits/8, o.Each), nil
}
