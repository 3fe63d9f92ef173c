package media

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
)

// toMono mixes all channels down in integers, because only there ffmpeg scales
// the sum so that it cannot pass full scale.
const toMono = ",aformat=sample_fmts=s32:channel_layouts=mono,aformat=sample_fmts=flt"

// ReadPCM decodes the sound of [start, end), times in seconds, as one channel at
// rate samples a second, -1 to 1, and hands it to each in pieces. Sample i lies
// at start + i/rate on the source's time line: where the track begins late or
// has gaps there is silence. With end <= 0 it reads to the end. It ends early
// where the track does. The slice is reused after each returns; an error of each
// ends reading and is returned.
func ReadPCM(ctx context.Context, info Info, start, end float64, rate int, each func(samples []float32) error) error {
	if info.Audio == nil {
		return &Error{NoTracks, fmt.Sprintf("%s has no sound", info.Path), nil}
	}
	if end <= 0 {
		end = info.Duration + slack
	}
	sound := info
	sound.Video = nil
	c, err := NewCut(ctx, sound, start, end)
	if err != nil {
		return err
	}
	args := append(c.Input, "-map", fmt.Sprintf("0:%d", info.Audio.Index),
		"-af", c.Audio(rate, false)+toMono,
		"-f", "f32le", "-c:a", "pcm_f32le", "pipe:1")
	return Run(ctx, Command{Args: args, Stdout: &floats{each: each}})
}

// floats turns bytes into samples.
type floats struct {
	each    func([]float32) error
	rest    []byte
	samples []float32
}

func (f *floats) Write(p []byte) (int, error) {
	f.rest = append(f.rest, p...)
	whole := len(f.rest) / 4
	f.samples = f.samples[:0]
	for i := range whole {
		f.samples = append(f.samples, math.Float32frombits(binary.LittleEndian.Uint32(f.rest[4*i:])))
	}
	f.rest = append(f.rest[:0], f.rest[4*whole:]...)
	if whole == 0 {
		return len(p), nil
	}
	if err := f.each(f.samples); err != nil {
		return 0, err
	}
	return len(p), nil
}
