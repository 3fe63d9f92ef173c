package highlight

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// feature numbers of the linear model, in the order of featureNames.
const (
	meanDuration = iota // mean length of the span's units, s
	position            // the span's start as a share of the recording
	wordLetters         // letters a word
	longShare           // share of the words that stand in units of ten words or more
	shortShare          // share of the words that stand in units of six words or less
	weShare             // share of "we", "us", "our"
	youShare            // share of "you", "your"
	meShare             // share of "I", "me", "my"
	denialShare         // share of "not", "never", "don't"
	oneVoice            // share of the words that are its chief voice's
	featureCount
)

var featureNames = [featureCount]string{
	"mean_duration", "position", "word_letters", "long_share", "short_share",
	"we_share", "you_share", "me_share", "denial_share", "one_voice",
}

type features [featureCount]float64

// From how many words a unit counts as long, up to how many as short, and up to
// how many, or what time, as a mere answer.
const (
	longUnit  = 10
	shortUnit = 6
	tinyUnit  = 2
	tinyTime  = 0.8 // s
)

// The English words that are counted; in other languages they are nowhere.
var (
	weWords     = wordSet(`we we're we've we'll we'd us our ours`)
	youWords    = wordSet(`you you're you've you'll you'd your yours`)
	meWords     = wordSet(`i i'm i've i'd i'll me my mine myself`)
	denialWords = wordSet(`not no never don't doesn't didn't isn't wasn't won't can't couldn't wouldn't nothing nobody`)
)

// voicesMost is how many voices are counted one by one.
const voicesMost = 12

// sums are running totals over the units: [i] is of the units before i.
type sums struct {
	duration, words, letters, long, short []float64
	we, you, me, denial                   []float64
	voices                                [][]float64 // words, one list a voice
}

func sumsOf(units []unit) sums {
	n := len(units) + 1
	var s sums
	for _, list := range []*[]float64{&s.duration, &s.words, &s.letters, &s.long, &s.short, &s.we, &s.you, &s.me, &s.denial} {
		*list = make([]float64, n)
	}
	voices := chiefVoices(units)
	for range voices {
		s.voices = append(s.voices, make([]float64, n))
	}
	for i, u := range units {
		words := float64(u.words)
		s.duration[i+1] = s.duration[i] + u.end - u.start
		s.words[i+1] = s.words[i] + words
		s.letters[i+1] = s.letters[i] + float64(u.letters)
		s.long[i+1], s.short[i+1] = s.long[i], s.short[i]
		if u.words >= longUnit {
			s.long[i+1] += words
		}
		if u.words <= shortUnit {
			s.short[i+1] += words
		}
		s.we[i+1] = s.we[i] + u.count(weWords)
		s.you[i+1] = s.you[i] + u.count(youWords)
		s.me[i+1] = s.me[i] + u.count(meWords)
		s.denial[i+1] = s.denial[i] + u.count(denialWords)
		for v, name := range voices {
			s.voices[v][i+1] = s.voices[v][i]
			if u.speaker == name {
				s.voices[v][i+1] += words
			}
		}
	}
	return s
}

// chiefVoices are the voices that say most, in order of their names.
func chiefVoices(units []unit) []string {
	said := map[string]int{}
	for _, u := range units {
		said[u.speaker] += u.words
	}
	names := slices.SortedFunc(maps.Keys(said), func(a, b string) int {
		return cmp.Or(cmp.Compare(said[b], said[a]), cmp.Compare(a, b))
	})
	return names[:min(len(names), voicesMost)]
}

func (u unit) count(words map[string]bool) float64 {
	n := 0.0
	for _, t := range u.tokens {
		if words[t.lower] {
			n++
		}
	}
	return n
}

// of returns the features of a span in a recording of the given length, s.
func (s sums) of(c candidate, length float64) features {
	i, j := c.first, c.last+1
	words := math.Max(1, s.words[j]-s.words[i])
	chief := 0.0
	for _, v := range s.voices {
		chief = math.Max(chief, v[j]-v[i])
	}
	return features{
		meanDuration: (s.duration[j] - s.duration[i]) / float64(j-i),
		position:     c.start / math.Max(length, 1e-9),
		wordLetters:  (s.letters[j] - s.letters[i]) / words,
		longShare:    (s.long[j] - s.long[i]) / words,
		shortShare:   (s.short[j] - s.short[i]) / words,
		weShare:      (s.we[j] - s.we[i]) / words,
		youShare:     (s.you[j] - s.you[i]) / words,
		meShare:      (s.me[j] - s.me[i]) / words,
		denialShare:  (s.denial[j] - s.denial[i]) / words,
		oneVoice:     chief / words,
	}
}

// conversation tells how far a recording is one, from 0 for a prepared talk to
// 1 for people who answer each other: by the share of its units that are mere
// answers. The talks of the training have at most 10 %, its meetings at least
// 20 %.
func conversation(units []unit) float64 {
	const talk, meeting = 0.06, 0.2
	tiny := 0.0
	for _, u := range units {
		if u.words <= tinyUnit || u.end-u.start < tinyTime {
			tiny++
		}
	}
	share := tiny / math.Max(1, float64(len(units)))
	return math.Max(0, math.Min(1, (share-talk)/(meeting-talk)))
}
