package transcribe

import (
	"fmt"
	"math"
	"strings"

	"clipd/internal/clip"
)

// doubtfulLogProb is what a window's text must reach when there are other
// reasons to doubt: clear speech in the right language has -0.1 to -0.4, speech
// in another one under -0.7.
const doubtfulLogProb = -0.6

// transcript makes sentences of the pieces, and warnings of what is missing.
func (r *recogniser) transcript() clip.Transcript {
	r.doubt()
	words := r.words()
	t := clip.Transcript{Sentences: sentences(words)}
	if len(words) > 0 {
		t.Language = r.language.code
	}
	if w := r.language.warning(); w != "" {
		t.Warnings = append(t.Warnings, w)
	}
	if w := lostWarning(r.lost); w != "" {
		t.Warnings = append(t.Warnings, w)
	}
	return t
}

// doubt drops the unlikely pieces where the language is a guess, or where most
// of the speech was not understood: then it is another language, or singing.
func (r *recogniser) doubt() {
	var lost, understood clip.Seconds
	for _, s := range r.lost {
		lost += s.Length()
	}
	for _, p := range r.pieces {
		understood += p.speech().Length()
	}
	if r.language.warning() == "" && lost <= understood {
		return
	}
	kept := r.pieces[:0]
	for _, p := range r.pieces {
		if p.logProb >= doubtfulLogProb {
			kept = append(kept, p)
			continue
		}
		r.lost = append(r.lost, p.speech())
	}
	r.pieces = kept
}

// words are those of all pieces, with their final times on the source's time
// line.
func (r *recogniser) words() []clip.Word {
	lead := r.lead.lead(r.w.model.Name)
	var out []clip.Word
	for _, p := range r.pieces {
		snap(p.words, p.quiet, lead, p.length())
		for _, w := range p.words {
			word := clip.Word{Start: p.at(p.start + w.start), End: p.at(p.start + w.end), Text: w.text}
			if !p.region.keeps(word) {
				continue
			}
			if n := len(out); n > 0 && word.Start < out[n-1].End {
				word.Start = out[n-1].End
				word.End = max(word.End, word.Start)
			}
			out = append(out, word)
		}
	}
	return out
}

// lostWarning names the spans that sounded like speech but were not understood.
func lostWarning(lost []clip.Span) string {
	if len(lost) == 0 {
		return ""
	}
	const named = 3
	var total clip.Seconds
	var places []string
	for i, s := range lost {
		total += s.Length()
		if i < named {
			places = append(places, fmt.Sprintf("%v-%v", tenths(s.Start), tenths(s.End)))
		}
	}
	if len(lost) > named {
		places = append(places, fmt.Sprintf("%d more", len(lost)-named))
	}
	return fmt.Sprintf("%v of what sounds like speech was not understood and has no words (%s)", tenths(total), strings.Join(places, ", "))
}

// tenths rounds a time for people.
func tenths(s clip.Seconds) clip.Seconds { return clip.Seconds(math.Round(float64(s)*10) / 10) }
