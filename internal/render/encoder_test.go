package render

import (
	"strings"
	"testing"

	"clipd/internal/mediatest"
)

func TestChooseEncoder(t *testing.T) {
	mediatest.NeedFFmpeg(t)
	for _, c := range []struct {
		in      Encoder
		want    string
		warning string
	}{
		{Encoder{}, "libx264", ""},
		{Encoder{Name: "libx264"}, "libx264", ""},
		{Encoder{Name: "libx265"}, "libx264", `there is no encoder "libx265"`},
		// It exists on no machine that runs these tests, unlike its options.
		{Encoder{Name: "h264_videotoolbox"}, "libx264", "does not work on this machine"},
	} {
		got, warning := ChooseEncoder(t.Context(), c.in)
		if got.name() != c.want || !strings.Contains(warning, c.warning) || (warning == "") != (c.warning == "") {
			t.Errorf("%+v: %+v %q, want %s %q", c.in, got, warning, c.want, c.warning)
		}
	}
}

func TestEncoderOptions(t *testing.T) {
	for _, name := range Encoders() {
		args, ok := Encoder{Name: name}.options()
		s := strings.Join(args, " ")
		if !ok || !strings.Contains(s, "-profile:v high") {
			t.Errorf("%s: %s", name, s)
		}
	}
}
