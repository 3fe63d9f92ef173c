package speakers

import (
	"clipd/internal/clip"
	"clipd/internal/mel"
)

// framesPerSecond is the rate of mel frames.
const framesPerSecond = mel.SampleRate / mel.Hop

// What of a sentence is heard.
const (
	// wordMargin is heard around a word, where the recogniser was a little off.
	wordMargin clip.Seconds = 0.03
	// shortPause is heard too; longer ones are left out.
	shortPause clip.Seconds = 0.2
	// farApart is a gap between sentences over which the sound is not read on.
	farApart clip.Seconds = 20
)

// stretch is a range of mel frames of the source, half-open. Frame i is centred
// on second i/framesPerSecond.
type stretch struct{ start, end int }

func (s stretch) length() int { return s.end - s.start }

// passage is what is heard of one sentence: voiced stretches in order.
type passage struct {
	sentence int
	voiced   []stretch
}

// passages are the voiced stretches of each sentence.
func passages(sentences []clip.Sentence) []passage {
	out := make([]passage, len(sentences))
	for i, s := range sentences {
		low, high := max(0, s.Start-wordMargin), s.End+wordMargin
		if i > 0 {
			low = max(low, min(s.Start, (sentences[i-1].End+s.Start)/2))
		}
		if i+1 < len(sentences) {
			high = min(high, max(s.End, (s.End+sentences[i+1].Start)/2))
		}
		out[i] = passage{sentence: i, voiced: voiced(s, low, high)}
	}
	return out
}

// voiced are the stretches of a sentence's words, within low and high.
func voiced(s clip.Sentence, low, high clip.Seconds) []stretch {
	words := s.Words
	if len(words) == 0 {
		words = []clip.Word{{Start: s.Start, End: s.End}}
	}
	var out []stretch
	var last clip.Seconds
	for i, w := range words {
		from, to := frame(max(low, w.Start-wordMargin)), frame(min(high, w.End+wordMargin))
		if to <= from {
			continue
		}
		if n := len(out); n > 0 && (i > 0 && w.Start-last <= shortPause || from <= out[n-1].end) {
			out[n-1].end = max(out[n-1].end, to)
		} else {
			out = append(out, stretch{from, to})
		}
		last = w.End
	}
	return out
}

func frame(t clip.Seconds) int { return int(t * framesPerSecond) }

// reading is a part of the source that is read in one go.
type reading struct {
	span     clip.Span
	passages []passage
}

// readings parts the passages where nobody speaks for long.
func readings(all []passage) []reading {
	const margin = 2 * mel.FrameSize // samples: so that the frames at the edges are whole
	var out []reading
	for _, p := range all {
		if len(p.voiced) == 0 {
			continue
		}
		span := clip.Span{
			Start: max(0, seconds(p.voiced[0].start)-clip.Seconds(margin)/mel.SampleRate),
			End:   seconds(p.voiced[len(p.voiced)-1].end) + clip.Seconds(margin)/mel.SampleRate,
		}
		if n := len(out); n > 0 && span.Start-out[n-1].span.End < farApart {
			out[n-1].span.End = max(span.End, out[n-1].span.End)
			out[n-1].passages = append(out[n-1].passages, p)
			continue
		}
		out = append(out, reading{span, []passage{p}})
	}
	return out
}

// speech is how long the voiced stretches are together, s.
func speech(all []passage) float64 {
	frames := 0
	for _, p := range all {
		for _, v := range p.voiced {
			frames += v.length()
		}
	}
	return float64(frames) / framesPerSecond
}
