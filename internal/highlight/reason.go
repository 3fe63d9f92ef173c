package highlight

import (
	"fmt"
	"sort"
	"strings"
)

// reason says in one line why a span was chosen: only what was counted.
func (r *recording) reason(c candidate, j *judge) string {
	var parts []string
	if said := j.saidIn(c); said != "" {
		parts = append(parts, said)
	}
	if len(j.speakers) > 0 {
		parts = append(parts, fmt.Sprintf("%.0f %% of its words are by %s", 100*j.spokenShare(c), strings.Join(j.speakers, ", ")))
	}
	if laughs, applause := r.audience.count(c); laughs+applause > 0 {
		parts = append(parts, reactions(laughs, applause))
	}
	if len(parts) == 0 {
		parts = append(parts, r.standsOut(c))
	}
	return capital(strings.Join(parts, "; "))
}

// saidIn tells which of the words asked for are said, and how often.
func (j *judge) saidIn(c candidate) string {
	var said []string
	if j.phrases != nil && j.phrases[c.last+1] > j.phrases[c.first] {
		said = append(said, "the quoted words")
	}
	if j.retrieval != nil {
		type hit struct {
			words string
			times int
			idf   float64
		}
		var hits []hit
		for t, topic := range j.retrieval.topics {
			if n := int(j.retrieval.said(t, c)); n > 0 {
				words := fmt.Sprintf("%q", topic.word)
				if j.rec.says(c, topic.term) < n {
					words = "words like " + words
				}
				hits = append(hits, hit{words, n, j.retrieval.idf[t]})
			}
		}
		sort.SliceStable(hits, func(a, b int) bool { return hits[a].idf > hits[b].idf })
		for _, h := range hits[:min(3, len(hits))] {
			said = append(said, h.words+" "+times(h.times))
		}
		if len(said) == 0 {
			return "lies where the recording is nearest to what was asked, without saying its words"
		}
	}
	if len(said) == 0 {
		return ""
	}
	return "says " + strings.Join(said, ", ")
}

// says counts how often a span says a search term itself.
func (r *recording) says(c candidate, term string) int {
	n := 0
	for _, u := range r.units[c.first : c.last+1] {
		for _, t := range u.terms {
			if t == term {
				n++
			}
		}
	}
	return n
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func reactions(laughs, applause int) string {
	var heard []string
	if laughs > 0 {
		heard = append(heard, "laughs "+times(laughs))
	}
	if applause > 0 {
		heard = append(heard, "claps "+times(applause))
	}
	return "the audience " + strings.Join(heard, " and ")
}

// standsOut names what of the linear model speaks most for a span.
func (r *recording) standsOut(c candidate) string {
	x := r.sums.of(c, r.length)
	z := r.model.standard(x)
	best, most := -1, 0.02
	for f := range featureCount {
		if part := r.model.weights[f] * z[f]; part > most {
			best, most = f, part
		}
	}
	if best < 0 {
		return "whole sentences of a natural length, about as much said as elsewhere"
	}
	return measured(best, x[best], r.model.mean[best])
}

// measured says how a feature of a span differs from the recording's mean.
func measured(f int, here, mean float64) string {
	more := "more"
	if here < mean {
		more = "less"
	}
	often := func(what string) string {
		return fmt.Sprintf("%s %s often than usual: %.1f %% of the words, against %.1f %% in the recording", what, more, 100*here, 100*mean)
	}
	share := func(what string) string {
		return fmt.Sprintf("%s of it in %s: %.0f %% of the words, against %.0f %% in the recording", more, what, 100*here, 100*mean)
	}
	switch f {
	case meanDuration:
		kind := "longer thoughts"
		if here < mean {
			kind = "shorter sentences"
		}
		return fmt.Sprintf("%s than usual: %.1f s a sentence on average, against %.1f s in the recording", kind, here, mean)
	case position:
		if here < mean {
			return fmt.Sprintf("early in the recording (%.0f %% in), where people tend to say what it is about", 100*here)
		}
		return fmt.Sprintf("late in the recording (%.0f %% in), where talks come to their point", 100*here)
	case wordLetters:
		kind := "longer words"
		if here < mean {
			kind = "shorter words"
		}
		return fmt.Sprintf("%s than usual: %.1f letters on average, against %.1f in the recording", kind, here, mean)
	case longShare:
		return share("full sentences")
	case shortShare:
		return share("short sentences")
	case weShare:
		return often(`says "we"`)
	case youShare:
		return often(`says "you"`)
	case meShare:
		return often(`says "I"`)
	case denialShare:
		return often(`says "not"`)
	}
	if here < mean {
		return fmt.Sprintf("several voices: the chief one says %.0f %% of the words, against %.0f %% elsewhere", 100*here, 100*mean)
	}
	return fmt.Sprintf("one voice: %.0f %% of the words are its own, against %.0f %% elsewhere", 100*here, 100*mean)
}
