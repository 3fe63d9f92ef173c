package transcribe

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"

	"clipd/internal/infer"
)

// WhisperModel is where a recogniser's files lie and the shape of its graphs,
// as package models prepares them.
type WhisperModel struct {
	Name       string // as given to --speech
	Encoder    string // path: mel [1,MelBins,F] -> ck{l} [1,Heads,64,S], cv{l} [1,Heads,S,64], S = F/2
	Decoder    string // path: embeddings [1,L,Dim], past [1], caches -> logits, align, caches
	Embeddings string // path: float16, little-endian, [Vocabulary,Dim]
	Tokenizer  string // path: Hugging Face tokenizer.json
	Config     string // path: CTranslate2 config.json

	MelBins      int
	Layers       int // of the decoder
	Heads        int // of each layer, 64 wide
	Dim          int
	Vocabulary   int
	Multilingual bool
}

const headSize = 64

// whisper is a loaded model. It is safe for concurrent use.
type whisper struct {
	model      WhisperModel
	vocabulary *vocabulary
	encoder    *infer.Session
	decoder    *infer.Session
	embeddings *os.File
}

func loadWhisper(rt *infer.Runtime, m WhisperModel, threads int) (w *whisper, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("loading the recogniser %s: %w", m.Name, err), w.Close())
			w = nil
		}
	}()
	w = &whisper{model: m}
	if w.vocabulary, err = readVocabulary(m.Tokenizer, m.Config, m.Multilingual); err != nil {
		return w, err
	}
	if w.embeddings, err = os.Open(m.Embeddings); err != nil {
		return w, err
	}
	info, err := w.embeddings.Stat()
	if err != nil {
		return w, err
	}
	if want := int64(m.Vocabulary) * int64(m.Dim) * 2; info.Size() != want {
		return w, fmt.Errorf("%s has %d bytes, not %d", m.Embeddings, info.Size(), want)
	}
	// Without arenas the C heap fragments: 170 MB more on a long recording.
	if w.encoder, err = rt.Load(m.Encoder, infer.Options{Threads: threads, Arena: true}); err != nil {
		return w, err
	}
	// One thread decodes: a step is too small to share, and the other cores
	// encode the next window.
	w.decoder, err = rt.Load(m.Decoder, infer.Options{Threads: 1, Arena: true})
	return w, err
}

// Close frees the graphs.
func (w *whisper) Close() error {
	var errs []error
	if w.encoder != nil {
		errs = append(errs, w.encoder.Close())
	}
	if w.decoder != nil {
		errs = append(errs, w.decoder.Close())
	}
	if w.embeddings != nil {
		errs = append(errs, w.embeddings.Close())
	}
	return errors.Join(errs...)
}

// embed writes the embeddings of the tokens to dst [len(tokens), Dim].
func (w *whisper) embed(dst []float32, tokens []int) error {
	row := make([]byte, 2*w.model.Dim)
	for i, token := range tokens {
		if _, err := w.embeddings.ReadAt(row, int64(token)*int64(len(row))); err != nil {
			return fmt.Errorf("reading the embedding of token %d: %w", token, err)
		}
		for k := range w.model.Dim {
			dst[i*w.model.Dim+k] = halfToFloat(binary.LittleEndian.Uint16(row[2*k:]))
		}
	}
	return nil
}

// halfToFloat converts an IEEE 754 binary16.
func halfToFloat(h uint16) float32 {
	sign := uint32(h>>15) << 31
	exponent := uint32(h>>10) & 0x1f
	fraction := uint32(h) & 0x3ff
	switch exponent {
	case 0:
		return math.Float32frombits(sign|0x3f800000) * float32(fraction) / (1 << 24)
	case 0x1f:
		return math.Float32frombits(sign | 0xff<<23 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}
