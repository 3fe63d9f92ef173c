package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"clipd/internal/clip"
)

// truth is who says what. The long recordings of ../shared/media have more in
// their files.
type truth struct {
	Sents []sentence `json:"sents"`
	Turns []turn     `json:"turns,omitempty"`
	Words []word     `json:"words,omitempty"`
}

type sentence struct {
	Start   float64 `json:"start"`
	End     float64 `json:"end"`
	Speaker string  `json:"speaker"`
	Text    string  `json:"text"`
	Words   []int   `json:"words,omitempty"` // from, to
}

type turn struct {
	Speaker string `json:"speaker"`
	Voice   string `json:"voice"`
}

type word struct {
	W     string  `json:"w"`
	Start float64 `json:"start"`
	End   float64 `json:"end"`
}

// readTruth reads a truth whose speakers are voices.
func readTruth(path string) (truth, error) {
	var t truth
	text, err := os.ReadFile(path)
	if err != nil {
		return t, err
	}
	if err := json.Unmarshal(text, &t); err != nil {
		return t, fmt.Errorf("%s: %w", path, err)
	}
	voice := map[string]string{}
	for _, v := range t.Turns {
		voice[v.Speaker] = v.Voice
	}
	for i := range t.Sents {
		if v := voice[t.Sents[i].Speaker]; v != "" {
			t.Sents[i].Speaker = v
		}
	}
	return t, nil
}

// sound is the file beside a truth.
func sound(truthPath string) (string, error) {
	base := strings.TrimSuffix(truthPath, ".truth.json")
	for _, ending := range []string{".wav", ".m4a"} {
		if _, err := os.Stat(base + ending); err == nil {
			return base + ending, nil
		}
	}
	return "", fmt.Errorf("there is no sound beside %s", truthPath)
}

// voices is how many people speak.
func (t truth) voices() int {
	seen := map[string]bool{}
	for _, s := range t.Sents {
		seen[s.Speaker] = true
	}
	return len(seen)
}

// transcript has the sentences as a perfect recogniser would give them.
func (t truth) transcript(duration float64) clip.Transcript {
	out := clip.Transcript{Duration: clip.Seconds(duration), Model: "truth"}
	for _, s := range t.Sents {
		sentence := clip.Sentence{Start: clip.Seconds(s.Start), End: clip.Seconds(s.End), Text: s.Text}
		if len(s.Words) == 2 {
			for _, w := range t.Words[s.Words[0]:s.Words[1]] {
				sentence.Words = append(sentence.Words, clip.Word{Start: clip.Seconds(w.Start), End: clip.Seconds(w.End), Text: w.W})
			}
		}
		out.Sentences = append(out.Sentences, sentence)
	}
	return out
}
