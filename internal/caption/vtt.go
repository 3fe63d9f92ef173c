package caption

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	"clipd/internal/clip"
)

// WebVTT writes cues as a W3C WebVTT file. Text is escaped, so nothing that was
// said can be taken for markup, an arrow or a block of its own; nor for an ASS
// override by players that turn subtitles into ASS, as those built on FFmpeg do:
// an invisible word joiner follows each backslash. Cues without time or text are
// left out, and so are those that start before the one before has ended. Who
// says a cue stands before it as its voice.
func WebVTT(cues []Cue) []byte {
	var b bytes.Buffer
	b.WriteString("WEBVTT\n")
	end := int64(0)
	for _, c := range cues {
		from, to := milliseconds(c.Start), milliseconds(c.End)
		text := vttText(c)
		if text == "" || from < end || to <= from {
			continue
		}
		fmt.Fprintf(&b, "\n%s --> %s\n%s%s\n", vttTime(from), vttTime(to), vttVoice(c.Speaker), text)
		end = to
	}
	return b.Bytes()
}

// vttText is the cue's text, without empty lines, which would end the cue.
func vttText(c Cue) string {
	var lines []string
	for _, l := range c.Lines {
		if text := cleanText(l.String()); visible(text) {
			lines = append(lines, vttEscape(text))
		}
	}
	return strings.Join(lines, "\n")
}

// vttVoice is the tag that says who speaks.
func vttVoice(speaker string) string {
	name := strings.Join(strings.Fields(cleanText(speaker)), " ")
	if !visible(name) {
		return ""
	}
	return "<v " + vttEscape(name) + ">"
}

func vttEscape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `\`, `\`+wordJoiner).Replace(text)
}

// milliseconds is the resolution of WebVTT times; a time that is no number or
// before 0 counts as 0.
func milliseconds(s clip.Seconds) int64 {
	if !finite(s) || s < 0 {
		return 0
	}
	return int64(math.Round(min(float64(s), 1e8) * 1000))
}

func vttTime(ms int64) string {
	return fmt.Sprintf("%02d:%02d:%02d.%03d", ms/3_600_000, ms/60_000%60, ms/1000%60, ms%1000)
}
