// Package qmsum reads qmsum-timed: meetings of QMSum (Zhong et al., 2021) joined
// with the times of AMI and ICSI, as sentences, questions with the spans that
// answer them, and what people kept in summaries.
package qmsum

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

// Meeting is one line of a qmsum-timed file; times in s.
type Meeting struct {
	ID       string  `json:"id"`
	Timing   string  `json:"timing"` // "synthetic" where words were not aligned
	Duration float64 `json:"duration"`
	Turns    []Turn  `json:"turns"`
	Sents    []Sent  `json:"sents"`
	Queries  []Query `json:"queries"`
}

// Turn is what somebody says at a stretch.
type Turn struct {
	Index int    `json:"i"`
	Role  string `json:"speaker"` // as "Project Manager" or "Grad E"
}

// Sent is a dialogue act.
type Sent struct {
	Turn    *int    `json:"turn"` // index of one, nil where it is not known
	Start   float64 `json:"start"`
	End     float64 `json:"end"`
	Speaker string  `json:"speaker"`
	Text    string  `json:"text"`
	ASR     string  `json:"asr"` // what a recogniser made of the same seconds
	Imp     bool    `json:"imp"` // people put it in the summary of the meeting
}

// Query is a question about a meeting and where its answer is.
type Query struct {
	Text  string       `json:"q"`
	Spans [][2]float64 `json:"spans"`
}

// Aligned tells whether the meeting has real times and a summary.
func (m Meeting) Aligned() bool { return m.Timing != "synthetic" }

// Leader is the label of the one who leads the meeting, the project manager; ""
// where there is none or several.
func (m Meeting) Leader() string {
	role := map[int]string{}
	for _, t := range m.Turns {
		role[t.Index] = t.Role
	}
	leads, all := map[string]int{}, map[string]int{}
	for _, s := range m.Sents {
		if s.Turn == nil {
			continue
		}
		all[s.Speaker]++
		if role[*s.Turn] == "Project Manager" {
			leads[s.Speaker]++
		}
	}
	leader := ""
	for label, n := range leads {
		if 2*n < all[label] {
			continue
		}
		if leader != "" {
			return ""
		}
		leader = label
	}
	return leader
}

// Read reads a qmsum-timed jsonl.gz.
func Read(path string) (meetings []Meeting, err error) {
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
		var m Meeting
		if err := decoder.Decode(&m); err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		meetings = append(meetings, m)
	}
	return meetings, nil
}

// Said is a sentence given to the selector, and how much of it people kept.
type Said struct {
	clip.Sentence
	Words, Kept float64
}

// Reference is the meeting as people transcribed it, by speaker.
func Reference(m Meeting) []Said {
	return sentences(m, func(s Sent) string { return s.Text })
}

// Recognised is the same with a recogniser's words.
func Recognised(m Meeting) []Said {
	return sentences(m, func(s Sent) string { return s.ASR })
}

func sentences(m Meeting, text func(Sent) string) []Said {
	var out []Said
	for _, s := range m.Sents {
		if strings.TrimSpace(s.Text) == "" {
			continue
		}
		n := float64(len(strings.Fields(s.Text)))
		one := Said{clip.Sentence{Start: clip.Seconds(s.Start), End: clip.Seconds(s.End), Speaker: s.Speaker, Text: text(s)}, n, 0}
		if s.Imp {
			one.Kept = n
		}
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b Said) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// Blind is what a recogniser hears that cannot tell voices apart: the words of
// all speakers in order of time, their times shared out evenly in each act,
// split anew where a sentence ends.
func Blind(m Meeting) []Said {
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
	var out []Said
	var open Said
	for i, w := range words {
		if open.Words == 0 {
			open.Start = w.Start
		}
		open.End = max(open.End, w.End)
		open.Text = strings.TrimSpace(open.Text + " " + w.Text)
		open.Words++
		if w.kept {
			open.Kept++
		}
		if i == len(words)-1 || strings.ContainsAny(w.Text, ".?!") {
			out = append(out, open)
			open = Said{}
		}
	}
	return out
}

// Transcript is what the selector is given.
func Transcript(m Meeting, sentences []Said) clip.Transcript {
	t := clip.Transcript{Duration: clip.Seconds(m.Duration), Language: "en", Model: "qmsum-timed"}
	for _, s := range sentences {
		t.Sentences = append(t.Sentences, s.Sentence)
	}
	return t
}

// KeptShare is what part of the words said in a span people kept. A sentence
// counts where its middle lies.
func KeptShare(s clip.Span, sentences []Said) float64 {
	words, kept := 0.0, 0.0
	for _, x := range sentences {
		if s.Contains((x.Start + x.End) / 2) {
			words += x.Words
			kept += x.Kept
		}
	}
	if words == 0 {
		return 0
	}
	return kept / words
}
