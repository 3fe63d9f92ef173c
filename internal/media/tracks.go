package media

import (
	"math"
	"strings"
)

// defaultVideo picks the video track that a player would show: among those
// flagged as default (all, if none is) the one with the most pixels, the first
// of equals. Cover art and thumbnails are no video. It returns nil for none.
func defaultVideo(streams []stream) *stream {
	return pick(streams, func(s *stream) bool {
		return s.Type == "video" && s.Codec != "" && s.Width > 0 && s.Height > 0 &&
			s.Disposition["attached_pic"] == 0 && s.Disposition["timed_thumbnails"] == 0
	}, func(s *stream) int { return s.Width * s.Height })
}

// defaultAudio picks the first audio track flagged as default, else the first.
func defaultAudio(streams []stream) *stream {
	return pick(streams, func(s *stream) bool {
		return s.Type == "audio" && s.Codec != "" && s.Channels > 0
	}, func(*stream) int { return 0 })
}

func pick(streams []stream, usable func(*stream) bool, worth func(*stream) int) *stream {
	var best *stream
	for i := range streams {
		s := &streams[i]
		if !usable(s) {
			continue
		}
		d := s.Disposition["default"]
		if best == nil || d > best.Disposition["default"] ||
			d == best.Disposition["default"] && worth(s) > worth(best) {
			best = s
		}
	}
	return best
}

// video describes a track. base is the format's start time.
func (s *stream) video(base float64) *Video {
	v := &Video{
		Index: s.Index, Codec: s.Codec, PixFmt: s.PixFmt, SAR: Rational(s.SAR),
		Start: math.Max(0, s.Start.or(base)-base),
		Range: known(s.Range), Space: known(s.Space), Transfer: known(s.Transfer), Primaries: known(s.Primaries),
		Interlaced: isInterlaced(s.FieldOrder), Rotation: s.rotation(),
	}
	if v.SAR.Num == 0 {
		v.SAR = Rational{1, 1}
	}
	if strings.HasPrefix(s.PixFmt, "yuvj") {
		v.Range = "pc"
	}
	v.HDR = v.Transfer == "smpte2084" || v.Transfer == "arib-std-b67"
	v.Width, v.Height = squarePixels(s.Width, s.Height, v.SAR)
	if v.Rotation%180 != 0 {
		v.Width, v.Height = v.Height, v.Width
	}
	v.End = s.end(v.Start, base)
	return v
}

// end is the end of the track as the header tells, 0 when it does not.
func (s *stream) end(start, base float64) float64 {
	if s.Duration.known() {
		return start + s.Duration.or(0)
	}
	if s.Tags.Duration.known() {
		// Matroska's tag is the time of the end, not a length.
		return math.Max(0, s.Tags.Duration.or(0)-base)
	}
	return 0
}

func (s *stream) audio(base float64) *Audio {
	start := math.Max(0, s.Start.or(base)-base)
	return &Audio{
		Index: s.Index, Codec: s.Codec, Channels: s.Channels, SampleRate: int(s.SampleRate.or(0)),
		Start: start, End: s.end(start, base),
	}
}

// rotation is how far the picture is turned clockwise when shown: 0, 90, 180 or
// 270. ffprobe tells the display matrix's angle counter-clockwise. Other angles
// are left as they are, as ffmpeg's own rotation of them pads the picture.
func (s *stream) rotation() int {
	for _, d := range s.SideData {
		if !d.Rotation.known() {
			continue
		}
		turn := math.Mod(-d.Rotation.or(0), 360)
		if turn < 0 {
			turn += 360
		}
		if quarter := math.Round(turn / 90); math.Abs(turn-90*quarter) < 1 {
			return int(quarter) % 4 * 90
		}
	}
	return 0
}

// squarePixels is the size of a picture with its pixels made square by widening
// or heightening it, never by dropping resolution.
func squarePixels(w, h int, sar Rational) (int, int) {
	switch r := sar.Float(); {
	case r > 1 && r < 16:
		return int(math.Round(float64(w) * r)), h
	case r < 1 && r > 1.0/16:
		return w, int(math.Round(float64(h) / r))
	}
	return w, h
}

func isInterlaced(fieldOrder string) bool {
	switch fieldOrder {
	case "tt", "bb", "tb", "bt":
		return true
	}
	return false
}

func known(s string) string {
	if s == "unknown" || s == "reserved" {
		return ""
	}
	return s
}
