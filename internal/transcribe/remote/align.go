package remote

import (
	"slices"
	"unicode"

	"clipd/internal/clip"
)

// sounded is one letter or digit of the timed texts.
type sounded struct {
	r        rune
	span     clip.Span
	timed    bool
	invented bool
}

// letters are a text's letters and digits in lower case: what the punctuated
// text and the timed words have in common.
func letters(text string) []rune {
	var out []rune
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			out = append(out, unicode.ToLower(r))
		}
	}
	return out
}

// spell gives each letter of the pieces its share of the time in which the piece
// is heard.
func spell(pieces []piece) []sounded {
	var out []sounded
	for _, e := range pieces {
		total := clip.Seconds(0)
		for _, s := range e.heard {
			total += s.Length()
		}
		text := letters(e.text)
		share := total / clip.Seconds(max(1, len(text)))
		for i, r := range text {
			s := sounded{r: r, timed: len(e.heard) > 0, invented: e.invented}
			if s.timed {
				s.span.Start = inside(e.heard, clip.Seconds(i)*share, false)
				s.span.End = max(s.span.Start, inside(e.heard, clip.Seconds(i+1)*share, true))
			}
			out = append(out, s)
		}
	}
	return out
}

// inside is the time at which so much of the spans has passed. Between two of
// them that is the end of the first or the start of the second.
func inside(spans []clip.Span, passed clip.Seconds, end bool) clip.Seconds {
	for _, s := range spans {
		if passed < s.Length() || end && passed <= s.Length() {
			return s.Start + passed
		}
		passed -= s.Length()
	}
	return spans[len(spans)-1].End
}

// How two texts are brought together again after a difference.
const (
	alignReach = 64 // letters skipped on either side, at most
	alignRun   = 4  // letters that must agree
)

// align finds, for each letter of a, the one of b that it is; -1 for none. It
// goes through both from the beginning and skips the least that makes them agree
// again, since they differ only in spots (numbers, a word left out).
func align(a, b []rune) []int {
	out := make([]int, len(a))
	for i := range out {
		out[i] = -1
	}
	for i, j := 0, 0; i < len(a) && j < len(b); i, j = i+1, j+1 {
		if a[i] != b[j] {
			skipA, skipB := resume(a[i:], b[j:])
			i, j = i+skipA, j+skipB
			if i >= len(a) || j >= len(b) || a[i] != b[j] {
				continue
			}
		}
		out[i] = j
	}
	return out
}

// resume is how much to skip of each until they agree; nothing where they do not
// within reach.
func resume(a, b []rune) (skipA, skipB int) {
	for skip := 1; skip <= 2*alignReach; skip++ {
		for skipA := max(0, skip-alignReach); skipA <= min(skip, alignReach); skipA++ {
			if skipB := skip - skipA; skipA < len(a) && skipB < len(b) && agree(a[skipA:], b[skipB:]) {
				return skipA, skipB
			}
		}
	}
	return 0, 0
}

// agree tells whether both go on alike, or end alike.
func agree(a, b []rune) bool {
	if len(a) < alignRun || len(b) < alignRun {
		return slices.Equal(a, b)
	}
	return slices.Equal(a[:alignRun], b[:alignRun])
}
