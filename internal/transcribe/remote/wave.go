package remote

import (
	"context"
	"encoding/binary"
	"math"

	"clipd/internal/media"
)

const (
	waveRate   = 16000 // samples a second, what Whisper works with
	waveHeader = 44    // bytes
)

// wave is the part's sound as a WAV file: mono, 16 bit, waveRate.
func (p part) wave(ctx context.Context, src media.Info) ([]byte, error) {
	limit := waveHeader + 2*int(math.Ceil(float64(p.read.Length())*waveRate))
	out := make([]byte, waveHeader, limit)
	err := media.ReadPCM(ctx, src, float64(p.read.Start), float64(p.read.End), waveRate, func(samples []float32) error {
		for _, v := range samples[:min(len(samples), (limit-len(out))/2)] {
			level := math.Round(float64(max(-1, min(1, v))) * math.MaxInt16)
			out = binary.LittleEndian.AppendUint16(out, uint16(int16(level)))
		}
		return nil
	})
	header := append(out[:0], "RIFF"...)
	header = binary.LittleEndian.AppendUint32(header, uint32(len(out)-8))
	header = append(header, "WAVEfmt "...)
	header = binary.LittleEndian.AppendUint32(header, 16)
	header = binary.LittleEndian.AppendUint16(header, 1) // integers
	header = binary.LittleEndian.AppendUint16(header, 1) // channel
	header = binary.LittleEndian.AppendUint32(header, waveRate)
	header = binary.LittleEndian.AppendUint32(header, 2*waveRate)
	header = binary.LittleEndian.AppendUint16(header, 2)
	header = binary.LittleEndian.AppendUint16(header, 16)
	header = append(header, "data"...)
	binary.LittleEndian.AppendUint32(header, uint32(len(out)-waveHeader))
	return out, err
}
