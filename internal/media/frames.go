package media

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// FrameRequest asks [ReadFrames] for the pictures of a part.
type FrameRequest struct {
	Start, End float64 // seconds on the source's time line
	// Rate is how many pictures a second, 0/0 for each frame of the grid.
	// Picture j shows frame FrameAt(Start) + floor(j * grid rate / Rate).
	Rate          Rational
	Width, Height int    // px; 0 for the track's own
	PixFmt        string // "rgb24", "bgr24" or "gray"
	Filter        string // filters before scaling; "" for none
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

// ReadFrames decodes the pictures of a part in the look of [PictureFilter] and
// hands them to each, as in [FrameOutput]. Fewer pictures than the span holds
// mean that the file ends before its header says.
func ReadFrames(ctx context.Context, info Info, r FrameRequest, each func(n int, pix []byte) error) error {
	return ReadOutputs(ctx, info, r.Start, r.End, FrameOutput{
		Rate: r.Rate, Width: r.Width, Height: r.Height, PixFmt: r.PixFmt, Filter: r.Filter, Each: each,
	})
}

// ReadOutputs is [ReadFrames] for several shapes of the same pictures, decoded
// once. The outputs run in goroutines of their own.
func ReadOutputs(ctx context.Context, info Info, start, end float64, outputs ...FrameOutput) error {
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
	args := append(append(c.Input, "-filter_complex", graph), maps...)
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
	return &pictures{each: o.Each, pix: make([]byte, 0, w*h*bits/8)}, nil
}

// pictures gathers bytes into whole pictures.
type pictures struct {
	each func(n int, pix []byte) error
	n    int
	pix  []byte
}

func (p *pictures) Write(b []byte) (int, error) {
	total := len(b)
	for len(b) > 0 {
		n := min(cap(p.pix)-len(p.pix), len(b))
		p.pix = append(p.pix, b[:n]...)
		b = b[n:]
		if len(p.pix) < cap(p.pix) {
			break
		}
		if err := p.each(p.n, p.pix); err != nil {
			return total - len(b), err
		}
		p.n++
		p.pix = p.pix[:0]
	}
	return total, nil
}
