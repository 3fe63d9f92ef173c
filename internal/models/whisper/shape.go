package whisper

import (
	"fmt"

	"clipd/internal/models/ct2"
)

// HeadSize is the width of an attention head in every Whisper model.
const HeadSize = 64

// Bounds on the shape; large-v3 has 1280, 32 layers and 51866 tokens. They
// keep a hostile file from asking for more memory than a large model needs.
const (
	maxDim        = 4096
	maxHidden     = 4 * maxDim
	maxLayers     = 128
	maxVocabulary = 1 << 18
	maxMelBins    = 256
	maxPositions  = 1 << 14
)

// Shape is the size of a model.
type Shape struct {
	MelBins        int `json:"mel_bins"`
	Dim            int `json:"dim"`
	EncoderLayers  int `json:"encoder_layers"`
	EncoderHeads   int `json:"encoder_heads"`
	Layers         int `json:"layers"` // of the decoder
	Heads          int `json:"heads"`  // of the decoder
	Vocabulary     int `json:"vocabulary"`
	AudioPositions int `json:"audio_positions"` // of 20 ms
	TextPositions  int `json:"text_positions"`
}

// Multilingual tells whether the vocabulary has language tokens that mean
// something: the English models have 51864 tokens, the others more (the rule of
// openai/whisper).
func (s Shape) Multilingual() bool { return s.Vocabulary >= 51865 }

// ReadShape finds the size of a model and checks every weight against it.
func ReadShape(m *ct2.Model) (Shape, error) {
	var s Shape
	conv, err := dims(m, "encoder/conv1/weight", 3)
	if err != nil {
		return s, err
	}
	embeddings, err := dims(m, "decoder/embeddings/weight", 2)
	if err != nil {
		return s, err
	}
	audio, err := dims(m, "encoder/position_encodings/encodings", 2)
	if err != nil {
		return s, err
	}
	text, err := dims(m, "decoder/position_encodings/encodings", 2)
	if err != nil {
		return s, err
	}
	s = Shape{
		MelBins: conv[1], Dim: conv[0],
		EncoderLayers: countLayers(m, "encoder"), Layers: countLayers(m, "decoder"),
		Vocabulary: embeddings[0], AudioPositions: audio[0], TextPositions: text[0],
	}
	if s.EncoderHeads, err = heads(m, "encoder", s.Dim); err != nil {
		return s, err
	}
	if s.Heads, err = heads(m, "decoder", s.Dim); err != nil {
		return s, err
	}
	if err := s.bounds(); err != nil {
		return s, err
	}
	if err := plain(m); err != nil {
		return s, err
	}
	return s, s.checkWeights(m)
}

func (s Shape) bounds() error {
	for _, b := range []struct {
		what       string
		value, max int
	}{
		{"width", s.Dim, maxDim}, {"mel bins", s.MelBins, maxMelBins},
		{"encoder layers", s.EncoderLayers, maxLayers}, {"decoder layers", s.Layers, maxLayers},
		{"tokens", s.Vocabulary, maxVocabulary},
		{"sound positions", s.AudioPositions, maxPositions}, {"text positions", s.TextPositions, maxPositions},
	} {
		if b.value < 1 || b.value > b.max {
			return fmt.Errorf("the model's %s are %d, not 1 to %d", b.what, b.value, b.max)
		}
	}
	return nil
}

func dims(m *ct2.Model, name string, rank int) ([]int, error) {
	v, ok := m.Variable(name)
	if !ok {
		return nil, fmt.Errorf("variable %s is missing", name)
	}
	if len(v.Dims) != rank {
		return nil, fmt.Errorf("%s has shape %v, not %d dimensions", name, v.Dims, rank)
	}
	return v.Dims, nil
}

func countLayers(m *ct2.Model, part string) int {
	n := 0
	for {
		if _, ok := m.Variable(fmt.Sprintf("%s/layer_%d/ffn/linear_0/weight", part, n)); !ok {
			return n
		}
		n++
	}
}

func heads(m *ct2.Model, part string, dim int) (int, error) {
	n, err := m.Scalar(part + "/num_heads")
	if err != nil {
		return 0, err
	}
	if int(n)*HeadSize != dim {
		return 0, fmt.Errorf("the %s has %v heads for a width of %d, not of %d each", part, n, dim, HeadSize)
	}
	return int(n), nil
}
