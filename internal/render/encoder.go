package render

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"clipd/internal/media"
)

// Encoder is an H.264 encoder with its settings. The zero value of a field
// stands for the default.
type Encoder struct {
	Name    string // as ffmpeg names it; libx264 by default
	Preset  string // in the encoder's own terms
	CRF     int    // quality, 1 (best) to 51; each encoder's nearest notion of it
	Threads int    // 0 lets the encoder decide
}

// Encoders are the names that can be asked for.
func Encoders() []string {
	return []string{software, "h264_nvenc", "h264_vaapi", "h264_qsv", "h264_videotoolbox"}
}

const (
	software   = "libx264"
	defaultCRF = 22
)

// ChooseEncoder returns e when it can be used. A hardware encoder must encode a
// tenth of a second first: that it is compiled in means nothing. Where it cannot,
// libx264 is returned and a warning says why.
func ChooseEncoder(ctx context.Context, e Encoder) (chosen Encoder, warning string) {
	if e.Name == "" || e.Name == software {
		return e, ""
	}
	args, ok := e.options()
	if !ok {
		return Encoder{Threads: e.Threads}, fmt.Sprintf("there is no encoder %q, libx264 is used: ask for one of %s", e.Name, strings.Join(Encoders(), ", "))
	}
	if up := e.upload(); up != "" {
		args = append(args, "-vf", up)
	}
	if err := media.TrialEncode(ctx, e.Name, append(args, e.device()...)...); err != nil {
		return Encoder{Threads: e.Threads}, fmt.Sprintf("the encoder %s does not work on this machine, libx264 is used: %v", e.Name, err)
	}
	return e, ""
}

// options are the encoder's output arguments, without its name; ok is false for
// an encoder that is not known.
func (e Encoder) options() (args []string, ok bool) {
	quality := strconv.Itoa(or(e.CRF, defaultCRF))
	switch e.Name {
	case "", software:
		// Without adaptive quantisation and with small dead zones superfast
		// has veryfast's SSIM at its size, for 60 % of its time (docs/render.md).
		args = []string{"-preset", or(e.Preset, "superfast"), "-crf", quality, "-aq-mode", "0",
			"-x264-params", "deadzone-inter=8:deadzone-intra=6:b-adapt=0"}
	case "h264_nvenc":
		args = []string{"-preset", or(e.Preset, "p5"), "-rc", "vbr", "-cq", quality, "-b:v", "0"}
	case "h264_vaapi":
		args = []string{"-rc_mode", "CQP", "-qp", quality}
	case "h264_qsv":
		args = []string{"-preset", or(e.Preset, "medium"), "-global_quality", quality}
	case "h264_videotoolbox":
		// Its scale runs from 1, the worst, to 100.
		args = []string{"-q:v", strconv.Itoa(100 - 2*min(49, or(e.CRF, defaultCRF)))}
	default:
		return nil, false
	}
	if e.Threads > 0 {
		args = append(args, "-threads", strconv.Itoa(e.Threads))
	}
	return append(args, "-profile:v", "high"), true
}

// device are arguments that open what the encoder runs on.
func (e Encoder) device() []string {
	if e.Name == "h264_vaapi" {
		return []string{"-vaapi_device", "/dev/dri/renderD128"}
	}
	return nil
}

// upload are the filters that bring pictures to where the encoder takes them.
func (e Encoder) upload() string {
	switch e.Name {
	case "h264_vaapi":
		return "format=nv12,hwupload"
	case "h264_qsv":
		return "format=nv12"
	}
	return ""
}

func (e Encoder) name() string { return or(e.Name, software) }

func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}
