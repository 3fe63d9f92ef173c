package highlight

import (
	"math"
	"strings"
)

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

// findVoices finds whose words are wanted and whose are not: by their place, by
// what they do in the conversation, by how much they say, by the transcript's
// labels, or by a name that is said in the recording.
func (j *judge) findVoices() {
	units := j.rec.units
	voices := voicesOf(units)
	wanted := map[string]bool{}
	note := func(names []string) {
		for _, n := range names {
			wanted[n] = true
		}
	}
	if j.wish.voice.given() {
		names, warning := j.wish.voice.resolve(voices)
		note(names)
		j.warn(warning)
	}
	unwanted := map[string]bool{}
	for _, v := range voices {
		if j.wish.excludes(v.name, j.rec.language) {
			unwanted[v.name] = true
			j.wish.forget(termsOfName(v.name, j.rec.language))
		} else if len(wanted) == 0 && j.wish.names(v.name) {
			note([]string{v.name})
			j.wish.forget(termsOfName(v.name, j.rec.language))
		}
	}
	if len(wanted) == 0 && len(voices) > 0 {
		if label, words := j.wish.called(units); label != "" {
			note([]string{label})
			j.wish.forget(termsOfName(strings.Join(words, " "), j.rec.language))
			j.wish.voice.only = j.wish.voice.only || strings.Contains(j.wish.text, "only "+words[0])
		}
	}
	for _, o := range j.wish.others {
		names, warning := o.resolve(voices)
		j.warn(warning)
		for _, n := range names {
			unwanted[n] = true
		}
	}
	if len(unwanted) > 0 && len(wanted) == 0 {
		for _, v := range voices {
			if !unwanted[v.name] {
				note([]string{v.name})
			}
		}
		j.wish.voice.only = true
	}
	if len(wanted) == 0 {
		return
	}
	for _, v := range voices {
		if wanted[v.name] {
			j.speakers = append(j.speakers, v.name)
		}
	}
	j.spoken, j.asking = make([]float64, len(units)+1), make([]float64, len(units)+1)
	for i, u := range units {
		j.spoken[i+1], j.asking[i+1] = j.spoken[i], j.asking[i]
		if wanted[u.speaker] {
			j.spoken[i+1] += float64(u.words)
			if isQuestion(u) {
				j.asking[i+1]++
			}
		}
	}
}

func (j *judge) warn(warning string) {
	if warning != "" {
		j.warnings = append(j.warnings, warning)
	}
}

// spokenShare is what part of a span's words those say who are wanted.
func (j *judge) spokenShare(c candidate) float64 {
	all := math.Max(1, j.rec.sums.words[c.last+1]-j.rec.sums.words[c.first])
	return (j.spoken[c.last+1] - j.spoken[c.first]) / all
}

func termsOfName(name, language string) map[string]bool {
	set := map[string]bool{}
	for _, t := range terms(tokenize(name), language) {
		set[t] = true
	}
	return set
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
