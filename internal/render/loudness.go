package render

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"clipd/internal/media"
)

// loudness is what BS.1770-4 says of a piece of sound.
type loudness struct {
	Integrated float64 // LUFS; silence when nothing passes the gate
	TruePeak   float64 // dBTP; -Inf below -66, where ebur128 tells no more
	Length     float64 // s, rounded down to 0.1 s
}

const (
	silence = -70.0 // LUFS, the absolute gate: what ebur128 tells where nothing is louder
	block   = 0.4   // s, the shortest sound that BS.1770 can measure
)

// audible tells whether anything passed the gate.
func (l loudness) audible() bool { return l.Integrated > silence }

// meter are the filters that measure what passes through them and write it to
// an ffmpeg output such as "pipe:1". ebur128 tells of whole tenths of a second,
// so silence is put behind the last one: it is under the gate.
func meter(to string) string {
	return "apad=pad_len=4800,ebur128=metadata=1:peak=true,ametadata=print:file=" + escape(to)
}

// measure measures the sound that inputs and a graph deliver at its end.
func measure(ctx context.Context, inputs []string, chain string) (loudness, error) {
	var out bytes.Buffer
	args := append(inputs[:len(inputs):len(inputs)], "-filter_complex", chain+","+meter("pipe:1")+"[a]", "-map", "[a]", "-f", "null", "-")
	if err := media.Run(ctx, media.Command{Args: args, Stdout: &out}); err != nil {
		return loudness{}, fmt.Errorf("measuring the loudness: %w", err)
	}
	return parseLoudness(out.Bytes()), nil
}

// parseLoudness reads what ametadata printed; the last value of each key holds.
// Peaks are linear there.
func parseLoudness(b []byte) loudness {
	l := loudness{Integrated: silence, TruePeak: math.Inf(-1)}
	peaks := map[string]float64{}
	for line := range bytes.Lines(b) {
		s := strings.TrimSpace(string(line))
		if _, at, ok := strings.Cut(s, "pts_time:"); ok {
			if v, ok := number(at); ok {
				l.Length = math.Max(l.Length, v)
			}
			continue
		}
		key, value, _ := strings.Cut(strings.TrimPrefix(s, "lavfi.r128."), "=")
		v, ok := number(value)
		switch {
		case !ok:
		case key == "I":
			l.Integrated = math.Max(silence, v)
		case strings.HasPrefix(key, "true_peaks_ch"):
			peaks[key] = v
		}
	}
	if l.Length < block {
		l.Integrated = silence
	}
	for _, p := range peaks {
		l.TruePeak = math.Max(l.TruePeak, 20*math.Log10(math.Max(p, 0)))
	}
	return l
}

func number(s string) (float64, bool) {
	v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}
