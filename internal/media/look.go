package media

import (
	"fmt"
	"strings"
)

// PictureFilter is the filter chain that makes the frames of a track, rotated
// by ffmpeg as it does by default, look alike whatever the source: progressive,
// with square pixels, 8 bit yuv420p in BT.709 limited range, HDR tone-mapped.
// It neither changes times nor the number of frames; [NewCut] puts it behind
// the frame grid.
func PictureFilter(v Video) string {
	var chain []string
	if v.Interlaced {
		chain = append(chain, "bwdif=mode=send_frame:deint=interlaced")
	}
	if v.HDR || wideGamut(v) {
		chain = append(chain, toSDR(v)...)
		chain = append(chain, fmt.Sprintf("scale=%d:%d", v.Width, v.Height))
	} else {
		chain = append(chain, toBT709(v))
	}
	return strings.Join(append(chain,
		"format=yuv420p",
		"setsar=1",
		"setparams=field_mode=prog:range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709",
	), ",")
}

// takesAnySize tells whether the scaler comes first, so that frames may change
// their size.
func takesAnySize(v Video) bool {
	return v.Rotation == 0 && !v.Interlaced && !v.HDR && !wideGamut(v)
}

// toBT709 is the scaler's part for a track of standard dynamic range. It passes
// frames that are as wanted. Tone curves and primaries of standard definition
// are close enough to BT.709 to be left.
func toBT709(v Video) string {
	matrix := matrixOf(v)
	full := v.Range == "pc"
	rgb := matrix == "gbr"
	opts := []string{fmt.Sprintf("%d:%d", v.Width, v.Height)}
	if matrix == "bt709" && !full {
		return "scale=" + opts[0]
	}
	if !rgb {
		opts = append(opts, "in_color_matrix="+matrix)
	}
	opts = append(opts, "out_color_matrix=bt709")
	if full && !rgb {
		opts = append(opts, "in_range=pc")
	}
	return "scale=" + strings.Join(append(opts, "out_range=tv"), ":")
}

// matrixOf names the colour matrix of a track in the scaler's terms. Untagged
// tracks follow the custom of players: BT.601 below 720 lines.
func matrixOf(v Video) string {
	switch v.Space {
	case "bt709":
		return "bt709"
	case "smpte170m", "bt470bg":
		return "bt601"
	case "smpte240m":
		return "smpte240m"
	case "fcc":
		return "fcc"
	case "bt2020nc", "bt2020c":
		return "bt2020"
	case "gbr":
		return "gbr"
	}
	if strings.HasPrefix(v.PixFmt, "rgb") || strings.HasPrefix(v.PixFmt, "bgr") || strings.HasPrefix(v.PixFmt, "gbr") {
		return "gbr"
	}
	if min(v.Width, v.Height) < 720 && max(v.Width, v.Height) < 1280 {
		return "bt601"
	}
	return "bt709"
}

// wideGamut tells whether colours must be converted, not only their matrix.
func wideGamut(v Video) bool { return v.Primaries == "bt2020" }

// toSDR maps BT.2100 (or BT.2020) to BT.709 in linear light, with the operator
// of John Hable ("Uncharted 2: HDR Lighting", GDC 2010). Colours are converted
// in zimg, the only converter in Debian's ffmpeg that knows PQ and HLG.
func toSDR(v Video) []string {
	transfer := v.Transfer
	if transfer == "" {
		transfer = "bt709"
	}
	rng := "tv"
	if v.Range == "pc" {
		rng = "pc"
	}
	space := v.Space
	if space == "" {
		space = "bt2020nc"
	}
	chain := []string{
		// zimg wants sizes that the chroma planes divide.
		"format=yuv444p10le",
		fmt.Sprintf("zscale=tin=%s:min=%s:pin=bt2020:rin=%s:t=linear:npl=100:p=bt709", transfer, space, rng),
		"format=gbrpf32le",
	}
	if v.HDR {
		chain = append(chain, "tonemap=hable:desat=0")
	}
	return append(chain, "zscale=t=bt709:m=bt709:p=bt709:r=tv", "format=yuv444p")
}
