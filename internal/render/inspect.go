package render

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"clipd/internal/media"
)

// picture is what is measured of one picture of the clip.
type picture struct {
	Mean  float64 // luma, 0-255
	Dark  float64 // share of the picture that is black, 0-1
	Sharp float64 // variance of the Laplacian; only of thumbnail candidates, else 0
}

// black is the share of dark pixels, and dark the luma (0-255), at which ffmpeg's
// blackdetect calls a picture black.
const (
	black = 0.98
	dark  = 25
)

// inspection is what one decode of a finished file shows.
type inspection struct {
	Pictures []picture
	Sound    loudness
	Errors   string // what the decoders said
}

// inspect decodes a clip of the given size to its end. Sharpness is measured
// where candidate says so; seen is told how many pictures there were so far.
func inspect(ctx context.Context, path string, width, height int, candidate func(n int) bool, seen func(n int)) (inspection, error) {
	w, h := width/4, height/4
	var got inspection
	var said, levels bytes.Buffer
	pictures := media.Pictures(w*h, func(n int, pix []byte) error {
		p := look(pix)
		if candidate(n) {
			p.Sharp = sharpness(pix, w)
		}
		got.Pictures = append(got.Pictures, p)
		seen(n + 1)
		return nil
	})
	graph := fmt.Sprintf("[0:v:0]scale=%d:%d:flags=neighbor:out_range=pc,format=gray[v];[0:a:0]%s[a]", w, h, meter(media.Pipe(1)))
	err := media.Run(ctx, media.Command{
		// The loop filter makes a third of the work, and everything that can
		// be broken in the file lies before it. Threads only add to it.
		Args: []string{"-threads", "1", "-skip_loop_filter", "all", "-i", media.File(path), "-filter_complex", graph,
			"-map", "[v]", "-fps_mode", "passthrough", "-f", "rawvideo", media.Pipe(0), "-map", "[a]", "-f", "null", "-"},
		Pipes: []io.Writer{pictures, &levels}, Log: &said,
	})
	if err != nil {
		return inspection{}, fmt.Errorf("checking the clip: %w", err)
	}
	got.Sound = parseLoudness(levels.Bytes())
	got.Errors = strings.TrimSpace(said.String())
	return got, nil
}

func look(pix []byte) picture {
	sum, low := 0, 0
	for _, p := range pix {
		sum += int(p)
		if p <= dark {
			low++
		}
	}
	n := float64(len(pix))
	return picture{Mean: float64(sum) / n, Dark: float64(low) / n}
}

// sharpness is the variance of the Laplacian of a gray picture w pixels wide
// (Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", 2000).
func sharpness(pix []byte, w int) float64 {
	h := len(pix) / w
	sum, squares, n := 0.0, 0.0, 0
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			i := y*w + x
			l := float64(4*int(pix[i]) - int(pix[i-1]) - int(pix[i+1]) - int(pix[i-w]) - int(pix[i+w]))
			sum, squares, n = sum+l, squares+l*l, n+1
		}
	}
	if n == 0 {
		return 0
	}
	mean := sum / float64(n)
	return squares/float64(n) - mean*mean
}
