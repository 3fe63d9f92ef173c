package remote

import (
	"unicode/utf8"

	"clipd/internal/clip"
)

// letterTime is how long a letter of a word without a time lasts, at most.
const letterTime clip.Seconds = 0.1

// settle leaves out what is invented, finds room for the words without a time
// between those that have one, and puts all in order.
func settle(words []written, p part) []clip.Word {
	fill(words, p)
	var out []clip.Word
	last := p.read.Start
	for _, w := range words {
		if w.invented || w.Text == "" {
			continue
		}
		w.Start = min(max(w.Start, last), p.read.End)
		w.End = min(max(w.End, w.Start), p.read.End)
		last = w.End
		out = append(out, w.Word)
	}
	return out
}

// fill spreads each run of words without a time over the room after the word
// before it, by their lengths. At the beginning, the room lies before the word
// after them. What stands between invented words is invented too.
func fill(words []written, p part) {
	for i := 0; i < len(words); {
		end := i
		for end < len(words) && !words[end].timed {
			end++
		}
		if end == i {
			i++
			continue
		}
		room := clip.Span{Start: p.voiced[0].Start, End: p.voiced[len(p.voiced)-1].End}
		invented := true
		if i > 0 {
			room.Start = words[i-1].End
			invented = invented && words[i-1].invented
		}
		if end < len(words) {
			room.End = words[end].Start
			invented = invented && words[end].invented
		}
		spread(words[i:end], room, i == 0 && end < len(words))
		for k := range words[i:end] {
			words[i+k].invented = invented
		}
		i = end
	}
}

// spread gives the words their share of the room, from its start or up to its
// end.
func spread(words []written, room clip.Span, toEnd bool) {
	total := 0
	for _, w := range words {
		total += utf8.RuneCountInString(w.Text)
	}
	length := min(max(0, room.Length()), letterTime*clip.Seconds(total))
	at := room.Start
	if toEnd {
		at = room.End - length
	}
	for i := range words {
		words[i].Start = at
		at += length * clip.Seconds(utf8.RuneCountInString(words[i].Text)) / clip.Seconds(max(1, total))
		words[i].End = at
		words[i].timed = true
	}
}
