package caption

import (
	"strings"

	"clipd/internal/clip"
)

// sentence makes a sentence whose words are said evenly from start, each letter
// taking 0.06 s, with 0.04 s between the words. "|" as a word is a pause of
// 1 s, "_" one of 0.4 s.
func sentence(start clip.Seconds, text string) clip.Sentence {
	s := clip.Sentence{Start: start, End: start}
	at := start
	for _, f := range strings.Fields(text) {
		switch f {
		case "|":
			at += 1
		case "_":
			at += 0.4
		default:
			end := at + clip.Seconds(0.06*float64(len([]rune(f))))
			s.Words = append(s.Words, clip.Word{Start: at, End: end, Text: f})
			s.End = end
			at = end + 0.04
		}
	}
	s.Text = strings.Join(strings.Fields(strings.NewReplacer("|", "", "_", "").Replace(text)), " ")
	return s
}

// talk makes sentences that follow each other after 0.2 s, from 0.
func talk(texts ...string) []clip.Sentence {
	var out []clip.Sentence
	at := clip.Seconds(0)
	for _, t := range texts {
		s := sentence(at, t)
		out = append(out, s)
		at = s.End + 0.2
	}
	return out
}

// request asks for all of the sentences in an upright picture.
func request(sentences []clip.Sentence, language string) Request {
	end := clip.Seconds(0)
	for _, s := range sentences {
		end = max(end, s.End)
	}
	return Request{Sentences: sentences, Span: clip.Span{End: end + 1}, Aspect: clip.Vertical, Language: language}
}

// texts are the cues as they are read, "/" between lines.
func texts(cues []Cue) []string {
	var out []string
	for _, c := range cues {
		out = append(out, strings.ReplaceAll(c.String(), "\n", " / "))
	}
	return out
}
