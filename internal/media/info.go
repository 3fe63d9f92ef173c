package media

// Info is what a file holds, as later stages need it. Times are in seconds.
type Info struct {
	Path   string `json:"path"`
	Format string `json:"format"` // ffprobe's format_name
	// Duration is how long the default tracks can be read, from the file's
	// first sample: where the file ends early, less than its header says.
	Duration float64 `json:"duration"`
	// Claimed is the duration that the header tells when the file ends more
	// than half a second before it, else 0.
	Claimed float64 `json:"claimed_duration,omitempty"`
	// Origin is the container's time of the first sample, our time 0.
	Origin float64 `json:"origin"`
	Bytes  int64   `json:"bytes"`
	Video  *Video  `json:"video,omitempty"` // the default video track; nil for none
	Audio  *Audio  `json:"audio,omitempty"` // the default audio track; nil for none
}

// Video is a video track.
type Video struct {
	Index      int      `json:"index"` // stream index in the file
	Codec      string   `json:"codec"`
	Width      int      `json:"width"`  // of the picture as shown: square px, after rotation
	Height     int      `json:"height"` // likewise
	Rotation   int      `json:"rotation,omitempty"`
	SAR        Rational `json:"sample_aspect_ratio"`
	Start      float64  `json:"start"` // of the first frame
	End        float64  `json:"end"`   // of the last frame, as the header tells
	Rate       Rational `json:"rate"`  // frames a second when made constant
	Phase      float64  `json:"phase"` // of frame 0 of the grid, in [0, 1/Rate)
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
	Index      int     `json:"index"` // stream index in the file
	Codec      string  `json:"codec"`
	Channels   int     `json:"channels"`
	SampleRate int     `json:"sample_rate"`
	Start      float64 `json:"start"` // of the first sample
	End        float64 `json:"end"`   // of the last sample, as the header tells
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
