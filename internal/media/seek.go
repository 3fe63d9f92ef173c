package media

import (
	"context"
	"fmt"
	"math"
)

// seekPoint is where reading must begin so that what shows and sounds at start
// is decoded; 0 for the beginning. Reading begins at the key frame that the
// format finds for it.
func seekPoint(ctx context.Context, info Info, start float64) (float64, error) {
	// Sound may lie in the file up to about this long before the picture of
	// the same time, and its decoder needs a packet or two to settle.
	const ahead = 1
	for back := float64(ahead); ; back *= 3 {
		at := math.Floor((start-back)*1000) / 1000
		if at <= 0 || info.Video != nil && at <= info.Video.Start {
			return 0, nil
		}
		if info.Video == nil || !info.Video.Variable && hasIndex(info.Format) {
			return at, nil
		}
		found, err := keyFrom(ctx, info, at, start)
		if err != nil {
			return 0, err
		}
		if found {
			return at, nil
		}
	}
}

// keyFrom tells whether a reader that seeks to a time meets a key frame at or
// before start. Formats without an index are searched by position, and MP4 by
// decoding time, which lies before the presentation by as much as a frame is
// held: both can land too late.
func keyFrom(ctx context.Context, info Info, at, start float64) (bool, error) {
	packets, err := listPackets(ctx, info.Path, fmt.Sprintf("%.3f%%%.3f", info.Origin+at, info.Origin+start))
	if err != nil {
		return false, err
	}
	return hasKey(packets, info.Video.Index, info.Origin+start), nil
}
