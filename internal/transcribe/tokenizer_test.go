package transcribe

import (
	"fmt"
	"path/filepath"
	"testing"

	"clipd/internal/mediatest"
)

// tinyTokenizer is a tokenizer.json with the letters of the byte alphabet that
// the tests use: Ġ is a space, Ã and ¼ are the bytes of ü.
const tinyTokenizer = `{
 "added_tokens": [
  {"id": 10, "content": "<|endoftext|>", "special": true}, {"id": 11, "content": "<|startoftranscript|>", "special": true},
  {"id": 12, "content": "<|en|>", "special": true}, {"id": 13, "content": "<|de|>", "special": true},
  {"id": 14, "content": "<|transcribe|>", "special": true}, {"id": 15, "content": "<|nocaptions|>", "special": true},
  {"id": 16, "content": "<|notimestamps|>", "special": true}, {"id": 17, "content": "plain"}],
 "model": {"vocab": {"ĠHello": 0, "Ġw": 1, "orld": 2, ".": 3, "Ã": 4, "¼": 5, "Ġf": 6, "r": 7, ",": 8, "Ġ(": 9}}}`

func TestTokenizer(t *testing.T) {
	k, err := parseTokenizer([]byte(tinyTokenizer))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		ids  []int
		want string
	}{
		{nil, ""},
		{[]int{0, 8, 1, 2, 3}, " Hello, world."},
		{[]int{6, 4, 5, 7}, " für"},
		{[]int{6, 4, 7}, " fr"},
		{[]int{11, 0, 10, -1, 99999}, " Hello"},
		{[]int{17}, "plain"},
	} {
		if got := k.decode(c.ids); got != c.want {
			t.Errorf("%v: %q, not %q", c.ids, got, c.want)
		}
	}
}

func TestTokenizerRefuses(t *testing.T) {
	for _, text := range []string{"", "{", "{}", "[]", `{"model":{"vocab":{"a":-1}}}`, `{"model":{"vocab":{"a":99999999}}}`} {
		if _, err := parseTokenizer([]byte(text)); err == nil {
			t.Errorf("%q is a vocabulary", text)
		}
	}
}

func TestVocabulary(t *testing.T) {
	k, err := parseTokenizer([]byte(tinyTokenizer))
	if err != nil {
		t.Fatal(err)
	}
	c := whisperConfig{Languages: []int{12, 13}, AlignmentHeads: [][2]int{{0, 1}}}
	many, err := newVocabulary(k, c, true)
	if err != nil {
		t.Fatal(err)
	}
	one, err := newVocabulary(k, c, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []struct {
		v        *vocabulary
		language string
		want     string
	}{
		{many, "de", "[11 13 14 16]"},
		{many, "en", "[11 12 14 16]"},
		{many, "xx", "[]"},
		{one, "en", "[11 16]"},
	} {
		if got, _ := p.v.prompt(p.language); fmt.Sprint(got) != p.want {
			t.Errorf("prompt for %q: %v, not %v", p.language, got, p.want)
		}
	}
	if _, err := parseConfig([]byte(`{"lang_ids":[12]}`)); err == nil {
		t.Error("a model without alignment heads is taken")
	}
	if _, err := newVocabulary(k, whisperConfig{AlignmentHeads: [][2]int{{0, 1}}}, true); err == nil {
		t.Error("a multilingual model without languages is taken")
	}
	delete(k.special, "<|notimestamps|>")
	if _, err := newVocabulary(k, c, true); err == nil {
		t.Error("a vocabulary without <|notimestamps|> is taken")
	}
}

func TestRealVocabularies(t *testing.T) {
	for name, prompt := range map[string]string{"base": "[50258 50261 50359 50363]", "tiny.en": "[50257 50362]"} {
		dir := filepath.Join(mediatest.Models(t), "whisper", name)
		v, err := readVocabulary(filepath.Join(dir, "tokenizer.json"), filepath.Join(dir, "config.json"), name == "base")
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := v.prompt("de"); fmt.Sprint(got) != prompt {
			t.Errorf("%s: prompt %v, not %s", name, got, prompt)
		}
		if n := len(v.languages); name == "base" && n != 99 {
			t.Errorf("%d languages", n)
		}
	}
}

func FuzzTokenizer(f *testing.F) {
	f.Add([]byte(tinyTokenizer))
	f.Add([]byte(`{"model":{"vocab":{"a":0}}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		k, err := parseTokenizer(b)
		if err != nil {
			return
		}
		for id := range min(len(k.text), 100) {
			k.decode([]int{id, id + 1})
		}
	})
}

func FuzzConfig(f *testing.F) {
	f.Add([]byte(`{"suppress_ids":[1,2],"suppress_ids_begin":[220],"lang_ids":[50259],"alignment_heads":[[3,1]]}`))
	f.Add([]byte(`{"lang_ids":[-1]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := parseConfig(b)
		if err != nil {
			return
		}
		logits := make([]float32, 32)
		forbid(logits, c.Suppress)
		forbid(logits, c.SuppressFirst)
	})
}
