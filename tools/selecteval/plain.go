package main

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"clipd/internal/clip"
)

// plain is what is measured against: BM25 (k1 .9, b .4) of one window of about
// the clip's length from each sentence, the best first, without overlap.
type plain struct {
	windows []window
	counts  []map[string]float64
	mean    float64 // words of a window
	df      map[string]float64
}

type window struct {
	clip.Span
	score float64
}

var (
	plainWord = regexp.MustCompile(`[a-z0-9']+`)
	// plainStop are function words, and the words of those who ask.
	plainStop = strings.Fields(`a about above after again all also am an and any are as at be because been before being both but by can could did do
does doing down during each few for from further get go going had has have having he her here hers him his how i if in into is it its just let me more
most my no nor not now of off on once only or other our out over own s same she should so some such t than that the their them then there these they
this those through to too under until up us very was we were what when where which while who whom why will with would you your yeah um uh okay ok well
right like know think mean re ve ll d m summarize summary discussion discussions discuss discussed discusses talk talked say said team group meeting
opinion opinions thought thoughts think mention mentioned explain explained describe described introduce according people`)
)

func plainTerms(text string) []string {
	var out []string
	for _, w := range plainWord.FindAllString(strings.ToLower(text), -1) {
		if w = strings.Trim(w, "'"); len(w) > 1 && !slices.Contains(plainStop, w) {
			if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
				w = w[:len(w)-1]
			}
			out = append(out, w)
		}
	}
	return out
}

func plainOf(t clip.Transcript, s clip.Settings) *plain {
	p := &plain{df: map[string]float64{}}
	words := make([][]string, len(t.Sentences))
	for i, x := range t.Sentences {
		words[i] = plainTerms(x.Text)
	}
	for i := range t.Sentences {
		start, end, best := t.Sentences[i].Start, clip.Seconds(0), clip.Span{}
		last := -1
		for j := i; j < len(t.Sentences) && t.Sentences[j].Start-start < s.MaxLength; j++ {
			end = max(end, t.Sentences[j].End)
			if l := end - start; l >= s.MinLength && l <= s.MaxLength && (last < 0 || math.Abs(float64(l-s.Length)) < math.Abs(float64(best.Length()-s.Length))) {
				best, last = clip.Span{Start: start, End: end}, j
			}
		}
		if last < 0 {
			continue
		}
		counts := map[string]float64{}
		for _, list := range words[i : last+1] {
			for _, w := range list {
				counts[w]++
				p.mean++
			}
		}
		for w := range counts {
			p.df[w]++
		}
		p.windows, p.counts = append(p.windows, window{Span: best}), append(p.counts, counts)
	}
	p.mean /= max(1, float64(len(p.windows)))
	return p
}

// choose returns the windows for an instruction, the best first.
func (p *plain) choose(instruction string, most int) []clip.Span {
	asked := plainTerms(instruction)
	n := float64(len(p.windows))
	ranked := slices.Clone(p.windows)
	for i := range ranked {
		length := 0.0
		for _, v := range p.counts[i] {
			length += v
		}
		for _, t := range asked {
			if tf := p.counts[i][t]; tf > 0 {
				idf := math.Log(1 + (n-p.df[t]+0.5)/(p.df[t]+0.5))
				ranked[i].score += idf * tf * 1.9 / (tf + 0.9*(0.6+0.4*length/max(1, p.mean)))
			}
		}
	}
	slices.SortStableFunc(ranked, func(a, b window) int { return cmp.Compare(b.score, a.score) })
	var taken []clip.Span
	for _, w := range ranked {
		if len(taken) == most {
			break
		}
		if !slices.ContainsFunc(taken, w.Overlaps) {
			taken = append(taken, w.Span)
		}
	}
	return taken
}
