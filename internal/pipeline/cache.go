package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	"clipd/internal/clip"
)

// Cache keeps transcripts as JSON files in a folder, by the content they were
// made from and the model that made them. An empty folder name keeps nothing.
type Cache struct{ Dir string }

// transcriptKey names the transcript of a source. Every part changes the words.
func transcriptKey(hash, identity string, language string, spans []clip.Span) string {
	text, _ := json.Marshal([]any{hash, identity, language, spans})
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:20])
}

func (c Cache) path(key string) string { return filepath.Join(c.Dir, key+".json") }

// load returns the transcript of key; a file that cannot be read, or that no
// recogniser can have made, counts as none.
func (c Cache) load(key string) (clip.Transcript, bool) {
	var t clip.Transcript
	if c.Dir == "" {
		return t, false
	}
	text, err := os.ReadFile(c.path(key))
	if err != nil || json.Unmarshal(text, &t) != nil || t.Duration <= 0 || t.Model == "" {
		return clip.Transcript{}, false
	}
	return t, true
}

func (c Cache) store(key string, t clip.Transcript) error {
	if c.Dir == "" {
		return nil
	}
	text, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("keeping the transcript: %w", err)
	}
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return fmt.Errorf("keeping the transcript: %w", err)
	}
	if err := renameio.WriteFile(c.path(key), text, 0o644); err != nil {
		return fmt.Errorf("keeping the transcript: %w", err)
	}
	return nil
}
