package media

import (
	"fmt"
	"math"
	"strings"
)

// Audio is the filter chain for [Cut.AudioPad]: the cut's sound at a sample
// rate, from time 0, with silence where the track has none before its last
// sample. Channels are as in the source. With pad the sound is filled up with
// silence to the cut's length.
func (c Cut) Audio(rate int, pad bool) string {
	from := int(math.Round(c.Start * float64(rate)))
	to := int(math.Round(c.End * float64(rate)))
	chain := []string{
		// Gaps are filled; smaller differences are jitter of time stamps.
		fmt.Sprintf("aresample=%d:async=1:min_hard_comp=0.04", rate),
		fmt.Sprintf("atrim=start_pts=%d:end_pts=%d", from, to),
	}
	late := int(math.Round(c.info.Audio.Start*float64(rate))) - from
	switch {
	case !changesChannels(c.info):
		// The stamps are continuous now and only a late beginning is left.
		chain = append(chain, fmt.Sprintf("asetpts=PTS-%d", from), "aresample=async=1:min_hard_comp=0.0001:first_pts=0")
	case c.seek == 0 && late > 0:
		chain = append(chain, fmt.Sprintf("asetpts=PTS-%d", from+late), fmt.Sprintf("adelay=%dS:all=1", late))
	default:
		chain = append(chain, fmt.Sprintf("asetpts=PTS-%d", from))
	}
	if pad {
		chain = append(chain, fmt.Sprintf("apad=whole_len=%d", to-from), fmt.Sprintf("atrim=end_sample=%d", to-from))
	}
	return strings.Join(chain, ",")
}

// changesChannels tells whether a track may go from stereo to surround and back,
// as broadcasts do. ffmpeg then starts the filters anew: silence up to the first
// sample would be put in again. What is used instead cannot fill a gap that
// covers a cut's beginning, which broadcasts do not have.
func changesChannels(info Info) bool {
	switch info.Audio.Codec {
	case "ac3", "eac3", "dts", "truehd", "mp2":
		return true
	}
	return !hasIndex(info.Format)
}
