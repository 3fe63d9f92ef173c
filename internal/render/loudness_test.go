package render

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/mediatest"
)

// What is delivered lies within 1 LU of -14 LUFS and at most at -1 dBTP, or a
// warning says why not.
func TestLoudnessDelivered(t *testing.T) {
	speech := "aevalsrc='0.25*sin(2*PI*180*t)*(0.6+0.4*sin(2*PI*4*t))*lt(mod(t,1.4),1)':s=44100"
	for _, c := range []struct {
		name, sound string
		seconds     float64
		output      string
		warning     string
	}{
		{"speech", speech, 3, "", ""},
		{"mono", speech, 3, "-ac 1", ""},
		{"mono 22 kHz mp3", speech, 3, "-ac 1 -ar 22050 -c:a libmp3lame", ""},
		{"5.1", "aevalsrc='0|0|0.2*sin(2*PI*440*t)|0|0.1*sin(2*PI*300*t)|0':c=5.1:s=48000", 2, "", ""},
		{"quad pcm", "aevalsrc='0.1*sin(2*PI*440*t)|0|0|0.1*sin(2*PI*300*t)':c=quad:s=48000", 2, "-c:a pcm_s16le", ""},
		{"quiet", "anoisesrc=color=pink:amplitude=0.06:seed=1", 2, "", ""},
		{"very quiet", "anoisesrc=color=pink:amplitude=0.006:seed=1", 2, "", "too quiet"},
		{"clipped", "aevalsrc='clip(9*sin(2*PI*220*t)+5*sin(2*PI*3301*t),-1,1)':s=48000", 2, "", ""},
		{"over full scale", "aevalsrc='1.8*sin(2*PI*11025*t+0.8)':s=44100", 2, "-c:a pcm_f32le", ""},
		{"peaky and short", "aevalsrc='0.02*sin(2*PI*300*t)+0.9*lt(mod(t+0.1,0.5),0.0008)':s=48000", 1.2, "", ""},
		{"one clap", "aevalsrc='0.01*sin(2*PI*300*t)+0.95*(random(0)-0.5)*2*between(t,0.5,0.52)':s=48000", 1.2, "", ""},
		{"too short", "aevalsrc='0.3*sin(2*PI*300*t)':s=48000", 0.3, "", "too quiet or too short"},
		{"silent", "anullsrc", 1, "", "silent"},
		{"sound ends early", "aevalsrc='0.2*sin(2*PI*300*t)*lt(t,1)':s=48000,atrim=end=1", 2, "", "sound ends 1.0 s before"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			output := append([]string{"-t", fmt.Sprint(c.seconds)}, strings.Fields(c.output)...)
			info := lavfi(t, filepath.Join(dir, "source.mov"), fmt.Sprintf("testsrc2=s=96x54:r=30:d=%g", c.seconds), c.sound, output...)
			result, out := mustRender(t, Request{Source: info, Camera: cameraOf(info, 0, c.seconds, whole), Width: 96, Height: 54, Out: filepath.Join(dir, "clip.mp4")})
			warnings := strings.Join(result.Warnings, "; ")
			if !strings.Contains(warnings, c.warning) || (warnings == "") != (c.warning == "") {
				t.Errorf("warnings %q, want %q", warnings, c.warning)
			}
			lufs, peak := mediatest.Loudness(t, out.Path)
			if peak > maxTruePeak+0.05 {
				t.Errorf("true peak %.2f dBTP", peak)
			}
			if c.warning == "" && math.Abs(lufs-targetLoudness) > outOfBounds {
				t.Errorf("loudness %.2f LUFS", lufs)
			}
			if math.Abs(lufs-result.Loudness) > 0.15 || peak > -90 && math.Abs(peak-result.TruePeak) > 0.15 {
				t.Errorf("the result says %.2f LUFS and %.2f dBTP, the file has %.2f and %.2f", result.Loudness, result.TruePeak, lufs, peak)
			}
		})
	}
}

// A source without sound gives a clip with a silent track and a warning.
func TestNoSound(t *testing.T) {
	info := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{Silent: true, Seconds: 1}))
	result, out := mustRender(t, Request{Source: info, Camera: cameraOf(info, 0.2, 0.9, whole), Width: 96, Height: 54, Out: filepath.Join(t.TempDir(), "clip.mp4")})
	if out.Audio == nil || out.Audio.Channels != 2 || out.Audio.SampleRate != 48000 {
		t.Errorf("the sound track is %+v", out.Audio)
	}
	if len(result.Warnings) != 1 || !strings.Contains(result.Warnings[0], "no sound") {
		t.Errorf("warnings %q", result.Warnings)
	}
}
