package media

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
)

// sampled is how many packets at the beginning tell whether the frame rate
// varies.
const sampled = 1200

// slack is how far, in seconds, a header may be from what is read: sound is
// padded to whole packets.
const slack = 0.5

// measure reads packets at both ends to tell the frame rate and where the recording really ends.
func measure(ctx context.Context, info *Info, doc document) error {
	base := info.Origin
	var tracks []int
	if v := info.Video; v != nil {
		tracks = append(tracks, v.Index)
		s := defaultVideo(doc.Streams)
		times := frameTimes(doc.Packets, v.Index, base)
		if len(times) > 0 {
			v.Start = math.Max(0, times[0])
		}
		v.Rate, v.Phase, v.Variable = constantRate(Rational(s.RFrameRate), Rational(s.AvgRate), times, v.Interlaced)
	}
	if a := info.Audio; a != nil {
		tracks = append(tracks, a.Index)
	}
	claimed := claimedEnd(*info, doc)
	packets := doc.Packets
	end, found := lastEnd(packets, tracks...)
	if len(packets) >= sampled || end-base < claimed-slack {
		var err error
		if packets, err = readEnd(ctx, *info, claimed, tracks); err != nil {
			return err
		}
		end, found = lastEnd(packets, tracks...)
	}
	if !found || end-base <= 0 {
		return &Error{NoTracks, fmt.Sprintf("%s holds no sound and no picture, though its header tells of some", info.Path), nil}
	}
	settle(info, claimed, end-base)
	if info.Claimed > 0 {
		info.Duration = wholeEnd(packets, tracks) - base
	}
	return nil
}

// claimedEnd is where the header says that the tracks end; 0 when it does not.
func claimedEnd(info Info, doc document) float64 {
	end := 0.0
	if info.Video != nil {
		end = info.Video.End
	}
	if info.Audio != nil {
		end = math.Max(end, info.Audio.End)
	}
	if end == 0 {
		end = doc.Format.Duration.or(0)
		if hasFormat(info.Format, "matroska") {
			// Its duration is the time of the end, not a length.
			end -= info.Origin
		}
	}
	return math.Max(0, end)
}

// readEnd reads the packets at the end. It looks near the claimed end first,
// when there is one; when nothing is there it reads the whole file.
func readEnd(ctx context.Context, info Info, claimed float64, tracks []int) ([]packet, error) {
	if claimed > 0 {
		near := info.Origin + claimed
		packets, err := listPackets(ctx, info.Path, fmt.Sprintf("%.3f%%", math.Max(0, near-5)))
		if err != nil {
			return nil, err
		}
		if end, found := lastEnd(packets, tracks...); found && end > near-slack {
			return packets, nil
		}
	}
	return listPackets(ctx, info.Path, "")
}

// settle sets the durations from what the header claims and what was read.
func settle(info *Info, claimed, read float64) {
	info.Duration = claimed
	if math.Abs(claimed-read) > slack {
		info.Duration = read
	}
	if claimed > read+slack && hasIndex(info.Format) {
		info.Claimed = claimed
	}
	if v := info.Video; v != nil && v.End == 0 {
		v.End = info.Duration
	}
	if a := info.Audio; a != nil && a.End == 0 {
		a.End = info.Duration
	}
}

// hasIndex tells whether a format lists its packets. Others are searched by
// position, which can land after the key frame wanted, and have their duration
// estimated.
func hasIndex(format string) bool {
	for _, indexed := range []string{"mp4", "matroska", "avi", "mxf"} {
		if hasFormat(format, indexed) {
			return true
		}
	}
	return false
}

func hasFormat(list, format string) bool { return slices.Contains(strings.Split(list, ","), format) }

// listPackets lists packets of an interval in ffprobe's -read_intervals syntax,
// all for "".
func listPackets(ctx context.Context, path, interval string) ([]packet, error) {
	args := []string{"-show_packets", "-show_entries", packetEntries, "-of", "json=compact=1"}
	if interval != "" {
		args = append(args, "-read_intervals", interval)
	}
	out, err := Output(ctx, append(args, "-i", File(path))...)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	doc, err := parseDocument(out)
	return doc.Packets, err
}
