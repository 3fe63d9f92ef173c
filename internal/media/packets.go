package media

import (
	"bytes"
	"math"
	"slices"
	"strings"
)

// packet is a packet of a track as ffprobe lists it: time and length of what it
// holds in seconds, in the container's own numbers.
type packet struct {
	stream   int
	start    float64 // NaN when not told
	duration float64
	key      bool
}

// packetEntries is what to ask ffprobe for, and the order in which
// [parsePackets] reads it.
const packetEntries = "packet=stream_index,pts_time,duration_time,flags"

// parsePackets reads ffprobe's -show_packets -of csv=p=0 lines. Lines that are
// something else (side data) are skipped.
func parsePackets(b []byte) []packet {
	var packets []packet
	for line := range bytes.Lines(b) {
		f := strings.Split(strings.TrimSpace(string(line)), ",")
		if len(f) < 4 {
			continue
		}
		index := parseNumber(f[0])
		if index == nil || *index < 0 || *index > 1e6 {
			continue
		}
		p := packet{stream: int(*index), start: math.NaN(), key: strings.HasPrefix(f[3], "K")}
		if v := parseNumber(f[1]); v != nil {
			p.start = *v
		}
		if v := parseNumber(f[2]); v != nil && *v > 0 && *v < 3600 {
			p.duration = *v
		}
		packets = append(packets, p)
	}
	return packets
}

// lastEnd is the end of the last of the packets of the given streams.
func lastEnd(packets []packet, streams ...int) (end float64, found bool) {
	end = math.Inf(-1)
	for _, p := range packets {
		if !math.IsNaN(p.start) && slices.Contains(streams, p.stream) {
			end, found = math.Max(end, p.start+p.duration), true
		}
	}
	return end, found
}

// wholeEnd is how far all of the given streams can be read in a file that was
// cut off: its last packet is in pieces, and streams end apart.
func wholeEnd(packets []packet, streams []int) float64 {
	whole := math.Inf(1)
	for _, s := range streams {
		if end, found := lastEnd(packets[:len(packets)-1], s); found {
			whole = math.Min(whole, end)
		}
	}
	if math.IsInf(whole, 1) {
		return packets[0].start
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
		if p.stream == stream && !math.IsNaN(p.start) {
			times = append(times, p.start-base)
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
		return p.stream == stream && p.key && p.start <= before
	})
}
