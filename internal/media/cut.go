package media

import (
	"context"
	"fmt"
	"math"
	"strings"
)

// Cut is a part of a recording in ffmpeg's terms: frames First to First+Frames-1
// of the grid and the sound that belongs to them.
type Cut struct {
	// Input are the arguments up to and with -i; they make exactly one input.
	Input []string
	// First is the number of the first frame, Frames how many there are; both
	// 0 for a recording without a picture.
	First, Frames int
	// Start and End are the times of the first frame and of the end of the
	// last one; without a picture, the times asked for.
	Start, End float64
	info       Info
	seek       float64 // where reading begins; 0 for the beginning
}

// NewCut makes the cut that shows [start, end). The picture begins with the
// first frame at or after start, and the sound with that frame. Where the
// format's search for key frames is not exact the file is looked at.
func NewCut(ctx context.Context, info Info, start, end float64) (Cut, error) {
	c := Cut{Start: start, End: end, info: info}
	if v := info.Video; v != nil {
		c.First = FrameAt(*v, start)
		c.Frames = max(0, FrameAt(*v, end)-c.First)
		c.Start, c.End = FrameTime(*v, c.First), FrameTime(*v, c.First+c.Frames)
	}
	var err error
	if c.seek, err = seekPoint(ctx, info, math.Min(start, c.Start)); err != nil {
		return Cut{}, err
	}
	c.Input = c.open()
	return c, nil
}

// VideoPad and AudioPad name the tracks in a filter graph in which the cut is
// the n-th input.
func (c Cut) VideoPad(n int) string { return fmt.Sprintf("[%d:%d]", n, c.info.Video.Index) }

// AudioPad is like [Cut.VideoPad] for the sound.
func (c Cut) AudioPad(n int) string { return fmt.Sprintf("[%d:%d]", n, c.info.Audio.Index) }

// Video is the filter chain for [Cut.VideoPad]. Its output has exactly the
// frames of the cut, at time 0, 1/Rate, ..., as [PictureFilter] makes them:
// fewer only where the file ends before its header says.
func (c Cut) Video() string {
	return strings.Join([]string{c.grid(), PictureFilter(*c.info.Video)}, ",")
}

// grid puts frames on the constant-rate grid and takes the cut's.
func (c Cut) grid() string {
	v := *c.info.Video
	var chain []string
	if v.Phase > 0 {
		chain = append(chain, fmt.Sprintf("setpts=round(PTS-%.6f/TB)", v.Phase))
	}
	fps := fmt.Sprintf("fps=%d/%d", v.Rate.Num, v.Rate.Den)
	if c.seek == 0 {
		// A picture that begins late shows its first frame until then.
		fps += ":start_time=0"
	}
	chain = append(chain, fps)
	// A picture that ends before the sound shows its last frame until then.
	// The last frames of the header are uncertain by the container's rounding.
	const uncertain = 2
	if late := c.First + c.Frames - FrameAt(v, v.End) + uncertain; late > 0 {
		chain = append(chain, fmt.Sprintf("tpad=stop_mode=clone:stop=%d", late))
	}
	return strings.Join(append(chain,
		// The time base behind fps is one frame.
		fmt.Sprintf("trim=start_pts=%d:end_pts=%d", c.First, c.First+c.Frames),
		fmt.Sprintf("setpts=PTS-%d", c.First),
	), ",")
}

// oneThread is the largest picture, px, that is decoded by one thread: it is fast
// enough for what comes after it, and several need a tenth more CPU time.
const oneThread = 1920 * 1088

// open are the arguments of one input that is read from the key frame at or
// before c.seek, with times on the source's time line.
func (c Cut) open() []string {
	// -start_at_zero would do for most files, but of some formats ffmpeg moves
	// the zero to the first of the tracks in use when the offset is exactly the
	// start time. One microsecond is below every time base.
	args := []string{"-copyts", "-itsoffset", fmt.Sprintf("%.6f", 1e-6-c.info.Origin)}
	if v := c.info.Video; v != nil && takesAnySize(*v) {
		// Else a change of resolution would start the graph, and with it the
		// count of frames, anew.
		args = append(args, "-reinit_filter:v", "0")
	}
	if v := c.info.Video; v != nil && v.Width*v.Height <= oneThread {
		args = append(args, "-threads", "1")
	}
	if c.seek > 0 {
		args = append(args, "-noaccurate_seek", "-ss", fmt.Sprintf("%.3f", c.seek))
	}
	return append(args, "-format_whitelist", demuxers, "-i", File(c.info.Path))
}
