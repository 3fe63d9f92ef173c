package render

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"os"

	"clipd/internal/media"
)

const jpegQuality = 88

// writeThumbnail writes frame n of a clip as a JPEG file.
func writeThumbnail(ctx context.Context, video string, n int, rate media.Rational, width, height int, path string) error {
	var pix bytes.Buffer
	args := []string{"-ss", fmt.Sprintf("%.6f", max(0, (float64(n)-0.5)/rate.Float())), "-i", media.File(video),
		"-map", "0:v:0", "-frames:v", "1", "-vf", "scale=in_color_matrix=bt709:in_range=tv:out_range=pc,format=rgba",
		"-f", "rawvideo", "pipe:1"}
	if err := media.Run(ctx, media.Command{Args: args, Stdout: &pix}); err != nil {
		return fmt.Errorf("taking the thumbnail: %w", err)
	}
	if pix.Len() != width*height*4 {
		return fmt.Errorf("taking the thumbnail: frame %d is not there", n)
	}
	var out bytes.Buffer
	picture := &image.RGBA{Pix: pix.Bytes(), Stride: 4 * width, Rect: image.Rect(0, 0, width, height)}
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return fmt.Errorf("writing the thumbnail: %w", err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		return fmt.Errorf("writing the thumbnail: %w", err)
	}
	return nil
}
