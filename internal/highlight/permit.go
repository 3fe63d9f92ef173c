package highlight

import (
	"fmt"
	"slices"
	"strings"
)

// The parts that "not the intro" and "not the outro" leave out.
const (
	introShare, introMost = 0.1, 120 // of the recording, at most s
	outroShare, outroMost = 0.07, 90
)

// onlyShare is how much of the words "only the guest" must have said.
const onlyShare = 0.8

// rule is something that the instruction is strict about.
type rule struct {
	says   string // what spans do that keep it
	allows func(candidate) bool
}

// rulesOf lists what the instruction is strict about; what is given up first is
// last.
func rulesOf(r *recording, j *judge) []rule {
	w := j.wish
	var rules []rule
	add := func(says string, allows func(candidate) bool) { rules = append(rules, rule{says, allows}) }
	keepOut := func(says string, p ...period) {
		add(says, func(c candidate) bool { return !touches(c, p, r.length) })
	}
	if len(w.within) > 0 {
		add(fmt.Sprintf("lie in the part that the instruction names (the source is %.0f s long)", r.length),
			func(c candidate) bool { return inside(c, w.within, r.length) })
	}
	if len(w.without) > 0 {
		keepOut("keep out of the part that the instruction excludes", w.without...)
	}
	if w.noIntro {
		keepOut("come after the intro", intro(r.length))
	}
	if w.noOutro {
		keepOut("end before the outro", outro(r.length))
	}
	if w.noAds {
		add("are free of sponsors", func(c candidate) bool { return !r.sells(c) })
	}
	if w.voice.only && j.spoken != nil {
		add("have only the words of "+strings.Join(j.speakers, ", "), func(c candidate) bool { return j.spokenShare(c) >= onlyShare })
	}
	return rules
}

func intro(length float64) period { return period{to: min(introShare*length, introMost)} }

func outro(length float64) period { return period{from: -min(outroShare*length, outroMost)} }

// permit allows what keeps all the rules.
func permit(rules []rule) func(candidate) bool {
	return func(c candidate) bool {
		return !slices.ContainsFunc(rules, func(one rule) bool { return !one.allows(c) })
	}
}

// keepable returns the rules that spans can keep together, and warns of each
// that had to be given up.
func keepable(r *recording, rules []rule) (kept []rule, warnings []string) {
	if r.hasSpan(permit(rules)) {
		return rules, nil
	}
	for _, one := range rules {
		if with := append(slices.Clip(kept), one); r.hasSpan(permit(with)) {
			kept = with
			continue
		}
		otherwise := ""
		if len(kept) > 0 {
			otherwise = " and are otherwise as asked"
		}
		warnings = append(warnings, fmt.Sprintf("no whole sentences of a clip's length %s%s: chosen without regard to that", one.says, otherwise))
	}
	return kept, warnings
}

func (r *recording) hasSpan(allowed func(candidate) bool) bool {
	for spans := range r.spans {
		if slices.ContainsFunc(spans, allowed) {
			return true
		}
	}
	return false
}

// valued returns the spans that may be scheduled, valued.
func valued(r *recording, j *judge, allowed func(candidate) bool) []candidate {
	var pool []candidate
	for spans := range r.spans {
		n := 0
		for _, c := range spans {
			if allowed(c) {
				c.content = j.content(c)
				c.utility = j.utility(c)
				spans[n] = c
				n++
			}
		}
		if n > 0 {
			pool = append(pool, thin(spans[:n], spansPerStart)...)
		}
	}
	return pool
}

func inside(c candidate, periods []period, length float64) bool {
	for _, p := range periods {
		// Half a second of grace: a sentence that begins on the stroke is in.
		if from, to := p.span(length); c.start >= from-0.5 && c.end <= to+0.5 {
			return true
		}
	}
	return len(periods) == 0
}

func touches(c candidate, periods []period, length float64) bool {
	for _, p := range periods {
		if from, to := p.span(length); c.start < to-0.5 && c.end > from+0.5 {
			return true
		}
	}
	return false
}

func (r *recording) sells(c candidate) bool {
	sponsor, _ := r.chores.shares(c)
	return sponsor > 0
}
