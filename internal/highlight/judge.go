package highlight

import (
	"fmt"
	"math"
	"strings"
)

// judge says how good a span is for what was asked.
type judge struct {
	rec       *recording
	wish      wish
	retrieval *retrieval // nil when nothing is searched for
	phrases   []float64  // running total, over the units, of quoted phrases that begin in them
	avoided   [][]float64
	speakers  []string  // whose words are wanted, none for anybody's
	spoken    []float64 // running total of their words
	asking    []float64 // and of their questions
	top       float64   // the largest value of a reference span
	warnings  []string
}

// The weights of a judge, in the units of the linear model's score.
const (
	priorWeight   = 0.5
	phraseBonus   = 1.5
	avoidCost     = 3.0
	speakerWeight = 1.0
	funnyWeight   = 1.5
	questionBonus = 0.6
	ownQuestion   = 1.0 // besides, of one whose questions are asked for
	askerBonus    = 0.3
	// greed makes one very good clip worth more than two fair ones when the
	// schedule has to choose: it adds up exponentials.
	greed = 8
)

func judgeOf(rec *recording, w wish) *judge {
	j := &judge{rec: rec, wish: w}
	j.findPhrases()
	j.findVoices()
	w = j.wish
	for _, group := range w.avoid {
		j.avoided = append(j.avoided, rec.occurrences(group))
	}
	if len(w.topics) > 0 {
		r := retrieve(rec.units, rec.refs, w.topics)
		if r.found() {
			j.retrieval = r
		}
	}
	if len(w.topics)+len(w.phrases) > 0 && j.retrieval == nil && j.phrases == nil && !w.funny && !w.applauded && !w.asking {
		j.warnings = append(j.warnings, fmt.Sprintf("nothing in the recording says %s: chosen without it", quoted(w)))
	}
	if len(w.phrases) > 0 && j.phrases == nil && j.retrieval != nil {
		j.warnings = append(j.warnings, "nobody says the quoted words in that order: chosen by the words one by one")
	}
	if (w.funny || w.applauded) && len(rec.audience.starts) == 0 {
		j.warnings = append(j.warnings, "no laughter or applause is marked in the transcript: the instruction was followed by its words alone")
	}
	j.top = math.Inf(-1)
	for _, c := range rec.refs {
		j.top = math.Max(j.top, j.content(c))
	}
	return j
}

func quoted(w wish) string {
	var words []string
	for _, p := range w.phrases {
		words = append(words, `"`+strings.Join(p, " ")+`"`)
	}
	for _, t := range w.topics {
		words = append(words, `"`+t.word+`"`)
	}
	if len(words) > 6 {
		words = append(words[:6], "...")
	}
	return strings.Join(words, ", ")
}

// content is how well what is said in a span answers what was asked.
func (j *judge) content(c candidate) float64 {
	r := j.rec
	base := 0.0
	if j.retrieval != nil {
		base = j.retrieval.score(c)
	} else {
		base = r.linearScore(c) + reactionWeight*r.audience.score(c)
	}
	if j.phrases != nil && j.phrases[c.last+1] > j.phrases[c.first] {
		base += phraseBonus
	}
	if j.wish.funny || j.wish.applauded {
		base += funnyWeight * r.audience.score(c)
	}
	if j.wish.asking && j.asked(c) {
		base += questionBonus
		if j.asking != nil {
			base += ownQuestion
		}
	}
	switch {
	case j.spoken == nil:
	case j.wish.asking && !j.wish.voice.only:
		base += askerBonus * j.spokenShare(c) // the answer to a question is another's
	default:
		base += speakerWeight * (2*j.spokenShare(c) - 1)
	}
	for _, a := range j.avoided {
		if a[c.last+1] > a[c.first] {
			base -= avoidCost
		}
	}
	if !j.wish.ads {
		base -= r.chores.cost(c)
	}
	return base
}

func (j *judge) asked(c candidate) bool {
	if j.asking != nil {
		return j.asking[c.last+1] > j.asking[c.first]
	}
	for _, u := range j.rec.units[c.first : c.last+1] {
		if isQuestion(u) {
			return true
		}
	}
	return false
}

// utility is what the schedule adds up; about 1 at most.
func (j *judge) utility(c candidate) float64 {
	return math.Exp(greed * (c.content - j.top + priorWeight*j.rec.bounds.prior(c.length()) - j.rec.edges.cost(c)))
}

// score is the moment's score, 0-1.
func (j *judge) score(c candidate) float64 {
	if j.retrieval == nil {
		return j.rec.learned.worth(c.content - j.credit())
	}
	return j.retrieval.confidence(c.content)
}

// credit is what a span gains that does all that was asked of voices and
// questions: it is what was asked for, and not worth more for it.
func (j *judge) credit() float64 {
	total := 0.0
	if j.wish.asking {
		total += questionBonus
	}
	switch {
	case j.spoken == nil:
	case j.wish.asking && !j.wish.voice.only:
		total += askerBonus + ownQuestion
	default:
		total += speakerWeight
	}
	return total
}
