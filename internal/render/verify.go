package render

import (
	"fmt"
	"math"

	"clipd/internal/clip"
	"clipd/internal/media"
)

// order is what a clip must be.
type order struct {
	Source        media.Info
	Width, Height int
	Frames        int
	Start, End    float64 // on the source's time line, s
	Sound         loudness
}

const (
	syncTolerance = 0.040 // s between the ends of picture and sound
	timeTolerance = 0.001 // s of a frame's time: containers round
)

// fault compares a finished file with its order. The first thing that is wrong
// is the error; one that the source is to blame for has the code
// [clip.Unusable].
func fault(o order, c container, d inspection) error {
	rate := o.Source.Video.Rate.Float()
	if n := len(d.Pictures); n < o.Frames && len(c.Pictures) == n {
		return sourceEnds(o.Source, o.Start+float64(n)/rate)
	}
	switch {
	case d.Errors != "":
		return failed("it does not decode: %.300s", d.Errors)
	case len(d.Pictures) != o.Frames || len(c.Pictures) != o.Frames:
		return failed("it has %d frames and decodes to %d instead of %d", len(c.Pictures), len(d.Pictures), o.Frames)
	case c.Width != o.Width || c.Height != o.Height || c.Codec != "h264" || c.PixFmt != "yuv420p" || c.Profile != "High":
		return failed("its picture is %s %s %s %dx%d instead of h264 High yuv420p %dx%d", c.Codec, c.Profile, c.PixFmt, c.Width, c.Height, o.Width, o.Height)
	case c.Colours != [4]string{"tv", "bt709", "bt709", "bt709"}:
		return failed("its colours are marked as %v instead of limited-range BT.709", c.Colours)
	case c.AudioCodec != "aac" || c.SampleRate != sampleRate || c.Channels != 2:
		return failed("its sound is %s of %d Hz and %d channels instead of AAC 48 kHz stereo", c.AudioCodec, c.SampleRate, c.Channels)
	}
	for n, t := range c.Pictures {
		if want := float64(n) / rate; math.Abs(t-want) > timeTolerance {
			return failed("its frame %d is at %.3f s instead of %.3f s", n, t, want)
		}
	}
	switch {
	case math.Abs(c.PictureEnd-(o.End-o.Start)) > 1/rate:
		return failed("it lasts %.3f s instead of %.3f s", c.PictureEnd, o.End-o.Start)
	case c.SoundStart > timeTolerance:
		return failed("its sound begins at %.3f s", c.SoundStart)
	case math.Abs(c.SoundEnd-c.PictureEnd) > syncTolerance:
		return failed("its sound ends at %.3f s and its picture at %.3f s", c.SoundEnd, c.PictureEnd)
	case o.Sound.audible() && !d.Sound.audible():
		return failed("it is silent although the source has sound there")
	}
	return nil
}

// sourceEnds is the error for a source that stops before the clip's end.
func sourceEnds(src media.Info, at float64) error {
	header := ""
	if claimed := math.Max(src.Claimed, src.Duration); claimed > at {
		header = fmt.Sprintf(" although its header says %.1f s", claimed)
	}
	return clip.Errorf(clip.Unusable, "", "the picture of %s ends at %.1f s%s: the file is cut short or damaged, so copy, download or export it again", src.Path, at, header)
}

func failed(format string, args ...any) error {
	return clip.Errorf(clip.Internal, "", "the rendered clip did not pass its check: "+format, args...)
}
