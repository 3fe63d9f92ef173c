package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	"clipd/internal/clip"
)

// transcriptKey names the transcript of a source. Every part changes the words.
func transcriptKey(hash, identity string, language string, spans []clip.Span) string {
	text, _ := json.Marshal([]any{hash, identity, language, spans})
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:20])
}

// speakersKey names the transcript of a key with its speakers, of whom so many
// were asked for.
func speakersKey(key, identity string, count int) string {
	text, _ := json.Marshal([]any{key, identity, count})
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:20])
}

// cached returns the transcript of key. One that cannot be read, or that no
// recogniser can have made, counts as none.
func (p *Pipeline) cached(ctx context.Context, key string) (clip.Transcript, bool) {
	var t clip.Transcript
	if p.Cache == nil {
		return t, false
	}
	text, found, err := p.Cache.Load(ctx, key)
	if err != nil || !found || json.Unmarshal(text, &t) != nil || t.Duration <= 0 || t.Model == "" {
		return clip.Transcript{}, false
	}
	return t, true
}

func (p *Pipeline) keep(ctx context.Context, key string, t clip.Transcript) error {
	if p.Cache == nil {
		return nil
	}
	text, err := json.Marshal(t)
	if err == nil {
		err = p.Cache.Store(ctx, key, text)
	}
	if err != nil {
		return fmt.Errorf("keeping the transcript: %w", err)
	}
	return nil
}

// Folder is a [Cache] of JSON files in the folder of that name, which is made
// when it is needed.
type Folder string

func (f Folder) path(key string) string { return filepath.Join(string(f), key+".json") }

// Load reads the file of key.
func (f Folder) Load(_ context.Context, key string) ([]byte, bool, error) {
	text, err := os.ReadFile(f.path(key))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	return text, err == nil, err
}

// Store writes the file of key, whole or not at all.
func (f Folder) Store(_ context.Context, key string, document []byte) error {
	if err := os.MkdirAll(string(f), 0o755); err != nil {
		return err
	}
	return renameio.WriteFile(f.path(key), document, 0o644)
}
