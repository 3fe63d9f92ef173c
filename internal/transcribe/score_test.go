package transcribe

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"clipd/internal/clip"
)

// Word errors are counted as ../shared/prototypes/speech/wer.py does.

var (
	spelledOut = strings.NewReplacer("’", "'")
	dashes     = regexp.MustCompile(`[-–—]`)
	noWord     = regexp.MustCompile(`[^\pL\pN' ]`)
	numbers    = regexp.MustCompile(`\b(1455|15th|42)\b`)
)

// normal is a text as words without marks and case.
func normal(text string) []string {
	text = spelledOut.Replace(strings.ToLower(text))
	text = numbers.ReplaceAllStringFunc(text, func(n string) string {
		return map[string]string{"1455": "fourteen fifty five", "15th": "fifteenth", "42": "forty two"}[n]
	})
	text = noWord.ReplaceAllString(dashes.ReplaceAllString(text, " "), " ")
	var words []string
	for _, w := range strings.Fields(text) {
		if w = strings.Trim(w, "'"); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// edits aligns two lists by the fewest insertions, deletions and substitutions.
// match[i] is the index in b that a[i] equals, -1 for none.
func edits(a, b []string) (errors int, match []int) {
	cost := make([][]int, len(a)+1)
	for i := range cost {
		cost[i] = make([]int, len(b)+1)
		cost[i][0] = i
	}
	for j := range b {
		cost[0][j+1] = j + 1
	}
	for i := range a {
		for j := range b {
			c := cost[i][j]
			if a[i] != b[j] {
				c++
			}
			cost[i+1][j+1] = min(c, cost[i][j+1]+1, cost[i+1][j]+1)
		}
	}
	match = slices.Repeat([]int{-1}, len(a))
	for i, j := len(a), len(b); i > 0 && j > 0; {
		switch {
		case a[i-1] == b[j-1] && cost[i][j] == cost[i-1][j-1]:
			i, j = i-1, j-1
			match[i] = j
		case cost[i][j] == cost[i-1][j-1]+1:
			i, j = i-1, j-1
		case cost[i][j] == cost[i-1][j]+1:
			i--
		default:
			j--
		}
	}
	return cost[len(a)][len(b)], match
}

// wordErrors is the share of words that are wrong.
func wordErrors(reference string, t clip.Transcript) float64 {
	a, b := normal(reference), normal(text(t))
	n, _ := edits(a, b)
	return float64(n) / float64(len(a))
}

func text(t clip.Transcript) string {
	var parts []string
	for _, s := range t.Sentences {
		parts = append(parts, s.Text)
	}
	return strings.Join(parts, " ")
}

// percentile is the value that the share p of the absolute values lies under.
func percentile(values []float64, p float64) float64 {
	var v []float64
	for _, x := range values {
		v = append(v, math.Abs(x))
	}
	slices.Sort(v)
	return v[min(len(v)-1, int(p*float64(len(v))))]
}
