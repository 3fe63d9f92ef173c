package whisper

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Head names one attention head of the decoder.
type Head struct{ Layer, Head int }

// Config is what config.json tells beside the weights.
type Config struct {
	// Alignment lists the heads whose attention follows the sound in time,
	// ordered by layer, as the outputs of the graph are.
	Alignment []Head
}

// ParseConfig reads a config.json and checks its heads and token numbers
// against the model. Without alignment heads it takes all heads of the upper
// half of the layers, as openai/whisper does.
func ParseConfig(data []byte, s Shape) (Config, error) {
	var file struct {
		AlignmentHeads [][]int `json:"alignment_heads"`
		Languages      []int   `json:"lang_ids"`
		Suppress       []int   `json:"suppress_ids"`
		SuppressBegin  []int   `json:"suppress_ids_begin"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return Config{}, fmt.Errorf("it is not the JSON of a Whisper model: %w", err)
	}
	for name, ids := range map[string][]int{
		"lang_ids": file.Languages, "suppress_ids": file.Suppress, "suppress_ids_begin": file.SuppressBegin,
	} {
		for _, id := range ids {
			if id < -1 || id >= s.Vocabulary {
				return Config{}, fmt.Errorf("%s has token %d, and the model has %d tokens", name, id, s.Vocabulary)
			}
		}
	}
	var c Config
	for _, pair := range file.AlignmentHeads {
		if len(pair) != 2 || pair[0] < 0 || pair[0] >= s.Layers || pair[1] < 0 || pair[1] >= s.Heads {
			return Config{}, fmt.Errorf("alignment_heads has %v, and the model has %d layers of %d heads", pair, s.Layers, s.Heads)
		}
		c.Alignment = append(c.Alignment, Head{pair[0], pair[1]})
	}
	if len(c.Alignment) == 0 {
		for l := s.Layers / 2; l < s.Layers; l++ {
			for h := range s.Heads {
				c.Alignment = append(c.Alignment, Head{l, h})
			}
		}
	}
	slices.SortFunc(c.Alignment, func(a, b Head) int {
		if a.Layer != b.Layer {
			return a.Layer - b.Layer
		}
		return a.Head - b.Head
	})
	c.Alignment = slices.Compact(c.Alignment)
	return c, nil
}
