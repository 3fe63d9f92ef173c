package media

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// document is what ffprobe -show_format -show_streams -show_packets -of json
// writes, as far as it is used. Numbers that ffprobe writes as text, or leaves out, are read
// by [number] and [rational], which never fail.
type document struct {
	Packets []packet `json:"packets"`
	Streams []stream `json:"streams"`
	Format  struct {
		Name     string `json:"format_name"`
		Start    number `json:"start_time"`
		Duration number `json:"duration"`
	} `json:"format"`
}

type stream struct {
	Index       int            `json:"index"`
	Type        string         `json:"codec_type"`
	Codec       string         `json:"codec_name"`
	Width       int            `json:"width"`
	Height      int            `json:"height"`
	SAR         rational       `json:"sample_aspect_ratio"`
	PixFmt      string         `json:"pix_fmt"`
	FieldOrder  string         `json:"field_order"`
	Range       string         `json:"color_range"`
	Space       string         `json:"color_space"`
	Transfer    string         `json:"color_transfer"`
	Primaries   string         `json:"color_primaries"`
	RFrameRate  rational       `json:"r_frame_rate"`
	AvgRate     rational       `json:"avg_frame_rate"`
	Start       number         `json:"start_time"`
	Duration    number         `json:"duration"`
	SampleRate  number         `json:"sample_rate"`
	Channels    int            `json:"channels"`
	Disposition map[string]int `json:"disposition"`
	Tags        struct {
		Duration clock `json:"DURATION"`
	} `json:"tags"`
	SideData []struct {
		Rotation number `json:"rotation"`
	} `json:"side_data_list"`
}

// parseDocument reads ffprobe's JSON.
func parseDocument(b []byte) (document, error) {
	var d document
	if err := json.Unmarshal(b, &d); err != nil {
		return document{}, fmt.Errorf("reading what ffprobe wrote: %w", err)
	}
	return d, nil
}

// number is a finite number that ffprobe writes as text or as a number; it may be
// absent.
type number struct{ v *float64 }

func (n number) or(absent float64) float64 {
	if n.v == nil {
		return absent
	}
	return *n.v
}

func (n number) known() bool { return n.v != nil }

// UnmarshalJSON never fails: what is not a number is absent.
func (n *number) UnmarshalJSON(b []byte) error {
	n.v = parseNumber(string(bytes.Trim(b, `"`)))
	return nil
}

func parseNumber(s string) *float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) || math.Abs(v) > 1e12 {
		return nil
	}
	return &v
}

// rational is "30000/1001", "64:45", "N/A" or absent; 0/0 when unknown.
type rational Rational

// UnmarshalJSON never fails: what is not a positive fraction is 0/0.
func (r *rational) UnmarshalJSON(b []byte) error {
	s := strings.Replace(string(bytes.Trim(b, `"`)), ":", "/", 1)
	num, den, ok := strings.Cut(s, "/")
	n, err1 := strconv.ParseInt(num, 10, 32)
	d, err2 := strconv.ParseInt(den, 10, 32)
	if !ok || err1 != nil || err2 != nil || n <= 0 || d <= 0 {
		*r = rational{}
		return nil
	}
	*r = rational{int(n), int(d)}
	return nil
}

// clock is Matroska's "00:00:06.024000000", in seconds.
type clock struct{ number }

// UnmarshalJSON never fails: what is not a clock time is absent.
func (c *clock) UnmarshalJSON(b []byte) error {
	parts := strings.Split(string(bytes.Trim(b, `"`)), ":")
	if len(parts) != 3 {
		return nil
	}
	total := 0.0
	for _, p := range parts {
		v := parseNumber(p)
		if v == nil || *v < 0 {
			return nil
		}
		total = total*60 + *v
	}
	c.v = &total
	return nil
}
