package main

import "clipd/internal/clip"

// result is how many sentences have the right speaker: of the truth, which count
// what the recogniser missed or joined too, and of the transcript.
type result struct {
	right, sentences  int
	rightHeard, heard int
	found, voices     int
}

// compare gives each sentence of the truth the speaker who says most of it in
// the transcript, and the speakers the voices that make the most sentences
// right.
func compare(t truth, got clip.Transcript) result {
	r := result{sentences: len(t.Sents), voices: t.voices()}
	voices, speakers := map[string]int{}, map[string]int{}
	for _, s := range got.Sentences {
		number(speakers, s.Speaker)
	}
	r.found = len(speakers)
	var pairs [][2]int // voice, speaker of each sentence
	for _, s := range t.Sents {
		v := number(voices, s.Speaker)
		if who, ok := saidBy(s, got); ok {
			pairs = append(pairs, [2]int{v, speakers[who]})
		}
	}
	r.right = bestMatch(pairs, len(voices), len(speakers))
	pairs = nil
	for _, g := range got.Sentences {
		if voice, ok := spokenBy(g, t); ok {
			pairs = append(pairs, [2]int{voices[voice], speakers[g.Speaker]})
		}
	}
	r.rightHeard, r.heard = bestMatch(pairs, len(voices), len(speakers)), len(pairs)
	return r
}

// bestMatch is how many pairs of a voice and a speaker are right at most when
// each voice is one speaker.
func bestMatch(pairs [][2]int, voices, speakers int) int {
	count := make([][]int, voices)
	for i := range count {
		count[i] = make([]int, speakers)
	}
	for _, p := range pairs {
		count[p[0]][p[1]]++
	}
	return assign(count, 0, make([]bool, speakers))
}

func number(of map[string]int, name string) int {
	if _, known := of[name]; !known {
		of[name] = len(of)
	}
	return of[name]
}

// assign is the most that can be right when every voice from i on gets another
// speaker or none.
func assign(count [][]int, i int, taken []bool) int {
	if i == len(count) {
		return 0
	}
	best := assign(count, i+1, taken)
	for j, n := range count[i] {
		if !taken[j] {
			taken[j] = true
			best = max(best, n+assign(count, i+1, taken))
			taken[j] = false
		}
	}
	return best
}

// saidBy is who says most of a sentence; where nobody does, who is nearest.
func saidBy(s sentence, got clip.Transcript) (string, bool) {
	said := map[string]float64{}
	near, distance := "", -1.0
	for _, g := range got.Sentences {
		overlap := min(float64(g.End), s.End) - max(float64(g.Start), s.Start)
		if len(g.Words) > 0 && overlap > 0 {
			overlap = 0
			for _, w := range g.Words {
				overlap += max(0, min(float64(w.End), s.End)-max(float64(w.Start), s.Start))
			}
		}
		if overlap > 0 {
			said[g.Speaker] += overlap
		}
		if distance < 0 || -overlap < distance {
			near, distance = g.Speaker, max(0, -overlap)
		}
	}
	best := near
	for who, n := range said {
		if n > said[best] || n == said[best] && who < best {
			best = who
		}
	}
	return best, distance >= 0
}

// spokenBy is the voice that says most of a transcript's sentence, if one does.
func spokenBy(g clip.Sentence, t truth) (voice string, ok bool) {
	words := g.Words
	if len(words) == 0 {
		words = []clip.Word{{Start: g.Start, End: g.End}}
	}
	said := map[string]float64{}
	for _, s := range t.Sents {
		for _, w := range words {
			if both := min(float64(w.End), s.End) - max(float64(w.Start), s.Start); both > 0 {
				said[s.Speaker] += both
			}
		}
	}
	for who, n := range said {
		if n > said[voice] || n == said[voice] && who < voice {
			voice = who
		}
	}
	return voice, len(said) > 0
}
