package highlight

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"clipd/internal/clip"
)

// unit is what moments are made of: a sentence, or a part of one that is
// longer than a whole clip may be.
type unit struct {
	start, end float64 // s
	sentence   int     // index into the transcript's sentences
	speaker    string
	text       string
	tokens     []token
	terms      []string
	opens      bool // the sentence begins here
	closes     bool // the sentence ends here
	words      int  // by the model's count, see countWords
	letters    int
}

// pieceLength is how long the parts of an overlong sentence may be, s.
const pieceLength = 12

// unitsOf lays out what is said in order of time. Sentences that are empty or
// have no sensible times are left out; those longer than longest are split at
// pauses, and how many were is returned. The second result is in order too.
func unitsOf(t clip.Transcript, longest float64) (units []unit, split int) {
	for i, s := range t.Sentences {
		start, end := float64(s.Start), float64(s.End)
		if !(start >= 0) || !(end > start) || math.IsInf(end, 0) || len(strings.TrimSpace(s.Text)) == 0 {
			continue
		}
		if end-start <= longest {
			units = append(units, unit{start: start, end: end, sentence: i, speaker: s.Speaker, text: s.Text, opens: true, closes: true})
			continue
		}
		split++
		pieces := splitAtPauses(timedWords(s))
		for k, p := range pieces {
			units = append(units, unit{
				start: float64(p[0].Start), end: float64(p[len(p)-1].End), sentence: i, speaker: s.Speaker,
				text: clip.JoinWords(p), opens: k == 0, closes: k == len(pieces)-1,
			})
		}
	}
	slices.SortStableFunc(units, func(a, b unit) int { return cmp.Compare(a.start, b.start) })
	for i := range units {
		u := &units[i]
		u.tokens = tokenize(u.text)
		u.terms = terms(u.tokens, t.Language)
		u.words, u.letters = countWords(u.text)
	}
	return units, split
}

// timedWords returns the words of a sentence with times that rise and lie
// inside it; without them the text's words share its time by their letters.
func timedWords(s clip.Sentence) []clip.Word {
	if ordered(s.Words, s.Start, s.End) {
		return s.Words
	}
	fields := strings.Fields(s.Text)
	total := 0
	for _, f := range fields {
		total += len(f) + 1
	}
	words := make([]clip.Word, len(fields))
	at := 0
	for i, f := range fields {
		from := s.Start + (s.End-s.Start)*clip.Seconds(at)/clip.Seconds(total)
		at += len(f) + 1
		to := s.Start + (s.End-s.Start)*clip.Seconds(at)/clip.Seconds(total)
		words[i] = clip.Word{Start: from, End: to, Text: f}
	}
	return words
}

func ordered(words []clip.Word, start, end clip.Seconds) bool {
	at := start
	for _, w := range words {
		if !(w.Start >= at) || !(w.End >= w.Start) || !(w.End <= end) {
			return false
		}
		at = w.Start
	}
	return len(words) > 0
}

// splitAtPauses halves words at their longest pause around the middle until no
// part is longer than pieceLength. A comma counts as a short pause. Only the
// middle three fifths of the time are looked at, which bounds the depth.
func splitAtPauses(words []clip.Word) [][]clip.Word {
	if len(words) < 2 || words[len(words)-1].End-words[0].Start <= pieceLength {
		return [][]clip.Word{words}
	}
	start, length := words[0].Start, words[len(words)-1].End-words[0].Start
	best, at := math.Inf(-1), 1
	for i := 1; i < len(words); i++ {
		pause := float64(words[i].Start - words[i-1].End)
		if strings.ContainsAny(words[i-1].Text, ",;:.!?，、。") {
			pause += 0.3
		}
		off := math.Abs(float64((words[i].Start-start)/length) - 0.5)
		if off > 0.3 {
			pause = -1e3 * off
		}
		if v := pause - off; v > best {
			best, at = v, i
		}
	}
	return append(splitAtPauses(words[:at]), splitAtPauses(words[at:])...)
}

// countWords counts the runs of letters, digits and apostrophes, and the
// letters in them: the count that the linear model was fitted with. Scripts
// without spaces count each letter as a word.
func countWords(text string) (words, letters int) {
	in := false
	for _, r := range text {
		if r == '’' {
			r = '\''
		}
		if !wordRune(r) && r != '\'' {
			in = false
			continue
		}
		letters++
		if !in || clip.Unspaced(r) {
			words++
		}
		in = true
	}
	return words, letters
}
