package whisper

import (
	"encoding/json"
	"fmt"
)

// CheckTokenizer checks that a tokenizer.json (Hugging Face tokenizers) is a
// byte-pair one with the special tokens of Whisper and no token beyond the
// model's.
func CheckTokenizer(data []byte, s Shape) error {
	var file struct {
		Added []struct {
			ID      int    `json:"id"`
			Content string `json:"content"`
		} `json:"added_tokens"`
		Model struct {
			Type       string         `json:"type"`
			Vocabulary map[string]int `json:"vocab"`
		} `json:"model"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return fmt.Errorf("it is not the JSON of a tokenizer: %w", err)
	}
	if file.Model.Type != "BPE" || len(file.Model.Vocabulary) == 0 {
		return fmt.Errorf("it is a tokenizer of type %q with %d tokens, and BPE is needed", file.Model.Type, len(file.Model.Vocabulary))
	}
	ids := file.Model.Vocabulary
	for _, t := range file.Added {
		ids[t.Content] = t.ID
	}
	for token, id := range ids {
		if id < 0 || id >= s.Vocabulary {
			return fmt.Errorf("token %.40q has number %d, and the model has %d: it belongs to another model", token, id, s.Vocabulary)
		}
	}
	for _, token := range []string{"<|endoftext|>", "<|startoftranscript|>", "<|notimestamps|>"} {
		if _, ok := ids[token]; !ok {
			return fmt.Errorf("it lacks %s: it is not Whisper's", token)
		}
	}
	return nil
}
