package transcribe

import (
	"context"
	"encoding/json"
	"path/filepath"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// parityMargin is the distance between the reference's two likeliest tokens, in
// logits, under which the decoder's 8-bit weights may choose the other.
const parityMargin = 0.6

// The tokens are those that tools/parity/make_parity.py had from CTranslate2.
// They are forced on our decoder, so that one different choice is one error.
func TestTokensMatchTheReference(t *testing.T) {
	var fixture struct {
		Source     string       `json:"source"`
		Start, End clip.Seconds // s
		Models     map[string]struct {
			Prompt, Tokens []int
			End            int
			Margins        []float64
		} `json:"models"`
	}
	if err := json.Unmarshal(readFile(t, "testdata/parity_lj001.json"), &fixture); err != nil {
		t.Fatal(err)
	}
	for name, want := range fixture.Models {
		t.Run(name, func(t *testing.T) {
			e := embedded(t, name, 2)
			info, err := media.Probe(context.Background(), filepath.Join(mediatest.Shared(t), filepath.FromSlash(fixture.Source)))
			if err != nil {
				t.Fatal(err)
			}
			var samples []float32
			err = reader(info)(context.Background(), clip.Span{Start: fixture.Start, End: fixture.End}, func(s []float32) error {
				samples = append(samples, s...)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			window, err := newEncoder(e.whisper, &slabs{}).encode(samples)
			if err != nil {
				t.Fatal(err)
			}
			defer window.Close()
			s := newStepper(e.whisper)
			defer s.Close()
			if err := s.begin(window); err != nil {
				t.Fatal(err)
			}
			v, size := e.whisper.vocabulary, e.whisper.model.Vocabulary
			logits, _, err := s.step(want.Prompt)
			if err != nil {
				t.Fatal(err)
			}
			logits = logits[(len(want.Prompt)-1)*size:]
			same := 0
			reference := append(append([]int(nil), want.Tokens...), want.End)
			for i, token := range reference {
				forbid(logits, v.suppress)
				if i == 0 {
					forbid(logits, v.suppressFirst)
				}
				got := best(logits[:v.end+1])
				if got == token {
					same++
				} else if want.Margins[i] >= parityMargin {
					t.Errorf("token %d is %d %q, not %d %q (margin %.2f)", i, got, v.bytes(got), token, v.bytes(token), want.Margins[i])
				}
				if logits, _, err = s.step([]int{token}); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("%d of %d tokens are the reference's", same, len(reference))
			if same < len(reference)-2 {
				t.Errorf("only %d of %d tokens are the reference's", same, len(reference))
			}
		})
	}
}
