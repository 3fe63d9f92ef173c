package caption

import (
	"fmt"
	"math"
	"strings"

	"clipd/internal/clip"
)

// wordJoiner is not drawn and belongs to no escape.
const wordJoiner = "\u2060"

// escapeASS writes text so that libass shows it as it is. Braces have escapes;
// a backslash has none, so a word joiner keeps it from the letter after it.
// Control characters and line ends are gone after cleanText.
func escapeASS(s string) string {
	return strings.NewReplacer(`{`, `\{`, `}`, `\}`, `\`, `\`+wordJoiner).Replace(cleanText(s))
}

// assLines are a cue's lines without words that show nothing, and its words in
// order.
func assLines(c Cue) (lines []Line, words []*Word) {
	for _, l := range c.Lines {
		var kept Line
		for _, w := range l {
			if w.Text = cleanText(w.Text); visible(w.Text) {
				kept = append(kept, w)
			}
		}
		if len(kept) > 0 {
			lines = append(lines, kept)
		}
	}
	for _, l := range lines {
		for k := range l {
			words = append(words, &l[k])
		}
	}
	return lines, words
}

// centiseconds is the resolution of ASS times; a time that is no number or
// before 0 counts as 0.
func centiseconds(s clip.Seconds) int64 {
	if !finite(s) || s < 0 {
		return 0
	}
	return int64(math.Round(min(float64(s), 1e8) * 100))
}

func assTime(cs int64) string {
	return fmt.Sprintf("%d:%02d:%02d.%02d", cs/360000, cs/6000%60, cs/100%60, cs%100)
}

func round1(v float64) float64 { return math.Round(v*10) / 10 }
