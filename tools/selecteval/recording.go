package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"

	"clipd/internal/clip"
	"clipd/internal/highlight"
)

// truth is what is known of a recording that was made from a meeting (see the
// MANIFEST of shared/media/long).
type truth struct {
	Words []struct {
		Start float64 `json:"start"`
		End   float64 `json:"end"`
	} `json:"words"`
	Sents []struct {
		Start float64 `json:"start"`
		End   float64 `json:"end"`
		Words [2]int  `json:"words"`
		Kept  float64 `json:"imp"`
	} `json:"sents"`
	Queries []struct {
		Text  string       `json:"q"`
		Spans [][2]float64 `json:"spans"`
	} `json:"queries"`
}

// How far an edge may lie from one of the truth, and a cut inside a word from its
// ends, s.
const edgeTolerance, wordTolerance = 0.35, 0.08

// reportRecording measures moments of a transcript that clipd made, against the
// truth of its recording.
func reportRecording(w io.Writer, transcript, truthFile string) error {
	f, err := os.Open(transcript)
	if err != nil {
		return err
	}
	defer f.Close()
	t, err := highlight.ReadTranscript(f)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(truthFile)
	if err != nil {
		return err
	}
	var known truth
	if err := json.Unmarshal(text, &known); err != nil {
		return fmt.Errorf("reading %s: %w", truthFile, err)
	}
	edges, off, cut := 0, 0, 0
	check := func(moments []clip.Moment) {
		for _, m := range moments {
			edges += 2
			early, late := known.edges(m.Span())
			if early > edgeTolerance {
				off++
			}
			if late > edgeTolerance {
				off++
			}
			cut += known.cuts(float64(m.Start)) + known.cuts(float64(m.End))
		}
	}
	free := highlight.Select(highlight.Request{Transcript: t, Settings: settings("")}).Moments
	check(free)
	lift := 0.0
	for _, m := range free {
		lift += known.kept(m.Span()) / known.kept(clip.Span{End: t.Duration}) / float64(len(free))
	}
	var h hits
	for _, q := range known.Queries {
		if len(q.Spans) == 0 {
			continue
		}
		moments := highlight.Select(highlight.Request{Transcript: t, Settings: settings(q.Text)}).Moments
		check(moments)
		var spans []clip.Span
		for _, m := range moments {
			spans = append(spans, m.Span())
		}
		h.add(spans, q.Spans)
	}
	fmt.Fprintf(w, "edges of the truth's sentences: %d of %d (within %v s); inside a word: %d\n", edges-off, edges, edgeTolerance, cut)
	fmt.Fprintf(w, "lift %.2f; Hit@1, Hit@3, gold, MRR of its %d questions:%s\n", lift, len(h.first), h)
	return nil
}

// edges is how far a span's start is from the nearest start of a sentence, and
// its end from the nearest end, s.
func (t truth) edges(s clip.Span) (start, end float64) {
	start, end = math.Inf(1), math.Inf(1)
	for _, x := range t.Sents {
		start = math.Min(start, math.Abs(x.Start-float64(s.Start)))
		end = math.Min(end, math.Abs(x.End-float64(s.End)))
	}
	return start, end
}

// cuts counts the words that a time lies inside.
func (t truth) cuts(at float64) int {
	n := 0
	for _, w := range t.Words {
		if w.Start+wordTolerance < at && at < w.End-wordTolerance {
			n++
		}
	}
	return n
}

// kept is what part of a span's words people kept in the summary.
func (t truth) kept(s clip.Span) float64 {
	words, kept := 0.0, 0.0
	for _, x := range t.Sents {
		if s.Contains(clip.Seconds(x.Start+x.End) / 2) {
			n := float64(x.Words[1] - x.Words[0])
			words, kept = words+n, kept+n*x.Kept
		}
	}
	return kept / math.Max(1, words)
}
