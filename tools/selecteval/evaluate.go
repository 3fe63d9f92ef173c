package main

import (
	"clipd/internal/clip"
	"clipd/internal/highlight"
	"clipd/tools/qmsum"
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

// hits are how well clips answer instructions, one entry a query.
type hits struct {
	first, three, gold, rank []float64
}

// add judges the clips chosen for a query. A clip hits when at least half of it
// lies inside a gold span; gold is the share of the first three clips' time that
// does; rank is the reciprocal of the first hit's place.
func (h *hits) add(clips []clip.Span, gold [][2]float64) {
	hit, share := 0, 0.0
	for i, c := range clips {
		in := inGold(c, gold)
		if in >= hitShare && hit == 0 {
			hit = i + 1
		}
		if i < 3 {
			share += in / float64(min(3, len(clips)))
		}
	}
	var first, three, rank float64
	if hit == 1 {
		first = 1
	}
	if hit >= 1 && hit <= 3 {
		three = 1
	}
	if hit > 0 {
		rank = 1 / float64(hit)
	}
	h.first, h.three = append(h.first, first), append(h.three, three)
	h.gold, h.rank = append(h.gold, share), append(h.rank, rank)
}

// hitShare is how much of a clip must lie inside a gold span for a hit.
const hitShare = 0.5

// found is how well clips answer instructions.
type found struct {
	chosen hits
	plain  hits
	auc    float64 // of the score as a confidence that a clip hits
}

// withInstruction asks each meeting its queries, and plain BM25 beside.
func withInstruction(meetings []qmsum.Meeting, read func(qmsum.Meeting) []qmsum.Said) found {
	var f found
	var all []judged
	for _, m := range meetings {
		t := qmsum.Transcript(m, read(m))
		bm25 := plainOf(t, settings(""))
		for _, q := range m.Queries {
			if len(q.Spans) == 0 {
				continue
			}
			var spans []clip.Span
			for _, c := range highlight.Select(highlight.Request{Transcript: t, Settings: settings(q.Text)}).Moments {
				spans = append(spans, c.Span())
				all = append(all, judged{c.Score, inGold(c.Span(), q.Spans) >= hitShare})
			}
			f.chosen.add(spans, q.Spans)
			f.plain.add(bm25.choose(q.Text, clipCount), q.Spans)
		}
	}
	f.auc = auc(all)
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
func withoutInstruction(meetings []qmsum.Meeting, read func(qmsum.Meeting) []qmsum.Said) kept {
	var k kept
	var all []judged
	for _, m := range meetings {
		if !m.Aligned() {
			continue
		}
		sentences := read(m)
		average := qmsum.KeptShare(clip.Span{End: clip.Seconds(m.Duration) + 1}, sentences)
		if average == 0 {
			continue
		}
		req := highlight.Request{Transcript: qmsum.Transcript(m, sentences), Settings: settings("")}
		k.meetings++
		chosen := highlight.Select(req).Moments
		for _, c := range chosen {
			share := qmsum.KeptShare(c.Span(), sentences) / average
			k.lift += share / float64(len(chosen))
			all = append(all, judged{c.Score, share >= 1.5})
		}
		var scores, shares []float64
		for _, r := range highlight.Rank(req) {
			scores = append(scores, r.Score)
			shares = append(shares, qmsum.KeptShare(r.Span, sentences))
		}
		k.correlation += spearman(scores, shares)
	}
	n := float64(max(1, k.meetings))
	k.lift, k.correlation, k.auc = k.lift/n, k.correlation/n, auc(all)
	return k
}

// onlyAligned leaves out the meetings whose times are made up.
func onlyAligned(meetings []qmsum.Meeting) []qmsum.Meeting {
	var out []qmsum.Meeting
	for _, m := range meetings {
		if m.Aligned() {
			out = append(out, m)
		}
	}
	return out
}
