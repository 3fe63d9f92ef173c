package main

import (
	"clipd/internal/clip"
	"clipd/internal/highlight"
)

// clipLength is the length of the clips that are measured, s, and clipCount
// how many are asked for.
const (
	clipLength = 45
	clipCount  = 5
)

func settings(instruction string) clip.Settings {
	s := clip.DefaultSettings()
	s.MaxClips, s.Length, s.Instruction = clipCount, clipLength, instruction
	return s
}

// found is how well clips answer instructions, means over the queries.
type found struct {
	queries          int
	hit1, hit3, gold float64 // shares; gold: of the first three clips' time
	mrr              float64 // mean reciprocal rank of the first clip that hits
	auc              float64 // of the score as a confidence that a clip hits
}

// withInstruction asks each meeting its queries. A clip hits when at least
// half of it lies inside a gold span.
func withInstruction(meetings []meeting, read func(meeting) []said) found {
	var f found
	var all []judged
	for _, m := range meetings {
		t := transcript(m, read(m))
		for _, q := range m.Queries {
			if len(q.Spans) == 0 {
				continue
			}
			f.queries++
			first := 0
			chosen := highlight.Select(highlight.Request{Transcript: t, Settings: settings(q.Text)}).Moments
			for i, c := range chosen {
				share := inGold(c.Span(), q.Spans)
				if share >= 0.5 && first == 0 {
					first = i + 1
				}
				if i < 3 {
					f.gold += share / float64(min(3, len(chosen)))
				}
				all = append(all, judged{c.Score, share >= 0.5})
			}
			if first == 1 {
				f.hit1++
			}
			if first >= 1 && first <= 3 {
				f.hit3++
			}
			if first > 0 {
				f.mrr += 1 / float64(first)
			}
		}
	}
	n := float64(max(1, f.queries))
	f.hit1, f.hit3, f.gold, f.mrr, f.auc = f.hit1/n, f.hit3/n, f.gold/n, f.mrr/n, auc(all)
	return f
}

// kept is how well clips catch what people kept, means over the meetings.
type kept struct {
	meetings    int
	lift        float64 // share of kept words in the clips over that of the meeting
	correlation float64 // of the score with that share, over the meeting's spans
	auc         float64 // of the score as a confidence that a clip has 1.5 times the meeting's share
}

// withoutInstruction lets each meeting with a human summary choose freely.
func withoutInstruction(meetings []meeting, read func(meeting) []said) kept {
	var k kept
	var all []judged
	for _, m := range meetings {
		if !m.aligned() {
			continue
		}
		sentences := read(m)
		average := keptShare(clip.Span{End: clip.Seconds(m.Duration) + 1}, sentences)
		if average == 0 {
			continue
		}
		req := highlight.Request{Transcript: transcript(m, sentences), Settings: settings("")}
		k.meetings++
		chosen := highlight.Select(req).Moments
		for _, c := range chosen {
			share := keptShare(c.Span(), sentences) / average
			k.lift += share / float64(len(chosen))
			all = append(all, judged{c.Score, share >= 1.5})
		}
		var scores, shares []float64
		for _, r := range highlight.Rank(req) {
			scores = append(scores, r.Score)
			shares = append(shares, keptShare(r.Span, sentences))
		}
		k.correlation += spearman(scores, shares)
	}
	n := float64(max(1, k.meetings))
	k.lift, k.correlation, k.auc = k.lift/n, k.correlation/n, auc(all)
	return k
}

// onlyAligned leaves out the meetings whose times are made up.
func onlyAligned(meetings []meeting) []meeting {
	var out []meeting
	for _, m := range meetings {
		if m.aligned() {
			out = append(out, m)
		}
	}
	return out
}
