package framing

import (
	"cmp"
	"math"
	"slices"

	"clipd/internal/clip"
)

// Where voices in a moment are doubtful, other parts of the recording are looked
// at in which they talk alone.
const (
	doubtful   = 1.0 // s: a voice that is heard for less does not matter
	aloneSure  = 0.6 // confidence of a sentence's speaker
	aloneGap   = 1.0 // s: the longest pause inside of a stretch
	leastAlone = 2.5 // s: a stretch must be as long
	mostAlone  = 4.0 // s: so much of it is looked at
	stretches  = 2   // of one voice
	// elseShare is how much is looked at elsewhere, of the moment's length; of a
	// short one elseLeast s.
	elseShare = 0.4
	elseLeast = 8.0
)

// doubts are the voices of which it is not known whose they are, though several
// faces are seen while they are heard.
func doubts(all []setting, v voices, rate float64) []int {
	var out []int
	for voice := range v.cast {
		samples := 0
		for _, s := range all {
			if len(s.traces) < 2 || s.ties.face[voice] >= 0 {
				continue
			}
			for i := sampleAt(s.start, rate); i < min(sampleAt(s.end, rate), len(v.said)); i++ {
				if v.said[i].voice == voice {
					samples++
				}
			}
		}
		if samples >= int(doubtful*sampleRate) {
			out = append(out, voice)
		}
	}
	return out
}

// alone are the stretches in which the voices of the cast talk alone, at most
// two of each, outside of the moment; the longest and nearest of each first.
func alone(sentences []clip.Sentence, moment clip.Span, cast []string, voices []int) []clip.Span {
	runs := make([][]clip.Span, len(voices))
	for i, voice := range voices {
		for _, s := range monologues(sentences, cast[voice]) {
			runs[i] = append(runs[i], outside(s, moment)...)
		}
		runs[i] = slices.DeleteFunc(runs[i], func(s clip.Span) bool { return s.Length() < leastAlone })
		for k, s := range runs[i] {
			spare := max(0, s.Length()-mostAlone) / 2
			runs[i][k] = clip.Span{Start: s.Start + spare, End: s.End - spare}
		}
		slices.SortStableFunc(runs[i], func(a, b clip.Span) int {
			return cmp.Or(cmp.Compare(b.Length(), a.Length()), cmp.Compare(distance(a, moment), distance(b, moment)))
		})
	}
	left := clip.Seconds(math.Max(elseLeast, elseShare*float64(moment.Length())))
	var out []clip.Span
	for k := range stretches {
		for _, r := range runs {
			if k < len(r) && r[k].Length() <= left {
				out = append(out, r[k])
				left -= r[k].Length()
			}
		}
	}
	return out
}

// monologues are the stretches in which only the speaker says something.
func monologues(sentences []clip.Sentence, speaker string) []clip.Span {
	var out []clip.Span
	goesOn := false
	for _, s := range sentences {
		if s.Speaker != speaker || s.SpeakerConfidence < aloneSure {
			goesOn = false
			continue
		}
		if goesOn && s.Start-out[len(out)-1].End <= aloneGap {
			out[len(out)-1].End = s.End
		} else {
			out = append(out, clip.Span{Start: s.Start, End: s.End})
		}
		goesOn = true
	}
	return out
}

// outside are the parts of s that are not in the moment.
func outside(s, moment clip.Span) []clip.Span {
	if !s.Overlaps(moment) {
		return []clip.Span{s}
	}
	return []clip.Span{{Start: s.Start, End: moment.Start}, {Start: moment.End, End: s.End}}
}

// distance is the time between a and b.
func distance(a, b clip.Span) clip.Seconds { return max(a.Start-b.End, b.Start-a.End, 0) }
