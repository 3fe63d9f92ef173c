package whisper_test

import (
	"strings"
	"testing"

	"clipd/internal/models/modeltest"
	"clipd/internal/models/whisper"

	"github.com/google/go-cmp/cmp"
)

var shape = whisper.Shape{Layers: 4, Heads: 2, Vocabulary: 100}

func TestParseConfigOrdersAlignmentHeads(t *testing.T) {
	for name, c := range map[string]struct {
		json string
		want []whisper.Head
	}{
		"given":      {`{"alignment_heads": [[3,1],[1,0],[3,0],[1,0]]}`, []whisper.Head{{1, 0}, {3, 0}, {3, 1}}},
		"absent":     {`{}`, []whisper.Head{{2, 0}, {2, 1}, {3, 0}, {3, 1}}},
		"null":       {`{"alignment_heads": null, "suppress_ids": [-1, 99]}`, []whisper.Head{{2, 0}, {2, 1}, {3, 0}, {3, 1}}},
		"and others": {`{"alignment_heads": [[0,0]], "more": {}}`, []whisper.Head{{0, 0}}},
	} {
		got, err := whisper.ParseConfig([]byte(c.json), shape)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.want, got.Alignment); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestParseConfigRefusesAnotherModels(t *testing.T) {
	for json, want := range map[string]string{
		``:                                 "not the JSON",
		`[]`:                               "not the JSON",
		`{"alignment_heads": [[4,0]]}`:     "has [4 0], and the model has 4 layers of 2 heads",
		`{"alignment_heads": [[0,2]]}`:     "has [0 2]",
		`{"alignment_heads": [[0]]}`:       "has [0]",
		`{"alignment_heads": [[-1,0]]}`:    "has [-1 0]",
		`{"suppress_ids": [100]}`:          "suppress_ids has token 100, and the model has 100 tokens",
		`{"lang_ids": [50259]}`:            "lang_ids has token 50259",
		`{"suppress_ids_begin": [1, -20]}`: "suppress_ids_begin has token -20",
	} {
		if _, err := whisper.ParseConfig([]byte(json), shape); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", json, err, want)
		}
	}
}

func TestCheckTokenizer(t *testing.T) {
	size := modeltest.Small()
	good := modeltest.Tokenizer(size)
	s := whisper.Shape{Vocabulary: size.Vocabulary}
	if err := whisper.CheckTokenizer([]byte(good), s); err != nil {
		t.Error(err)
	}
	for name, c := range map[string]struct{ json, want string }{
		"no JSON":      {"<html>", "not the JSON"},
		"another type": {strings.Replace(good, "BPE", "Unigram", 1), `of type "Unigram"`},
		"larger":       {strings.Replace(good, `"w7": 7`, `"w7": 96`, 1), "it belongs to another model"},
		"negative":     {strings.Replace(good, `"w7": 7`, `"w7": -1`, 1), "it belongs to another model"},
		"not Whisper":  {strings.Replace(good, "<|notimestamps|>", "<s>", 1), "it lacks <|notimestamps|>"},
		"empty":        {`{"model": {"type": "BPE"}}`, "with 0 tokens"},
	} {
		if err := whisper.CheckTokenizer([]byte(c.json), s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func FuzzParseConfig(f *testing.F) {
	f.Add([]byte(modeltest.Config()))
	f.Add([]byte(`{"alignment_heads": [[3,1],[1,0]], "lang_ids": [5]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := whisper.ParseConfig(data, shape)
		if err != nil {
			return
		}
		if len(c.Alignment) == 0 {
			t.Fatal("no alignment heads")
		}
		for _, h := range c.Alignment {
			if h.Layer < 0 || h.Layer >= shape.Layers || h.Head < 0 || h.Head >= shape.Heads {
				t.Fatalf("alignment head %v", h)
			}
		}
	})
}

func FuzzCheckTokenizer(f *testing.F) {
	size := modeltest.Small()
	f.Add([]byte(modeltest.Tokenizer(size)))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_ = whisper.CheckTokenizer(data, whisper.Shape{Vocabulary: size.Vocabulary})
	})
}
