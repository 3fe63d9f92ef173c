package media

// Info is what a file holds, as later stages need it. Times are in seconds.
type Info struct {
	Path     string  `json:"path"`
	Format   string  `json:"format"`   // ffprobe's format_name
	Duration float64 `json:"duration"` // of the presentation, from its first sample
	Bytes    int64   `json:"bytes"`
	Video    *Video  `json:"video,omitempty"` // the default video track; nil for none
	Audio    *Audio  `json:"audio,omitempty"` // the default audio track; nil for none
}

// Video is a video track.
type Video struct {
	Index      int      `json:"index"` // stream index in the file
	Codec      string   `json:"codec"`
	Width      int      `json:"width"`  // of the picture as shown: square px, after rotation
	Height     int      `json:"height"` // likewise
	Rotation   int      `json:"rotation,omitempty"`
	SAR        Rational `json:"sample_aspect_ratio"`
	Rate       Rational `json:"rate"` // frames a second when made constant
	Variable   bool     `json:"variable,omitempty"`
	Interlaced bool     `json:"interlaced,omitempty"`
	PixFmt     string   `json:"pix_fmt"`
	Range      string   `json:"color_range,omitempty"`
	Space      string   `json:"color_space,omitempty"`
	Transfer   string   `json:"color_transfer,omitempty"`
	Primaries  string   `json:"color_primaries,omitempty"`
	HDR        bool     `json:"hdr,omitempty"` // PQ or HLG
}

// Audio is an audio track.
type Audio struct {
	Index      int    `json:"index"` // stream index in the file
	Codec      string `json:"codec"`
	Channels   int    `json:"channels"`
	SampleRate int    `json:"sample_rate"`
}

// Rational is Num / Den.
type Rational struct {
	Num int `json:"num"`
	Den int `json:"den"`
}

// Float returns Num / Den, 0 where Den is 0.
func (r Rational) Float() float64 {
	if r.Den == 0 {
		return 0
	}
	return float64(r.Num) / float64(r.Den)
}
