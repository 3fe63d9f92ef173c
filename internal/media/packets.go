package media

import (
	"math"
	"slices"
	"strings"
)

// packet is a packet of a track as ffprobe lists it, with times in seconds, in
// the container's own numbers.
type packet struct {
	Stream   int    `json:"stream_index"`
	PTS      number `json:"pts_time"`
	DTS      number `json:"dts_time"`
	Duration number `json:"duration_time"`
	Flags    string `json:"flags"`
}

// packetEntries asks ffprobe for what packet holds.
const packetEntries = "packet=stream_index,pts_time,dts_time,duration_time,flags"

// start is the time of presentation, where the container tells no better that
// of decoding; NaN when it tells neither.
func (p packet) start() float64 { return p.PTS.or(p.DTS.or(math.NaN())) }

func (p packet) end() float64 { return p.start() + max(0, p.Duration.or(0)) }

func (p packet) key() bool { return strings.HasPrefix(p.Flags, "K") }

// lastEnd is the end of the last of the packets of the given streams.
func lastEnd(packets []packet, streams ...int) (end float64, found bool) {
	end = math.Inf(-1)
	for _, p := range packets {
		if e := p.end(); e > end && slices.Contains(streams, p.Stream) {
			end, found = e, true
		}
	}
	return end, found
}

// wholeEnd is how far all of the given streams can be read in a file that was
// cut off: its last packet is in pieces, and streams end apart. There must be a
// packet of theirs.
func wholeEnd(packets []packet, streams []int) float64 {
	whole := math.Inf(1)
	for _, s := range streams {
		if end, found := lastEnd(packets[:len(packets)-1], s); found {
			whole = math.Min(whole, end)
		}
	}
	if math.IsInf(whole, 1) {
		whole, _ = lastEnd(packets, streams...)
	}
	return whole
}

// frameTimes are the times of the first frames of a stream, in order, less
// base. The last reorderDepth are left out: one that belongs between them may
// stand in a packet that is not listed.
func frameTimes(packets []packet, stream int, base float64) []float64 {
	const reorderDepth = 16
	var times []float64
	for _, p := range packets {
		if t := p.start(); p.Stream == stream && !math.IsNaN(t) {
			times = append(times, t-base)
		}
	}
	slices.Sort(times)
	if len(times) > 2*reorderDepth {
		times = times[:len(times)-reorderDepth]
	}
	return times
}

// hasKey tells whether a key frame of a stream at or before a time is among the
// packets.
func hasKey(packets []packet, stream int, before float64) bool {
	return slices.ContainsFunc(packets, func(p packet) bool {
		return p.Stream == stream && p.key() && p.start() <= before
	})
}
