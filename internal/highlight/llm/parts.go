package llm

import (
	"fmt"
	"strings"
	"unicode"

	"clipd/internal/clip"
)

// part is a run of sentences that is read in one request: [from, to).
type part struct{ from, to int }

// lineMost is how much of a sentence is shown, bytes; few are longer.
const lineMost = 600

// partsOf cuts a transcript into parts that overlap. Each begins with a new
// sentence, however long the overlap is.
func partsOf(sentences []clip.Sentence, l limits) []part {
	var parts []part
	for from := 0; from < len(sentences); {
		to, letters := from, 0
		for to < len(sentences) && (to == from || sentences[to].End-sentences[from].Start <= l.part && letters <= l.letters) {
			letters += min(len(sentences[to].Text), lineMost) + len("[1000] 1:00:00 ")
			to++
		}
		parts = append(parts, part{from, to})
		if to == len(sentences) {
			break
		}
		next := to
		for next > from+1 && sentences[to].Start-sentences[next-1].Start <= l.overlap && next-1 > from+(to-from)/2 {
			next--
		}
		from = next
	}
	return parts
}

// numbered writes the sentences of a part as the model reads them, one a line,
// counted from 1 over the whole recording.
func (p part) numbered(sentences []clip.Sentence) string {
	var b strings.Builder
	for i := p.from; i < p.to; i++ {
		s := sentences[i]
		fmt.Fprintf(&b, "[%d] %v ", i+1, clip.Seconds(int(s.Start)))
		if s.Speaker != "" {
			fmt.Fprintf(&b, "%s: ", oneLine(s.Speaker, 40))
		}
		b.WriteString(oneLine(s.Text, lineMost))
		b.WriteByte('\n')
	}
	return b.String()
}

// oneLine keeps a text from posing as a line of its own.
func oneLine(text string, most int) string {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "..."
	}
	return text
}
