package media

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Range is a run of bytes of a file.
type Range struct{ Offset, Length int64 }

// ErrNoParts tells that a file cannot be read in parts.
var ErrNoParts = errors.New("the file cannot be read in parts")

// mediaHead is how much of an mdat box is read at first: over the 5 MB that
// ffmpeg looks at to learn about the tracks.
const mediaHead = 6 << 20

// maxBoxes bounds the top-level boxes that are looked at: a file in many
// fragments is read whole.
const maxBoxes = 64

// IndexRanges returns all of an MP4 or MOV file but most of its media: the
// top-level boxes (ISO/IEC 14496-12, 4.2), of mdat only the beginning, which
// ffmpeg looks at whatever it is to read. With those alone, [PartRanges] tells
// what a part of the recording takes. The error is [ErrNoParts] for another
// format.
func IndexRanges(r io.ReaderAt, size int64) ([]Range, error) {
	var ranges []Range
	media := false
	for at, n := int64(0), 0; at < size; n++ {
		box, kind, err := readBox(r, at, size)
		if err != nil {
			return nil, err
		}
		if n == 0 && kind != "ftyp" || n == maxBoxes {
			return nil, ErrNoParts
		}
		at = box.Offset + box.Length
		if kind == "mdat" {
			media = true
			box.Length = min(box.Length, mediaHead)
		}
		ranges = append(ranges, box)
	}
	if !media {
		return nil, ErrNoParts
	}
	return ranges, nil
}

const boxHeader = 16 // with the 64-bit size that a large box has

// readBox reads the header of the box at an offset.
func readBox(r io.ReaderAt, at, size int64) (Range, string, error) {
	var b [boxHeader]byte
	n, err := r.ReadAt(b[:min(boxHeader, size-at)], at)
	if err != nil && !errors.Is(err, io.EOF) {
		return Range{}, "", err
	}
	if n < 8 {
		return Range{}, "", ErrNoParts
	}
	length := int64(binary.BigEndian.Uint32(b[:]))
	switch {
	case length == 0:
		length = size - at
	case length == 1 && n == boxHeader:
		length = int64(binary.BigEndian.Uint64(b[8:]))
	}
	if length < 8 || length > size-at {
		return Range{}, "", ErrNoParts
	}
	return Range{at, length}, string(b[4:8]), nil
}

// partMargin is how much is read before and after a part, in seconds: decoders
// and voice activity look a little around it, and tracks are not interleaved
// exactly.
const partMargin = 15

// PartRanges returns the bytes that decoding [start, end) of the recording takes,
// in order and apart. Of the file at info.Path only what [IndexRanges] gives must
// be there.
func PartRanges(ctx context.Context, info Info, start, end float64) ([]Range, error) {
	interval := fmt.Sprintf("%.3f%%%.3f", info.Origin+max(0, start-partMargin), info.Origin+end+partMargin)
	text, err := Output(ctx, "-show_packets", "-show_entries", "packet=pos,size", "-read_intervals", interval, "-of", "json=compact=1", "-i", File(info.Path))
	if err != nil {
		return nil, fmt.Errorf("looking for a part of the recording: %w", err)
	}
	var list struct {
		Packets []struct {
			Pos  int64 `json:"pos,string"`
			Size int64 `json:"size,string"`
		} `json:"packets"`
	}
	if err := json.Unmarshal(text, &list); err != nil || len(list.Packets) == 0 {
		return nil, ErrNoParts
	}
	var ranges []Range
	for _, p := range list.Packets {
		ranges = append(ranges, Range{p.Pos, p.Size})
	}
	return JoinRanges(ranges), nil
}

// joinGap is how many bytes between two ranges are read with them.
const joinGap = 1 << 20

// JoinRanges returns the ranges in order, those that overlap or nearly touch as
// one.
func JoinRanges(ranges []Range) []Range {
	slices.SortFunc(ranges, func(a, b Range) int {
		switch {
		case a.Offset < b.Offset:
			return -1
		case a.Offset > b.Offset:
			return 1
		}
		return 0
	})
	var out []Range
	for _, r := range ranges {
		if n := len(out); n > 0 && r.Offset <= out[n-1].Offset+out[n-1].Length+joinGap {
			out[n-1].Length = max(out[n-1].Length, r.Offset+r.Length-out[n-1].Offset)
			continue
		}
		out = append(out, r)
	}
	return out
}

// Indexed tells whether a file of that format may be read in parts.
func (i Info) Indexed() bool { return slices.Contains(strings.Split(i.Format, ","), "mp4") }
