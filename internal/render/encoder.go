package render

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"clipd/internal/media"
)

// Encoder is an H.264 encoder with its settings.
type Encoder struct {
	Name string // as ffmpeg names it; libx264 when empty
}

// Encoders are the names that can be asked for.
func Encoders() []string {
	return []string{software, "h264_nvenc", "h264_vaapi", "h264_qsv", "h264_videotoolbox"}
}

const software = "libx264"

// ChooseEncoder returns e when it can be used. A hardware encoder must encode a
// tenth of a second first: that it is compiled in means nothing. Where it cannot,
// libx264 is returned and a warning says why.
func ChooseEncoder(ctx context.Context, e Encoder) (chosen Encoder, warning string) {
	if e.Name == "" || e.Name == software {
		return e, ""
	}
	args, ok := e.options()
	if !ok {
		return Encoder{}, fmt.Sprintf("there is no encoder %q, libx264 is used: ask for one of %s", e.Name, strings.Join(Encoders(), ", "))
	}
	if up := e.upload(); up != "" {
		args = append(args, "-vf", up)
	}
	if err := media.TrialEncode(ctx, e.Name, append(args, e.device()...)...); err != nil {
		return Encoder{}, fmt.Sprintf("the encoder %s does not work on this machine, libx264 is used: %v", e.Name, err)
	}
	return e, ""
}

// options are the encoder's output arguments, without its name; ok is false for
// an encoder that is not known.
func (e Encoder) options() (args []string, ok bool) {
	switch e.name() {
	case software:
		// A constant quantiser keeps the same SSIM in noisy and in smooth
		// pictures, and leaves nothing to look ahead for (docs/render.md).
		args = []string{"-preset", "superfast", "-qp", "18", "-aq-mode", "0", "-x264-params",
			"scenecut=0:weightp=0:b-adapt=0:subme=0:merange=4:partitions=i8x8:deadzone-inter=8:deadzone-intra=6"}
	case "h264_nvenc":
		args = []string{"-preset", "p5", "-rc", "vbr", "-cq", "20", "-b:v", "0"}
	case "h264_vaapi":
		args = []string{"-rc_mode", "CQP", "-qp", "20"}
	case "h264_qsv":
		args = []string{"-preset", "medium", "-global_quality", "20"}
	case "h264_videotoolbox":
		// Its scale runs from 1, the worst, to 100.
		args = []string{"-q:v", "60"}
	default:
		return nil, false
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

func (e Encoder) name() string { return cmp.Or(e.Name, software) }
