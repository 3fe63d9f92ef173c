package highlight

import "math"

// feature numbers of the linear model.
const (
	meanDuration = iota // mean length of the span's units, s
	position            // the span's start as a share of the recording
	wordLetters         // letters a word
	longShare           // share of the words that stand in units of ten words or more
	featureCount
)

type features [featureCount]float64

// weights of the linear model over features standardised in the recording and
// clipped to +-3: logistic regression on the human extractive summaries of
// AMI and ICSI meetings, given in the design's recipes.
var weights = features{
	meanDuration: 0.22213943999790642,
	position:     -0.16596257251294694,
	wordLetters:  0.13897489105468028,
	longShare:    0.12331005614698744,
}

// longUnit is from how many words a unit counts as long.
const longUnit = 10

// sums are running totals over the units: [i] is of the units before i.
type sums struct {
	duration, words, letters, long []float64
}

func sumsOf(units []unit) sums {
	n := len(units) + 1
	s := sums{make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)}
	for i, u := range units {
		s.duration[i+1] = s.duration[i] + u.end - u.start
		s.words[i+1] = s.words[i] + float64(u.words)
		s.letters[i+1] = s.letters[i] + float64(u.letters)
		s.long[i+1] = s.long[i]
		if u.words >= longUnit {
			s.long[i+1] += float64(u.words)
		}
	}
	return s
}

// of returns the features of a span in a recording of the given length, s.
func (s sums) of(c candidate, length float64) features {
	i, j := c.first, c.last+1
	words := math.Max(1, s.words[j]-s.words[i])
	return features{
		meanDuration: (s.duration[j] - s.duration[i]) / float64(j-i),
		position:     c.start / math.Max(length, 1e-9),
		wordLetters:  (s.letters[j] - s.letters[i]) / words,
		longShare:    (s.long[j] - s.long[i]) / words,
	}
}

// linear is the model, standardised over one recording.
type linear struct {
	mean, deviation features
}

// fit standardises the model over the recording's reference spans (population
// deviation).
func fit(refs []features) linear {
	var l linear
	n := float64(max(1, len(refs)))
	for f := range featureCount {
		for _, r := range refs {
			l.mean[f] += r[f] / n
		}
		for _, r := range refs {
			d := r[f] - l.mean[f]
			l.deviation[f] += d * d / n
		}
		l.deviation[f] = math.Sqrt(l.deviation[f])
	}
	return l
}

// score is the model's value of a span; 0 is the recording's average.
func (l linear) score(x features) float64 {
	total := 0.0
	for _, part := range l.parts(x) {
		total += part
	}
	return total
}

// parts are what each feature adds to the score.
func (l linear) parts(x features) features {
	var parts features
	for f := range featureCount {
		z := (x[f] - l.mean[f]) / (l.deviation[f] + 1e-9)
		parts[f] = weights[f] * math.Max(-3, math.Min(3, z))
	}
	return parts
}

// worth is the chance that a span with this score holds at least one and a
// half times as much of what people kept as the recording does on average.
func worth(score float64) float64 { return logistic(1.685055371907954*score - 1.451454594087048) }

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
