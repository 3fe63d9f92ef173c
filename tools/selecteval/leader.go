package main

import (
	"strings"

	"clipd/internal/clip"
	"clipd/internal/highlight"
	"clipd/tools/qmsum"
)

// onlyTheHost counts the meetings with a project manager, and those of them in
// which "only the host" gives a moment whose words are mostly theirs.
func onlyTheHost(meetings []qmsum.Meeting) (found, all int) {
	s := settings("only the host")
	s.MaxClips = 1
	for _, m := range meetings {
		leader := m.Leader()
		if leader == "" {
			continue
		}
		all++
		t := qmsum.Transcript(m, qmsum.Reference(m))
		for _, moment := range highlight.Select(highlight.Request{Transcript: t, Settings: s}).Moments {
			if wordsBy(leader, t, moment) > 0.5 {
				found++
			}
		}
	}
	return found, all
}

// wordsBy is the share of a moment's words that somebody says.
func wordsBy(who string, t clip.Transcript, m clip.Moment) float64 {
	theirs, all := 0, 0
	for _, s := range t.Sentences[m.FirstSentence : m.LastSentence+1] {
		n := len(strings.Fields(s.Text))
		all += n
		if s.Speaker == who {
			theirs += n
		}
	}
	return float64(theirs) / float64(max(1, all))
}
