package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"

	"clipd/internal/media"
)

const rate = 16000 // Hz

// recording is one voice, cut at its pauses.
type recording struct {
	voice  string
	pieces [][]float32
}

// mix writes mixes of one to five voices.
func mix(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("mix", flag.ContinueOnError)
	out := flags.String("out", "build/speakers", "folder for the mixes")
	n := flags.Int("n", 60, "how many")
	most := flags.Int("voices", 5, "most voices of a mix")
	seed := flags.Uint64("seed", 1, "which mixes")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var all []recording
	for _, path := range flags.Args() {
		r, err := readRecording(ctx, path)
		if err != nil {
			return err
		}
		all = append(all, r)
	}
	if len(all) < *most {
		return fmt.Errorf("name at least %d recordings", *most)
	}
	if err := os.MkdirAll(*out, 0o755); err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(*seed, 0))
	for i := range *n {
		voices := 1 + i%*most
		random.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
		samples, t := turns(all[:voices], random)
		base := filepath.Join(*out, fmt.Sprintf("mix%03d_%d", i, voices))
		if err := writeWave(base+".wav", samples); err != nil {
			return err
		}
		text, err := json.Marshal(t)
		if err != nil {
			return err
		}
		if err := os.WriteFile(base+".truth.json", text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func readRecording(ctx context.Context, path string) (recording, error) {
	r := recording{voice: filepath.Base(path)}
	info, err := media.Probe(ctx, path)
	if err != nil {
		return r, err
	}
	var samples []float32
	err = media.ReadPCM(ctx, info, 0, 0, rate, func(s []float32) error {
		samples = append(samples, s...)
		return nil
	})
	r.pieces = atPauses(samples)
	return r, err
}

// atPauses cuts sound in the middle of pauses into pieces of 1.5 s at least, ten
// at most.
func atPauses(samples []float32) [][]float32 {
	const step, quietSteps, least, most = rate / 50, 8, 3 * rate / 2, 10
	loudest := 0.0
	var level []float64
	for at := 0; at+step <= len(samples); at += step {
		sum := 0.0
		for _, v := range samples[at : at+step] {
			sum += float64(v) * float64(v)
		}
		level = append(level, sum)
		loudest = max(loudest, sum)
	}
	var pieces [][]float32
	from, quiet := 0, 0
	for i, l := range level {
		if l < loudest*1e-3 {
			quiet++
			continue
		}
		if cut := (i - quiet/2) * step; quiet >= quietSteps && cut-from >= least && len(samples)-cut >= least && len(pieces) < most-1 {
			pieces = append(pieces, samples[from:cut])
			from = cut
		}
		quiet = 0
	}
	if len(pieces) == most-1 {
		return pieces
	}
	return append(pieces, samples[from:])
}

// turns lets the voices speak by turns, each its pieces in order.
func turns(voices []recording, random *rand.Rand) ([]float32, truth) {
	left := make([][][]float32, len(voices))
	for i, v := range voices {
		left[i] = v.pieces
	}
	var samples []float32
	var t truth
	last := -1
	for {
		var ready []int
		for i := range left {
			if len(left[i]) > 0 && i != last {
				ready = append(ready, i)
			}
		}
		if len(ready) == 0 && (last < 0 || len(left[last]) == 0) {
			return samples, t
		}
		who := last
		if len(ready) > 0 {
			who = ready[random.IntN(len(ready))]
		}
		piece := left[who][0]
		left[who] = left[who][1:]
		samples = append(samples, make([]float32, int(rate*(0.2+0.4*random.Float64())))...)
		start := float64(len(samples)) / rate
		samples = append(samples, piece...)
		t.Sents = append(t.Sents, sentence{Start: start, End: float64(len(samples)) / rate, Speaker: voices[who].voice})
		last = who
	}
}

// writeWave writes 16-bit mono.
func writeWave(path string, samples []float32) error {
	b := []byte("RIFF")
	b = binary.LittleEndian.AppendUint32(b, uint32(36+2*len(samples)))
	b = append(b, "WAVEfmt "...)
	for _, v := range []any{uint32(16), uint16(1), uint16(1), uint32(rate), uint32(2 * rate), uint16(2), uint16(16)} {
		b, _ = binary.Append(b, binary.LittleEndian, v)
	}
	b = append(b, "data"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(2*len(samples)))
	for _, v := range samples {
		b = binary.LittleEndian.AppendUint16(b, uint16(int16(math.Round(32767*float64(min(1, max(-1, v)))))))
	}
	return os.WriteFile(path, b, 0o644)
}
