package pipeline

import (
	"strings"

	"clipd/internal/clip"
)

// said returns the words spoken in the span, those at least half inside it; of a
// sentence without words all or nothing. Where
// several people speak, each new one begins a line with the name.
func said(sentences []clip.Sentence, span clip.Span, named bool) string {
	var b strings.Builder
	speaker := ""
	for _, s := range sentences {
		words := wordsIn(s, span)
		if words == "" {
			continue
		}
		switch {
		case named && s.Speaker != speaker:
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			if s.Speaker != "" {
				b.WriteString(s.Speaker + ": ")
			}
		case b.Len() > 0:
			b.WriteByte(' ')
		}
		speaker = s.Speaker
		b.WriteString(words)
	}
	return b.String()
}

func wordsIn(s clip.Sentence, span clip.Span) string {
	if len(s.Words) == 0 && span.Contains((s.Start+s.End)/2) {
		return s.Text
	}
	var in []clip.Word
	for _, w := range s.Words {
		if span.Contains((w.Start + w.End) / 2) {
			in = append(in, w)
		}
	}
	return clip.JoinWords(in)
}
