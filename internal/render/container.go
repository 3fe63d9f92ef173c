package render

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"

	"clipd/internal/media"
)

// container is what a finished file's index and headers tell.
type container struct {
	Width, Height  int
	Codec, Profile string // of the picture
	PixFmt         string
	Colours        [4]string // range, matrix, transfer, primaries
	AudioCodec     string
	SampleRate     int
	Channels       int
	Pictures       []float64 // times of the pictures, s, in order of time
	PictureEnd     float64   // s
	SoundStart     float64   // s
	SoundEnd       float64   // s
}

// listContainer asks ffprobe for headers and packets; nothing is decoded.
func listContainer(ctx context.Context, path string) (container, error) {
	out, err := media.Output(ctx, "-show_entries",
		"stream=index,codec_type,codec_name,profile,width,height,pix_fmt,color_range,color_space,color_transfer,color_primaries,sample_rate,channels"+
			":packet=stream_index,pts_time,duration_time,flags",
		"-of", "json", "-i", media.File(path))
	if err != nil {
		return container{}, fmt.Errorf("checking the clip: %w", err)
	}
	return parseContainer(out)
}

type probed struct {
	Streams []struct {
		Index      int    `json:"index"`
		Type       string `json:"codec_type"`
		Codec      string `json:"codec_name"`
		Profile    string `json:"profile"`
		Width      int    `json:"width"`
		Height     int    `json:"height"`
		PixFmt     string `json:"pix_fmt"`
		Range      string `json:"color_range"`
		Space      string `json:"color_space"`
		Transfer   string `json:"color_transfer"`
		Primaries  string `json:"color_primaries"`
		SampleRate string `json:"sample_rate"`
		Channels   int    `json:"channels"`
	} `json:"streams"`
	Packets []struct {
		Stream   int    `json:"stream_index"`
		Time     string `json:"pts_time"`
		Duration string `json:"duration_time"`
		Flags    string `json:"flags"`
	} `json:"packets"`
}

func parseContainer(b []byte) (container, error) {
	var doc probed
	if err := json.Unmarshal(b, &doc); err != nil {
		return container{}, fmt.Errorf("reading ffprobe's output: %w", err)
	}
	c := container{SoundStart: math.Inf(1)}
	kind := map[int]string{}
	for _, s := range doc.Streams {
		kind[s.Index] = s.Type
		switch s.Type {
		case "video":
			c.Width, c.Height, c.Codec, c.Profile, c.PixFmt = s.Width, s.Height, s.Codec, s.Profile, s.PixFmt
			c.Colours = [4]string{s.Range, s.Space, s.Transfer, s.Primaries}
		case "audio":
			c.AudioCodec, c.Channels = s.Codec, s.Channels
			c.SampleRate, _ = strconv.Atoi(s.SampleRate)
		}
	}
	for _, p := range doc.Packets {
		start, ok := number(p.Time)
		length, timed := number(p.Duration)
		if !ok || !timed {
			continue
		}
		switch kind[p.Stream] {
		case "video":
			c.Pictures = append(c.Pictures, start)
			c.PictureEnd = math.Max(c.PictureEnd, start+length)
		case "audio":
			// The encoder's priming lies before 0 and is not played.
			c.SoundStart = math.Min(c.SoundStart, math.Max(0, start))
			c.SoundEnd = math.Max(c.SoundEnd, start+length)
		}
	}
	slices.Sort(c.Pictures)
	return c, nil
}
