package mediatest

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"testing"

	"clipd/internal/media"
)

// Recording is what [Make] makes. The zero value of a field means the default.
type Recording struct {
	Name          string         // file name; its extension is the format; default "recording.mp4"
	Seconds       float64        // default 4
	Rate          media.Rational // default 30/1
	Width, Height int            // as shown; default 320x200
	Silent        bool           // no sound track
	NoVideo       bool           // no picture track
	VideoDelay    float64        // the picture begins this many seconds after the sound
	AudioDelay    float64        // the sound begins this many seconds after the picture
	// Filter and SoundFilter are chains of filters behind the painted picture
	// and the sound.
	Filter, SoundFilter string
	// Turn is a display matrix that turns the picture clockwise when shown,
	// 0, 90, 180 or 270, for .mp4 and .mov.
	Turn int
	// Output are output arguments; default x264 ultrafast and AAC (for .mp4,
	// .mov, .mkv), MPEG-2 and MP2 for .ts.
	Output []string
}

// Make makes a recording in a temporary folder of the test and returns its path.
func Make(t testing.TB, r Recording) string {
	t.Helper()
	NeedFFmpeg(t)
	r.fill()
	path := filepath.Join(t.TempDir(), r.Name)
	var args []string
	var stdin io.Reader
	if !r.NoVideo {
		args = append(args, "-f", "rawvideo", "-pix_fmt", "gray",
			"-video_size", fmt.Sprintf("%dx%d", r.Width, r.Height), "-framerate", fmt.Sprintf("%d/%d", r.Rate.Num, r.Rate.Den), "-i", "pipe:0")
		stdin = &painter{r: r, frames: int(r.Seconds*r.Rate.Float() + 0.5)}
	}
	if !r.Silent {
		args = append(args, "-itsoffset", fmt.Sprint(r.AudioDelay), "-f", "lavfi", "-i",
			fmt.Sprintf("aevalsrc='0.5*sin(2000*PI*t)*lt(mod(t+%[1]f,1),0.05)':sample_rate=48000:duration=%f", r.AudioDelay, r.Seconds-r.AudioDelay))
	}
	if !r.NoVideo {
		args = append(args, "-vf", r.filter())
	}
	if r.SoundFilter != "" {
		args = append(args, "-af", r.SoundFilter)
	}
	args = append(args, r.Output...)
	if r.VideoDelay > 0 {
		args = append(args, "-fps_mode", "passthrough", "-enc_time_base", "1:90000")
	}
	args = append(args, "-y", media.File(path))
	if err := media.Run(t.Context(), media.Command{Args: args, Stdin: stdin}); err != nil {
		t.Fatalf("making %s: %v", r.Name, err)
	}
	if r.Turn != 0 {
		turn(t, path, r.Turn)
	}
	return path
}

func (r *Recording) fill() {
	if r.Name == "" {
		r.Name = "recording.mp4"
	}
	if r.Seconds == 0 {
		r.Seconds = 4
	}
	if r.Rate.Num == 0 {
		r.Rate = media.Rational{Num: 30, Den: 1}
	}
	if r.Width == 0 {
		r.Width, r.Height = 320, 200
	}
	if r.Output != nil {
		return
	}
	r.Output = X264(30)
	if filepath.Ext(r.Name) == ".ts" {
		r.Output = []string{"-c:v", "mpeg2video", "-q:v", "3", "-g", "15", "-bf", "2", "-c:a", "mp2"}
	}
}

// filter brings the painted picture to what is encoded. The picture is turned
// back here, so that it stands upright when shown.
func (r Recording) filter() string {
	chain := map[int]string{0: "null", 90: "transpose=cclock", 180: "hflip,vflip", 270: "transpose=clock"}[r.Turn]
	chain += ",scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
	if r.Filter != "" {
		chain += "," + r.Filter
	}
	if r.VideoDelay > 0 {
		chain += fmt.Sprintf(",settb=1/90000,setpts=PTS+%f/TB", r.VideoDelay)
	}
	return chain
}

// painter is the raw gray pictures of a recording, one after the other.
type painter struct {
	r      Recording
	frames int
	n      int
	rest   bytes.Reader
}

func (p *painter) Read(b []byte) (int, error) {
	if p.rest.Len() == 0 {
		if p.n == p.frames {
			return 0, io.EOF
		}
		p.rest.Reset(paint(p.n, p.r))
		p.n++
	}
	return p.rest.Read(b)
}

func paint(n int, r Recording) []byte {
	pix := make([]byte, r.Width*r.Height)
	second := func(n int) int { return int(float64(n)/r.Rate.Float() + r.VideoDelay + 1e-9) }
	flash := second(n) != second(n-1) || n == 0 && r.VideoDelay == 0
	for y := range r.Height {
		row := y * rows / r.Height
		for x := range r.Width {
			level := byte(20)
			switch col := x * columns / r.Width; {
			case row < rows-1 && n>>(columns*(rows-1)-1-(row*columns+col))&1 == 1,
				row == rows-1 && flash:
				level = 235
			}
			pix[y*r.Width+x] = level
		}
	}
	return pix
}
