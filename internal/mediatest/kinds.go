package mediatest

import (
	"fmt"

	"clipd/internal/media"
)

// X264 are output arguments for [Recording.Output]: x264 with a key frame every
// gop frames and two frames of reordering, and AAC.
func X264(gop int) []string {
	return []string{"-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-g", fmt.Sprint(gop), "-bf", "2", "-c:a", "aac"}
}

// Interlaced is a recording of 25 frames a second, top field first.
func Interlaced() Recording {
	return Recording{
		Name: "interlaced.mp4", Rate: media.Rational{Num: 25, Den: 1},
		Output: append(X264(30), "-flags", "+ildct+ilme", "-x264-params", "tff=1"),
	}
}

// Varying is a recording of varying frame rate: of each seven frames one is left
// out, and none is kept from the 20th to the 70th.
func Varying() Recording {
	return Recording{
		Name: "varying.mp4", Filter: "select='not(eq(mod(n,7),3)+between(n,20,70))'",
		Output: append(X264(10), "-fps_mode", "passthrough"),
	}
}

// HDR is a recording in HDR10: BT.2020 primaries, PQ, 10 bit, white at 100 nits.
func HDR() Recording {
	return Recording{
		Name:   "hdr.mp4",
		Filter: "zscale=tin=bt709:min=bt709:pin=bt709:rin=tv:t=smpte2084:m=bt2020nc:p=bt2020:r=tv:npl=100,format=yuv420p10le",
		Output: []string{
			"-c:v", "libx265", "-preset", "ultrafast", "-crf", "20", "-x265-params", "log-level=none:keyint=30",
			"-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc", "-color_range", "tv", "-c:a", "aac",
		},
	}
}
