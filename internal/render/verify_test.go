package render

import (
	"errors"
	"math"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/media"
)

// sound is what was asked for and delivered: three seconds of 30 frames a second.
func soundOrder() (order, container, inspection) {
	o := order{
		Source: media.Info{Path: "talk.mp4", Duration: 60, Video: &media.Video{Rate: media.Rational{Num: 30, Den: 1}}},
		Width:  1080, Height: 1920, Frames: 90, Start: 10, End: 13,
		Sound: loudness{Integrated: -20, TruePeak: -3},
	}
	c := container{
		Width: 1080, Height: 1920, Codec: "h264", Profile: "High", PixFmt: "yuv420p",
		Colours:    [4]string{"tv", "bt709", "bt709", "bt709"},
		AudioCodec: "aac", SampleRate: 48000, Channels: 2,
		PictureEnd: 3, SoundEnd: 3,
	}
	d := inspection{Pictures: make([]picture, 90), Sound: loudness{Integrated: -14, TruePeak: -1.5}}
	for n := range 90 {
		c.Pictures = append(c.Pictures, float64(n)/30)
	}
	return o, c, d
}

func TestFault(t *testing.T) {
	o, c, d := soundOrder()
	if err := fault(o, c, d); err != nil {
		t.Fatalf("a sound clip is refused: %v", err)
	}
	for _, k := range []struct {
		name string
		edit func(o *order, c *container, d *inspection)
		code clip.Code
		want string
	}{
		{"source ends", func(_ *order, c *container, d *inspection) { c.Pictures, d.Pictures = c.Pictures[:40], d.Pictures[:40] }, clip.Unusable, "the picture of talk.mp4 ends at 11.3 s although its header says 60.0 s"},
		{"decoding stops", func(_ *order, _ *container, d *inspection) { d.Pictures = d.Pictures[:40] }, clip.Internal, "90 frames and decodes to 40"},
		{"a frame too many", func(_ *order, _ *container, d *inspection) { d.Pictures = make([]picture, 91) }, clip.Internal, "decodes to 91"},
		{"decoder complains", func(_ *order, _ *container, d *inspection) { d.Errors = "corrupt" }, clip.Internal, "corrupt"},
		{"size", func(_ *order, c *container, _ *inspection) { c.Width = 1920 }, clip.Internal, "1920x1920"},
		{"profile", func(_ *order, c *container, _ *inspection) { c.Profile = "Main" }, clip.Internal, "Main"},
		{"colours", func(_ *order, c *container, _ *inspection) { c.Colours[0] = "pc" }, clip.Internal, "BT.709"},
		{"mono", func(_ *order, c *container, _ *inspection) { c.Channels = 1 }, clip.Internal, "1 channels"},
		{"uneven rate", func(_ *order, c *container, _ *inspection) { c.Pictures[50] += 0.01 }, clip.Internal, "frame 50"},
		{"too long", func(_ *order, c *container, _ *inspection) { c.PictureEnd, c.SoundEnd = 3.05, 3.05 }, clip.Internal, "lasts 3.050 s"},
		{"sound late", func(_ *order, c *container, _ *inspection) { c.SoundStart = 0.021 }, clip.Internal, "begins at 0.021"},
		{"sound short", func(_ *order, c *container, _ *inspection) { c.SoundEnd = 2.95 }, clip.Internal, "sound ends at 2.950"},
		{"sound long", func(_ *order, c *container, _ *inspection) { c.SoundEnd = 3.05 }, clip.Internal, "sound ends at 3.050"},
		{"silent", func(_ *order, _ *container, d *inspection) { d.Sound.Integrated = silence }, clip.Internal, "silent"},
	} {
		o, c, d := soundOrder()
		k.edit(&o, &c, &d)
		err := fault(o, c, d)
		if err == nil || !strings.Contains(err.Error(), k.want) || clip.CodeOf(err) != k.code {
			t.Errorf("%s: %v, want code %s and %q", k.name, err, k.code, k.want)
		}
	}
	o, c, d = soundOrder()
	o.Sound, d.Sound = loudness{silence, math.Inf(-1), 3}, loudness{silence, math.Inf(-1), 3}
	if err := fault(o, c, d); err != nil {
		t.Errorf("silence where the source is silent is refused: %v", err)
	}
}

func TestParseContainer(t *testing.T) {
	c, err := parseContainer([]byte(`{"packets":[
		{"stream_index":0,"pts_time":"0.066667","duration_time":"0.033333"},
		{"stream_index":0,"pts_time":"0.000000","duration_time":"0.033333"},
		{"stream_index":0,"pts_time":"0.033333","duration_time":"0.033333"},
		{"stream_index":1,"pts_time":"-0.021333","duration_time":"0.021333"},
		{"stream_index":1,"pts_time":"0.000000","duration_time":"0.021333"},
		{"stream_index":1,"pts_time":"0.021333","duration_time":"0.015000"}],
		"streams":[{"index":0,"codec_type":"video","width":2,"height":4},{"index":1,"codec_type":"audio","sample_rate":"48000"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Pictures) != 3 || c.Pictures[1] != 0.033333 || math.Abs(c.PictureEnd-0.1) > 1e-9 {
		t.Errorf("pictures at %v to %v", c.Pictures, c.PictureEnd)
	}
	if c.SoundStart != 0 || math.Abs(c.SoundEnd-0.036333) > 1e-9 || c.SampleRate != 48000 {
		t.Errorf("sound from %v to %v, %d Hz", c.SoundStart, c.SoundEnd, c.SampleRate)
	}
}

func FuzzParseContainer(f *testing.F) {
	f.Add([]byte(`{"streams":[{"index":0,"codec_type":"video"}],"packets":[{"stream_index":0,"pts_time":"1e308","duration_time":"1e308"}]}`))
	f.Add([]byte(`{`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := parseContainer(b)
		if err != nil {
			return
		}
		if o, _, d := soundOrder(); fault(o, c, d) == nil && len(c.Pictures) != o.Frames {
			t.Error("a wrong container passes")
		}
	})
}

func TestExplain(t *testing.T) {
	full := &media.Error{Kind: media.DiskFull, Message: "full"}
	if err := explain(full, "/clips"); clip.CodeOf(err) != clip.Unavailable || !strings.Contains(err.Error(), "no space left on /clips") || !errors.Is(err, full) {
		t.Errorf("a full disk is explained as %v", err)
	}
	if err := explain(&media.Error{Kind: media.ToolMissing, Message: "ffmpeg is not installed"}, ""); clip.CodeOf(err) != clip.Missing {
		t.Errorf("a missing tool is explained as %v", err)
	}
}
