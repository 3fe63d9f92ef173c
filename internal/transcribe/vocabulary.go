package transcribe

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// vocabulary is what the decoder must know of its tokens.
type vocabulary struct {
	*tokenizer
	start, end    int // of a transcript
	transcribe    int // the task, in multilingual models
	noTimestamps  int
	noSpeech      int
	languages     map[string]int // ISO 639-1 (a few 639-3) to token; nil for English-only models
	suppress      []int          // never written
	suppressFirst []int          // never written first
	alignHeads    int            // how many heads the decoder's attention output has
}

func readVocabulary(tokenizerPath, configPath string, multilingual bool) (*vocabulary, error) {
	t, err := readTokenizer(tokenizerPath)
	if err != nil {
		return nil, err
	}
	b, err := os.ReadFile(configPath)
	if err != nil {
		return nil, fmt.Errorf("reading the recogniser's configuration: %w", err)
	}
	c, err := parseConfig(b)
	if err != nil {
		return nil, fmt.Errorf("reading the recogniser's configuration %s: %w", configPath, err)
	}
	v, err := newVocabulary(t, c, multilingual)
	if err != nil {
		return nil, fmt.Errorf("reading the recogniser's vocabulary %s: %w", tokenizerPath, err)
	}
	return v, nil
}

// whisperConfig is what we use of a CTranslate2 config.json.
type whisperConfig struct {
	Suppress      []int `json:"suppress_ids"`
	SuppressFirst []int `json:"suppress_ids_begin"`
	Languages     []int `json:"lang_ids"`
	// AlignmentHeads are the [layer, head] whose attention follows the sound.
	AlignmentHeads [][2]int `json:"alignment_heads"`
}

func parseConfig(b []byte) (whisperConfig, error) {
	var c whisperConfig
	if err := json.Unmarshal(b, &c); err != nil {
		return c, err
	}
	for _, ids := range [][]int{c.Suppress, c.SuppressFirst, c.Languages} {
		for _, id := range ids {
			if id < 0 || id >= maxToken {
				return c, fmt.Errorf("token id %d", id)
			}
		}
	}
	if len(c.AlignmentHeads) == 0 {
		return c, fmt.Errorf("it lists no alignment heads")
	}
	return c, nil
}

func newVocabulary(t *tokenizer, c whisperConfig, multilingual bool) (*vocabulary, error) {
	v := &vocabulary{tokenizer: t, suppress: c.Suppress, suppressFirst: c.SuppressFirst, alignHeads: len(c.AlignmentHeads)}
	for _, want := range []struct {
		id    *int
		names []string
	}{
		{&v.start, []string{"<|startoftranscript|>"}},
		{&v.end, []string{"<|endoftext|>"}},
		{&v.transcribe, []string{"<|transcribe|>"}},
		{&v.noTimestamps, []string{"<|notimestamps|>"}},
		{&v.noSpeech, []string{"<|nospeech|>", "<|nocaptions|>"}},
	} {
		var err error
		if *want.id, err = t.id(want.names...); err != nil {
			return nil, err
		}
	}
	if !multilingual {
		return v, nil
	}
	v.languages = map[string]int{}
	for name, id := range t.special {
		if slices.Contains(c.Languages, id) {
			v.languages[strings.Trim(name, "<|>")] = id
		}
	}
	if len(v.languages) == 0 {
		return nil, fmt.Errorf("the multilingual recogniser lists no languages")
	}
	return v, nil
}

// prompt begins a transcript without timestamps in the language, which is
// ignored by English-only models.
func (v *vocabulary) prompt(language string) ([]int, error) {
	if v.languages == nil {
		return []int{v.start, v.noTimestamps}, nil
	}
	id, ok := v.languages[language]
	if !ok {
		return nil, fmt.Errorf("the recogniser does not know the language %q; it knows %s", language, strings.Join(v.languageCodes(), ", "))
	}
	return []int{v.start, id, v.transcribe, v.noTimestamps}, nil
}

func (v *vocabulary) languageCodes() []string {
	return slices.Sorted(maps.Keys(v.languages))
}
