package highlight

import "fmt"

// findPhrases marks the units in which a quoted phrase begins.
func (j *judge) findPhrases() {
	units := j.rec.units
	type place struct {
		unit int
		word string
	}
	var said []place
	for i, u := range units {
		for _, t := range u.tokens {
			said = append(said, place{i, t.lower})
		}
	}
	total := make([]float64, len(units)+1)
	found := false
	for _, phrase := range j.wish.phrases {
		for i := 0; i+len(phrase) <= len(said); i++ {
			k := 0
			for k < len(phrase) && said[i+k].word == phrase[k] {
				k++
			}
			if k == len(phrase) {
				total[said[i].unit+1]++
				found = true
			}
		}
	}
	if !found {
		return
	}
	for i := range units {
		total[i+1] += total[i]
	}
	j.phrases = total
}

// findSpeaker finds whose words are wanted: the n-th voice to speak, or the
// first whose name stands in the instruction.
func (j *judge) findSpeaker() {
	var names []string
	seen := map[string]bool{}
	for _, u := range j.rec.units {
		if u.speaker != "" && !seen[u.speaker] {
			seen[u.speaker] = true
			names = append(names, u.speaker)
		}
	}
	n := j.wish.speaker
	switch {
	case n < 0 && len(names) > 0:
		j.speaker = names[len(names)-1]
	case n > 0 && n <= len(names):
		j.speaker = names[n-1]
	case n != 0:
		j.warnings = append(j.warnings, fmt.Sprintf("the transcript names %s: which one was asked for is not known", plural(len(names), "speaker")))
		return
	default:
		for _, name := range names {
			if j.speaker == "" && j.wish.names(name) {
				j.speaker = name
			}
		}
		if j.speaker == "" {
			return
		}
	}
	j.spoken = make([]float64, len(j.rec.units)+1)
	for i, u := range j.rec.units {
		j.spoken[i+1] = j.spoken[i]
		if u.speaker == j.speaker {
			j.spoken[i+1] += float64(u.words)
		}
	}
}

// occurrences is the running total of the units that say all of the terms.
func (r *recording) occurrences(group []string) []float64 {
	total := make([]float64, len(r.units)+1)
	for i, u := range r.units {
		total[i+1] = total[i]
		said := map[string]bool{}
		for _, t := range u.terms {
			said[t] = true
		}
		all := true
		for _, t := range group {
			all = all && said[t]
		}
		if all {
			total[i+1]++
		}
	}
	return total
}
