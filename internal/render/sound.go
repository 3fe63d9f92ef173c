package render

import (
	"context"
	"fmt"
	"math"
	"time"

	"clipd/internal/media"
)

const (
	sampleRate = 48000
	fade       = 0.015 // s, at both ends, so that no click is heard
	bitrate    = "192k"
)

// soundtrack is a clip's finished sound.
type soundtrack struct {
	Source    loudness // as recorded
	Delivered loudness // as encoded
	Warnings  []string
}

// makeSound encodes the sound of a cut to the file at path, as long as the cut
// to the sample. A source without sound gets a silent track: platforms refuse
// clips that have none. step is told which part is done, 0-1.
func makeSound(ctx context.Context, src media.Info, c media.Cut, path string, step func(float64)) (soundtrack, error) {
	length := c.End - c.Start
	if src.Audio == nil {
		input := []string{"-f", "lavfi", "-i", fmt.Sprintf("anullsrc=r=%d:cl=stereo:d=%.6f", sampleRate, length)}
		if err := encodeSound(ctx, input, "[0:a]"+exactly(length), path, nil); err != nil {
			return soundtrack{}, err
		}
		none := loudness{Integrated: silence, TruePeak: math.Inf(-1)}
		return soundtrack{none, none, []string{"the source has no sound: the clip is silent"}}, nil
	}
	recorded, err := measure(ctx, c.Input, c.AudioPad(0)+c.Audio(sampleRate, false)+stereo)
	if err != nil {
		return soundtrack{}, err
	}
	s := soundtrack{Source: recorded, Delivered: loudness{TruePeak: math.Inf(1)}}
	if short := length - recorded.Length; short > 0.25 {
		s.Warnings = append(s.Warnings, fmt.Sprintf("the sound ends %.1f s before the picture: the rest of the clip is silent", short))
	}
	attempt, warning := firstLeveling(recorded)
	if warning != "" {
		s.Warnings = append(s.Warnings, warning)
	}
	applied, err := s.attempts(ctx, c, path, attempt, step)
	if err != nil {
		return soundtrack{}, err
	}
	if warning := levelWarning(recorded, s.Delivered, applied); warning != "" {
		s.Warnings = append(s.Warnings, warning)
	}
	return s, nil
}

// attempts encodes with corrected levelings until one is in bounds, and leaves
// the best at path. It returns the leveling of that one.
func (s *soundtrack) attempts(ctx context.Context, c media.Cut, path string, v leveling, step func(float64)) (leveling, error) {
	length := c.End - c.Start
	best, done := v, false
	for i := range maxAttempts {
		graph := fmt.Sprintf("%s%s%s,%s,%s,%s", c.AudioPad(0), c.Audio(sampleRate, true), stereo, fades(length), v.filters(), exactly(length))
		trial := path + ".trial.m4a"
		err := encodeSound(ctx, c.Input, graph, trial, func(at time.Duration) {
			step((float64(i) + min(1, at.Seconds()/length)) / maxAttempts)
		})
		if err != nil {
			return leveling{}, err
		}
		got, err := measure(ctx, []string{"-i", media.File(trial)}, "[0:a]anull")
		if err != nil {
			return leveling{}, err
		}
		if better(got, s.Delivered) {
			if err := rename(trial, path); err != nil {
				return leveling{}, err
			}
			s.Delivered, best = got, v
		}
		if v, done = v.next(got); done {
			break
		}
	}
	return best, nil
}

// stereo mixes any channels to two.
const stereo = ",aformat=sample_fmts=fltp:channel_layouts=stereo"

func fades(length float64) string {
	d := math.Min(fade, length/4)
	return fmt.Sprintf("afade=t=in:d=%.4f,afade=t=out:st=%.6f:d=%.4f", d, length-d, d)
}

// exactly makes sound that is about length seconds long exactly so.
func exactly(length float64) string {
	n := int(math.Round(length * sampleRate))
	return fmt.Sprintf("apad=whole_len=%d,atrim=end_sample=%d", n, n)
}

func encodeSound(ctx context.Context, inputs []string, graph, path string, progress func(at time.Duration)) error {
	args := append(inputs[:len(inputs):len(inputs)], "-filter_complex", graph+"[a]", "-map", "[a]",
		"-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact",
		"-c:a", "aac", "-b:a", bitrate, "-ar", fmt.Sprint(sampleRate), "-y", media.File(path))
	if err := media.Run(ctx, media.Command{Args: args, Progress: progress}); err != nil {
		return fmt.Errorf("encoding the sound: %w", err)
	}
	return nil
}
