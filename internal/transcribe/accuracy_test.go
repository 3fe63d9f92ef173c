package transcribe

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

// twoCitiesText is what the recording two_cities.wav says (Charles Dickens,
// 1859).
const twoCitiesText = "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness, it was the spring of hope, it was the winter of despair, we had everything before us, we had nothing before us, we were all going direct to Heaven, we were all going direct the other way. In short, the period was so far like the present period, that some of its noisiest authorities insisted on its being received, for good or for evil, in the superlative degree of comparison only."

func TestWordErrorsOfReadSpeech(t *testing.T) {
	slow(t)
	var reference struct {
		Segments []struct{ Text string } `json:"segments"`
	}
	if err := json.Unmarshal(readFile(t, strings.TrimSuffix(lj(t), "flac")+"json"), &reference); err != nil {
		t.Fatal(err)
	}
	var ljText []string
	for _, s := range reference.Segments {
		ljText = append(ljText, s.Text)
	}
	for name, bars := range map[string][2]float64{"base": {0.04, 0.03}, "tiny.en": {0.03, 0.03}} {
		t.Run(name, func(t *testing.T) {
			e := embedded(t, name, 2)
			for i, c := range []struct{ path, text string }{{lj(t), strings.Join(ljText, " ")}, {twoCities(t), twoCitiesText}} {
				got := transcribeFile(t, e, c.path, Options{})
				wrong := wordErrors(c.text, got)
				t.Logf("%s: %.1f %% word errors", filepath.Base(c.path), 100*wrong)
				if wrong > bars[i] {
					t.Errorf("%s: %.1f %% word errors, over %.1f: %s", filepath.Base(c.path), 100*wrong, 100*bars[i], text(got))
				}
				if got.Language != "en" || len(got.Warnings) > 0 || len(got.Voiced) == 0 || got.Model != name {
					t.Errorf("%s: language %q, model %q, %d voiced spans, warnings %q", filepath.Base(c.path), got.Language, got.Model, len(got.Voiced), got.Warnings)
				}
			}
		})
	}
}

// truth is dev_es2014a.truth.json.
type truth struct {
	Words []struct {
		W          string
		Start, End float64
	}
	Sents []struct{ Words [2]int }
}

// sentencePause is the pause, in seconds, that a sentence end must carry to
// count. In this recording 148 of 240 do.
const sentencePause = 0.5

func TestMeeting(t *testing.T) {
	slow(t)
	var want truth
	if err := json.Unmarshal(readFile(t, strings.TrimSuffix(meeting(t), "m4a")+"truth.json"), &want); err != nil {
		t.Fatal(err)
	}
	for name, bars := range map[string]struct {
		errors       float64
		median, p90  float64 // ms
		sentenceEnds float64
	}{
		"base":    {0.135, 45, 140, 0.90},
		"tiny.en": {0.145, 45, 160, 0.80},
	} {
		t.Run(name, func(t *testing.T) {
			got := transcribeFile(t, embedded(t, name, 2), meeting(t), Options{})
			checkOrder(t, got)
			var reference []string
			for _, w := range want.Words {
				reference = append(reference, w.W)
			}
			wrong := wordErrors(strings.Join(reference, " "), got)
			starts, ends := timeErrors(want, got)
			found := sentenceEnds(want, got)
			t.Logf("%.1f %% word errors; starts: median %.0f, p90 %.0f ms; ends: median %.0f, p90 %.0f ms; %.1f %% of sentence ends",
				100*wrong, percentile(starts, 0.5), percentile(starts, 0.9), percentile(ends, 0.5), percentile(ends, 0.9), 100*found)
			if wrong > bars.errors {
				t.Errorf("word errors over %.1f %%", 100*bars.errors)
			}
			for edge, v := range map[string][]float64{"starts": starts, "ends": ends} {
				if percentile(v, 0.5) > bars.median || percentile(v, 0.9) > bars.p90 {
					t.Errorf("%s over a median of %v or a 90th percentile of %v ms", edge, bars.median, bars.p90)
				}
			}
			if found < bars.sentenceEnds {
				t.Errorf("sentence ends under %.0f %%", 100*bars.sentenceEnds)
			}
		})
	}
}

// timeErrors are how many milliseconds the words that were recognised begin and
// end late.
func timeErrors(want truth, got clip.Transcript) (starts, ends []float64) {
	var a, b []string
	for _, w := range want.Words {
		a = append(a, strings.Join(normal(w.W), ""))
	}
	words := got.Words()
	for _, w := range words {
		b = append(b, strings.Join(normal(w.Text), ""))
	}
	_, match := edits(a, b)
	for i, j := range match {
		if j >= 0 {
			starts = append(starts, 1000*(float64(words[j].Start)-want.Words[i].Start))
			ends = append(ends, 1000*(float64(words[j].End)-want.Words[i].End))
		}
	}
	return starts, ends
}

// sentenceEnds is the share of the truth's sentence ends with a pause near which
// a recognised sentence ends, by a mark.
func sentenceEnds(want truth, got clip.Transcript) float64 {
	const near = 0.35 // s
	all, found := 0, 0
	for _, s := range want.Sents {
		last := s.Words[1] - 1
		if last+1 >= len(want.Words) || want.Words[last+1].Start-want.Words[last].End < sentencePause {
			continue
		}
		all++
		for _, g := range got.Sentences {
			d := float64(g.End) - want.Words[last].End
			if d > -near && d < near && strings.ContainsAny(g.Text[len(g.Text)-1:], ".?!") {
				found++
				break
			}
		}
	}
	return float64(found) / float64(all)
}

// checkOrder holds what every transcript keeps: words and sentences follow each
// other and lie in the recording.
func checkOrder(t *testing.T, got clip.Transcript) {
	t.Helper()
	at := clip.Seconds(0)
	for _, s := range got.Sentences {
		if s.Start != s.Words[0].Start || s.End != s.Words[len(s.Words)-1].End || s.Text == "" {
			t.Errorf("sentence %v-%v %q does not fit its words", s.Start, s.End, s.Text)
		}
		for _, w := range s.Words {
			if w.Start < at || w.End < w.Start || w.End > got.Duration || strings.TrimSpace(w.Text) != w.Text || w.Text == "" {
				t.Errorf("word %q at %v-%v after %v of %v", w.Text, w.Start, w.End, at, got.Duration)
			}
			at = w.End
		}
	}
	for i, s := range got.Voiced {
		if s.Length() <= 0 || (i > 0 && s.Start < got.Voiced[i-1].End) {
			t.Errorf("voiced span %v", s)
		}
	}
}

func TestSpansHoldTheSameWords(t *testing.T) {
	e := embedded(t, "tiny.en", 2)
	path := filepath.Join(mediatest.Shared(t), "media", "audio", "lj001_concat.flac")
	span := clip.Span{Start: 9.8, End: 33.5}
	var done []clip.Seconds
	got := transcribeFile(t, e, path, Options{Spans: []clip.Span{span}, Progress: func(d clip.Seconds) { done = append(done, d) }})
	checkOrder(t, got)
	for _, w := range got.Words() {
		if w.End < span.Start || w.Start > span.End {
			t.Errorf("word %q at %v", w.Text, w.Start)
		}
	}
	if first := got.Words()[0].Text; first != "in" && first != "In" {
		t.Errorf("the first word is %q", first)
	}
	if len(done) == 0 || done[len(done)-1] > span.Length() || done[len(done)-1] < span.Length()-1 {
		t.Errorf("progress %v of %v", done, span.Length())
	}
	for i := 1; i < len(done); i++ {
		if done[i] < done[i-1] {
			t.Errorf("progress goes back: %v", done)
		}
	}
}
