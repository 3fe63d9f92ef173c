package transcribe

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"
)

// tokenizer turns Whisper's token ids into text: the decoding half of byte-level
// byte-pair encoding (Radford et al. 2019), from a Hugging Face tokenizer.json.
type tokenizer struct {
	text    [][]byte // by id; nil for special tokens and unused ids
	special map[string]int
}

// maxToken bounds what a damaged file can make us allocate; Whisper has 51866.
const maxToken = 1 << 20

func readTokenizer(path string) (*tokenizer, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the recogniser's vocabulary: %w", err)
	}
	t, err := parseTokenizer(b)
	if err != nil {
		return nil, fmt.Errorf("reading the recogniser's vocabulary %s: %w", path, err)
	}
	return t, nil
}

func parseTokenizer(b []byte) (*tokenizer, error) {
	var file struct {
		Model struct {
			Vocab map[string]int `json:"vocab"`
		} `json:"model"`
		Added []struct {
			ID      int    `json:"id"`
			Content string `json:"content"`
			Special bool   `json:"special"`
		} `json:"added_tokens"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, err
	}
	t := &tokenizer{special: map[string]int{}}
	put := func(id int, text []byte) error {
		if id < 0 || id >= maxToken {
			return fmt.Errorf("token id %d", id)
		}
		for len(t.text) <= id {
			t.text = append(t.text, nil)
		}
		t.text[id] = text
		return nil
	}
	bytes := byteAlphabet()
	for token, id := range file.Model.Vocab {
		text := make([]byte, 0, len(token))
		for _, r := range token {
			b, ok := bytes[r]
			if !ok {
				text = []byte(token)
				break
			}
			text = append(text, b)
		}
		if err := put(id, text); err != nil {
			return nil, err
		}
	}
	for _, a := range file.Added {
		text := []byte(a.Content)
		if a.Special || strings.HasPrefix(a.Content, "<|") {
			t.special[a.Content] = a.ID
			text = nil
		}
		if err := put(a.ID, text); err != nil {
			return nil, err
		}
	}
	if len(t.text) == 0 {
		return nil, fmt.Errorf("no tokens")
	}
	return t, nil
}

// byteAlphabet maps the printable characters that stand for bytes in the file
// to those bytes (GPT-2's bytes_to_unicode).
func byteAlphabet() map[rune]byte {
	alphabet := make(map[rune]byte, 256)
	next := rune(256)
	for b := range 256 {
		r := rune(b)
		if (r >= '!' && r <= '~') || (r >= '¡' && r <= '¬') || (r >= '®' && r <= 'ÿ') {
			alphabet[r] = byte(b)
			continue
		}
		alphabet[next] = byte(b)
		next++
	}
	return alphabet
}

// bytes are what the token stands for; a character can be spread over several
// tokens.
func (t *tokenizer) bytes(id int) []byte {
	if id < 0 || id >= len(t.text) {
		return nil
	}
	return t.text[id]
}

// decode joins the tokens' text. Bytes that form no character are left out.
func (t *tokenizer) decode(ids []int) string {
	var b []byte
	for _, id := range ids {
		b = append(b, t.bytes(id)...)
	}
	if utf8.Valid(b) {
		return string(b)
	}
	return strings.ToValidUTF8(string(b), "")
}

// id returns the id of the first special token that exists.
func (t *tokenizer) id(names ...string) (int, error) {
	for _, name := range names {
		if id, ok := t.special[name]; ok {
			return id, nil
		}
	}
	return 0, fmt.Errorf("the vocabulary has no %s", strings.Join(names, " or "))
}
