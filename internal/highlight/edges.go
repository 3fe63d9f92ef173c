package highlight

import (
	"math"
	"strings"
	"unicode/utf8"
)

// backReferences are the first words of a sentence that lean on what was said
// before it; a clip that opens on one leaves its viewer asking.
var backReferences = wordSet(`and but or nor because cause 'cause which whose whereas that that's that'll it it's it'll
he he's she she's they they're they've him her them this those these then also too exactly precisely yeah yep yes
no nope either neither therefore thus hence otherwise instead anyway plus so there such same another both`)

// openers may stand before a sentence without leaning on another one.
var openers = wordSet(`well okay ok alright right now look see oh hey actually basically um uh`)

// hanging are the last words of a thought that goes on.
var hanging = wordSet(`and but or so because cause the a an to of in on at for with from by if that which who as than
is are was were be my your his its our their i we you he she they it's i'm we're um uh like about into just very`)

// edge costs of a candidate, in the units of the linear model's score (whose
// deviation in a recording is about a third).
const (
	leaningCost  = 0.6
	openerCost   = 0.1
	clippedCost  = 0.5 // begins or ends inside a sentence
	tinyCost     = 0.1 // begins or ends on a sentence of one or two words
	crossCost    = 0.1 // cuts into what somebody else says
	unclosedCost = 0.3 // ends before the thought does
	askingCost   = 0.5 // ends on a question
	runOnCost    = 0.05
	// hastyCost is for an edge without a pause beside it, in one voice: a
	// recogniser that puts an end there is wrong more often than not. From
	// surePause on, s, an edge is certain.
	hastyCost = 0.15
	surePause = 0.45
	// questionCredit is for a span that begins with a question that another
	// voice answers.
	questionCredit = 0.1
	silenceCost    = 0.03 // a second of silence inside, over quietSeconds
	quietSeconds   = 3.0
)

// edges are what beginning or ending at each unit costs, and how much silence
// lies before it.
type edges struct {
	open, close []float64
	quiet       []float64 // running total of the pauses over quietSeconds before unit i
}

func edgesOf(units []unit) edges {
	n := len(units)
	e := edges{make([]float64, n), make([]float64, n), make([]float64, n+1)}
	punctuated := punctuation(units) > 0.3
	until := 0.0 // the latest end of the units before
	for i, u := range units {
		e.open[i] = openCost(u)
		if i > 0 {
			if until > u.start+0.15 {
				e.open[i] += crossCost
			}
			if units[i-1].speaker == u.speaker {
				e.open[i] += hasty(u.start - until)
			}
			e.quiet[i] += max(0, u.start-until-quietSeconds)
		}
		if i+1 < n && u.words >= 4 && isQuestion(u) && u.speaker != units[i+1].speaker {
			e.open[i] -= questionCredit
		}
		e.close[i] = closeCost(u, punctuated)
		if i+1 < n {
			next := units[i+1]
			if u.end > next.start+0.15 {
				e.close[i] += crossCost
			} else if next.speaker == u.speaker {
				e.close[i] += hasty(next.start - u.end)
				if next.start-u.end < 0.3 && leans(next) {
					e.close[i] += runOnCost
				}
			}
		}
		until = max(until, u.end)
		e.quiet[i+1] = e.quiet[i]
	}
	return e
}

// hasty is what a pause of this length costs at an edge.
func hasty(pause float64) float64 {
	return hastyCost * math.Max(0, math.Min(1, (surePause-pause)/surePause))
}

// cost is what the edges and the silence of a span cost.
func (e edges) cost(c candidate) float64 {
	return e.open[c.first] + e.close[c.last] + silenceCost*(e.quiet[c.last]-e.quiet[c.first])
}

// leans tells whether a unit begins with a reference to what came before.
func leans(u unit) bool {
	for _, t := range u.tokens {
		if !openers[t.lower] && !fillers[t.lower] {
			return backReferences[t.lower]
		}
	}
	return true
}

func openCost(u unit) float64 {
	if !u.opens {
		return clippedCost
	}
	cost := 0.0
	if leans(u) {
		cost += leaningCost
	} else if t := u.tokens[0].lower; openers[t] || fillers[t] {
		cost += openerCost
	}
	if u.words < 3 {
		cost += tinyCost
	}
	return cost
}

func closeCost(u unit, punctuated bool) float64 {
	cost := 0.0
	if !u.closes {
		cost += clippedCost
	}
	if u.words < 3 {
		cost += tinyCost
	}
	n := len(u.tokens)
	last := finalRune(u.text)
	switch {
	case n > 0 && hanging[u.tokens[n-1].lower] && last != '?' && last != '.' && last != '!':
		cost += unclosedCost
	case punctuated && !endsSentence(last):
		cost += unclosedCost
	case last == '?' || last == '？':
		cost += askingCost
	}
	return cost
}

func finalRune(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, " \t\n\"'”’»)]"))
	return r
}

func endsSentence(r rune) bool { return strings.ContainsRune(".!?…。！？।؟", r) }

// punctuation is the share of units that end as a sentence does.
func punctuation(units []unit) float64 {
	n := 0
	for _, u := range units {
		if endsSentence(finalRune(u.text)) {
			n++
		}
	}
	return float64(n) / max(1, float64(len(units)))
}
