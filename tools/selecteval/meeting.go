package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"clipd/internal/clip"
)

// meeting is one line of a qmsum-timed file; times in s.
type meeting struct {
	ID       string  `json:"id"`
	Timing   string  `json:"timing"` // "synthetic" where words were not aligned
	Duration float64 `json:"duration"`
	Sents    []sent  `json:"sents"`
	Queries  []query `json:"queries"`
}

// sent is a dialogue act.
type sent struct {
	Start   float64 `json:"start"`
	End     float64 `json:"end"`
	Speaker string  `json:"speaker"`
	Text    string  `json:"text"`
	ASR     string  `json:"asr"` // what a recogniser made of the same seconds
	Imp     bool    `json:"imp"` // people put it in the summary of the meeting
}

// query is a question about a meeting and where its answer is.
type query struct {
	Text  string       `json:"q"`
	Spans [][2]float64 `json:"spans"`
}

// aligned tells whether the meeting has real times and a summary.
func (m meeting) aligned() bool { return m.Timing != "synthetic" }

// readMeetings reads a qmsum-timed jsonl.gz.
func readMeetings(path string) (meetings []meeting, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("unzipping %s: %w", path, err)
	}
	lines := bufio.NewReaderSize(unzipped, 1<<20)
	for decoder := json.NewDecoder(lines); decoder.More(); {
		var m meeting
		if err := decoder.Decode(&m); err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		meetings = append(meetings, m)
	}
	return meetings, nil
}

// said is a sentence given to the selector, and how much of it people kept.
type said struct {
	clip.Sentence
	words, kept float64
}

// reference is the meeting as people transcribed it, by speaker.
func reference(m meeting) []said {
	return sentences(m, func(s sent) string { return s.Text })
}

// recognised is the same with a recogniser's words.
func recognised(m meeting) []said {
	return sentences(m, func(s sent) string { return s.ASR })
}

func sentences(m meeting, text func(sent) string) []said {
	var out []said
	for _, s := range m.Sents {
		if strings.TrimSpace(s.Text) == "" {
			continue
		}
		n := float64(len(strings.Fields(s.Text)))
		one := said{clip.Sentence{Start: clip.Seconds(s.Start), End: clip.Seconds(s.End), Speaker: s.Speaker, Text: text(s)}, n, 0}
		if s.Imp {
			one.kept = n
		}
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b said) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// blind is what a recogniser hears that cannot tell voices apart: the words of
// all speakers in order of time, their times shared out evenly in each act,
// split anew where a sentence ends.
func blind(m meeting) []said {
	type word struct {
		clip.Word
		kept bool
	}
	var words []word
	for _, s := range m.Sents {
		fields := strings.Fields(s.Text)
		share := clip.Seconds((s.End - s.Start) / float64(len(fields)))
		for i, f := range fields {
			start := clip.Seconds(s.Start) + share*clip.Seconds(i)
			words = append(words, word{clip.Word{Start: start, End: start + share, Text: f}, s.Imp})
		}
	}
	slices.SortStableFunc(words, func(a, b word) int { return cmp.Compare(a.Start, b.Start) })
	var out []said
	var open said
	for i, w := range words {
		if open.words == 0 {
			open.Start = w.Start
		}
		open.End = max(open.End, w.End)
		open.Text = strings.TrimSpace(open.Text + " " + w.Text)
		open.words++
		if w.kept {
			open.kept++
		}
		if i == len(words)-1 || strings.ContainsAny(w.Text, ".?!") {
			out = append(out, open)
			open = said{}
		}
	}
	return out
}

func transcript(m meeting, sentences []said) clip.Transcript {
	t := clip.Transcript{Duration: clip.Seconds(m.Duration), Language: "en", Model: "qmsum-timed"}
	for _, s := range sentences {
		t.Sentences = append(t.Sentences, s.Sentence)
	}
	return t
}
