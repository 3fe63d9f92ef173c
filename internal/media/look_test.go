package media

import (
	"strings"
	"testing"
)

const asShown = "format=yuv420p,setsar=1,setparams=field_mode=prog:range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"

func TestPictureFilter(t *testing.T) {
	square := Rational{1, 1}
	for name, c := range map[string]struct {
		v    Video
		want string // before asShown
	}{
		"as wanted":         {Video{Width: 1920, Height: 1080, SAR: square, Space: "bt709", Range: "tv"}, "scale=1920:1080"},
		"untagged, large":   {Video{Width: 1280, Height: 720, SAR: square}, "scale=1280:720"},
		"untagged, upright": {Video{Width: 720, Height: 1280, SAR: square}, "scale=720:1280"},
		"untagged, small":   {Video{Width: 720, Height: 576, SAR: square}, "scale=720:576:in_color_matrix=bt601:out_color_matrix=bt709:out_range=tv"},
		"full range":        {Video{Width: 1280, Height: 720, SAR: square, Space: "bt709", Range: "pc"}, "scale=1280:720:in_color_matrix=bt709:out_color_matrix=bt709:in_range=pc:out_range=tv"},
		"anamorphic":        {Video{Width: 1024, Height: 576, SAR: Rational{64, 45}, Space: "bt470bg"}, "scale=1024:576:in_color_matrix=bt601:out_color_matrix=bt709:out_range=tv"},
		"interlaced":        {Video{Width: 1920, Height: 1080, SAR: square, Space: "bt709", Interlaced: true}, "bwdif=mode=send_frame:deint=interlaced,scale=1920:1080"},
		"rgb":               {Video{Width: 1920, Height: 1080, SAR: square, PixFmt: "gbrp"}, "scale=1920:1080:out_color_matrix=bt709:out_range=tv"},
		"hdr": {Video{Width: 1920, Height: 1080, SAR: square, HDR: true, Transfer: "smpte2084", Space: "bt2020nc", Primaries: "bt2020"},
			"format=yuv444p10le,zscale=tin=smpte2084:min=bt2020nc:pin=bt2020:rin=tv:t=linear:npl=100:p=bt709,format=gbrpf32le,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:p=bt709:r=tv,format=yuv444p,scale=1920:1080"},
		"wide gamut, anamorphic": {Video{Width: 1440, Height: 1080, SAR: Rational{4, 3}, Primaries: "bt2020"},
			"format=yuv444p10le,zscale=tin=bt709:min=bt2020nc:pin=bt2020:rin=tv:t=linear:npl=100:p=bt709,format=gbrpf32le,zscale=t=bt709:m=bt709:p=bt709:r=tv,format=yuv444p,scale=1440:1080"},
	} {
		want := strings.TrimPrefix(c.want+","+asShown, ",")
		if got := PictureFilter(c.v); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}

func TestSquarePixels(t *testing.T) {
	for _, c := range []struct {
		w, h         int
		sar          Rational
		wantW, wantH int
	}{{720, 576, Rational{64, 45}, 1024, 576}, {1440, 1080, Rational{4, 3}, 1920, 1080}, {1920, 1080, Rational{1, 1}, 1920, 1080},
		{720, 480, Rational{8, 9}, 720, 540}, {100, 100, Rational{0, 0}, 100, 100}, {100, 100, Rational{1000, 1}, 100, 100}} {
		if w, h := squarePixels(c.w, c.h, c.sar); w != c.wantW || h != c.wantH {
			t.Errorf("%dx%d at %v: %dx%d, want %dx%d", c.w, c.h, c.sar, w, h, c.wantW, c.wantH)
		}
	}
}
