package models

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"clipd/internal/models/whisper"
)

// Whisper is a prepared recogniser: paths of its files, each with the pinned
// content, and its shape. Package whisper tells the inputs and outputs of the
// graphs.
type Whisper struct {
	Name string
	Dir  string
	// Version changes with the content of any of the files: hex digits.
	Version string

	// Encoder and Decoder are ONNX graphs, whose weights lie beside them, so
	// they must be loaded by path. Embeddings holds Dim little-endian float16
	// for each token.
	Encoder, Decoder, Embeddings string
	// Tokenizer is a Hugging Face tokenizer.json, Config the config.json of
	// CTranslate2 (lang_ids, suppress_ids, suppress_ids_begin).
	Tokenizer, Config string

	MelBins        int
	Layers, Heads  int // of the decoder; a head is 64 wide
	Dim            int
	Vocabulary     int
	AlignmentHeads int // second dimension of the decoder's output align
	AudioPositions int // the longest sound, in 20 ms
	TextPositions  int // the longest text, in tokens, prompt included
	Multilingual   bool
}

// Whisper returns the recogniser of a name: Base, TinyEnglish (also called
// "fast") or one that was added.
func (s *Store) Whisper(name string) (Whisper, error) {
	files, hint, err := s.whisperFiles(name)
	if err != nil {
		return Whisper{}, err
	}
	paths := map[string]string{}
	version := sha256.New()
	for _, f := range files {
		version.Write([]byte(f.sha256))
		path, err := s.checked(f, hint)
		if err != nil {
			return Whisper{}, err
		}
		paths[filepath.Base(path)] = path
	}
	d, err := readDescription(paths[whisper.ShapeFile])
	if err != nil {
		return Whisper{}, err
	}
	if d.Format != whisper.Format {
		return Whisper{}, fmt.Errorf("model file %s %w: %s", paths[whisper.ShapeFile], ErrAltered, hint)
	}
	dir := filepath.Dir(paths[whisper.ShapeFile])
	return Whisper{
		Name: filepath.Base(dir), Dir: dir, Version: hex.EncodeToString(version.Sum(nil)[:8]),
		Encoder: paths[whisper.EncoderFile], Decoder: paths[whisper.DecoderFile], Embeddings: paths[whisper.EmbeddingsFile],
		Tokenizer: paths[whisper.TokenizerFile], Config: paths[whisper.ConfigFile],
		MelBins: d.MelBins, Layers: d.Layers, Heads: d.Heads, Dim: d.Dim, Vocabulary: d.Vocabulary,
		AlignmentHeads: d.AlignmentHeads, AudioPositions: d.AudioPositions, TextPositions: d.TextPositions,
		Multilingual: d.Multilingual(),
	}, nil
}

// whisperFiles finds the pinned files of a recogniser and what to do when one
// of them is not right.
func (s *Store) whisperFiles(name string) ([]file, string, error) {
	if p, err := s.pack(name); err == nil && (p.name == Base || p.name == TinyEnglish) {
		return p.files, pullHint(p), nil
	}
	added, err := s.readAdded()
	if err != nil {
		return nil, "", err
	}
	known := []string{Base, "fast"}
	for _, a := range added {
		if a.Name == name {
			return a.files(), "run `clipd models add whisper` for " + name + " again", nil
		}
		known = append(known, a.Name)
	}
	return nil, "", fmt.Errorf("there is no recogniser %q; there are %q, and `clipd models add whisper` adds more", name, known)
}

func readDescription(path string) (whisper.Description, error) {
	var d whisper.Description
	data, err := os.ReadFile(path)
	if err != nil {
		return d, fmt.Errorf("reading the shape of a recogniser: %w", err)
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return d, fmt.Errorf("reading the shape of a recogniser from %s: %w", path, err)
	}
	return d, nil
}
