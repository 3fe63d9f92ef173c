package highlight

import (
	"regexp"
	"strings"
)

const (
	clipWord   = `(?:clips?|moments?|parts?|segments?|shorts?|reels?|highlights?|videos?|snippets?|bits?|sound ?bites?|passages?)`
	lengthTail = `(?: long| in length| each)?`
	countWord  = `one|two|three|four|five|six|seven|eight|nine|ten`
	roughly    = `(?:about|around|roughly|approximately|exactly)`
	longer     = `(?:over|above|exceed(?:s|ing)?|more than|longer than)`
	shorter    = `(?:under|below|less than|shorter than)`
	// denied turns a limit round: "no clips longer than", "don't make them over".
	denied = `\b(?:no|not|nothing|none|never|without|avoid(?:ing)?|skip(?:ping)?|exclud(?:e|ing)|leave out|[a-z]+n't)` +
		`(?: (?:any|anything|all|the|them|it|that|which|is|are|be|go|going|last|make|use|show|include|pick|choose|want|need|have|circumstances|give me|take|cut|of|` + clipWord + `))* `
)

var (
	lengthBetween  = regexp.MustCompile(`\b(?:between |from )?` + numberPattern + `(?:[ -]?` + unitPattern + `)? ?(?:and|to|-|–) ?` + numberPattern + `[ -]?` + unitPattern + lengthTail)
	lengthNotOver  = regexp.MustCompile(denied + longer + ` ` + numberPattern + `[ -]?` + unitPattern + lengthTail)
	lengthNotUnder = regexp.MustCompile(denied + shorter + ` ` + numberPattern + `[ -]?` + unitPattern + lengthTail)
	lengthMost     = regexp.MustCompile(`\b(?:` + shorter + `|at most|up to|max(?:imum)?(?: of)?|within) ` + numberPattern + `[ -]?` + unitPattern + lengthTail)
	lengthLeast    = regexp.MustCompile(`\b(?:` + longer + `|at least|min(?:imum)?(?: of)?) ` + numberPattern + `[ -]?` + unitPattern + lengthTail)
	lengthAbout    = regexp.MustCompile(`\b(?:` + roughly + ` )?` + numberPattern + `[ -]?` + unitPattern + `(?: long\b| in length\b| each\b|[ -]` + clipWord + `\b)`)
	lengthAfter    = regexp.MustCompile(`\b` + clipWord + ` of (?:` + roughly + ` )?` + numberPattern + `[ -]?` + unitPattern)
	lengthRough    = regexp.MustCompile(`\b` + roughly + ` ` + numberPattern + `[ -]?` + unitPattern)
	countPattern   = regexp.MustCompile(`(?:` + denied + `(?:more|fewer|less) than |\b(?:at (?:least|most)|up to) |\b)(\d{1,2}|` + countWord + `) ((?:[a-z'-]+ ){0,2}?)` + clipWord + `\b`)
	topPattern     = regexp.MustCompile(`\b(?:top|best) (\d{1,2}|` + countWord + `)\b()`)
	timed          = regexp.MustCompile(`(?:\b|\d)` + unitPattern + `$`)
	notCounted     = regexp.MustCompile(`\b(?:of|in|from|to|with|years?|days?|times?|percent)\b`)
)

// longestMeant is the longest time that is taken for a clip's length rather
// than for a place in the recording, s.
const longestMeant = 180

// readLengths reads how long and how many the clips are to be. Only what can
// be the length of a clip is taken: "the next two years" and "ten seconds of
// silence" stay topics.
func (w *wish) readLengths(text string) string {
	length := func(n, unit string) (float64, bool) {
		v := number(n) * timeUnit(unit)
		return v, v > 0 && v <= longestMeant
	}
	text = replaceFirst(text, lengthBetween, func(m []string) (string, bool) {
		if m[2] == "" {
			m[2] = m[4]
		}
		from, _ := length(m[1], m[2])
		to, ok := length(m[3], m[4])
		if ok && from < to {
			w.lengths.shortest, w.lengths.longest = from, to
		}
		return " clips ", ok && from < to
	})
	for _, one := range []struct {
		pattern *regexp.Regexp
		into    *float64
	}{
		{lengthNotOver, &w.lengths.longest}, {lengthNotUnder, &w.lengths.shortest}, {lengthMost, &w.lengths.longest}, {lengthLeast, &w.lengths.shortest},
		{lengthAbout, &w.lengths.wanted}, {lengthAfter, &w.lengths.wanted}, {lengthRough, &w.lengths.wanted},
	} {
		text = replaceFirst(text, one.pattern, func(m []string) (string, bool) {
			v, ok := length(m[1], m[2])
			if ok {
				*one.into = v
			}
			return " clips ", ok
		})
	}
	for _, p := range []*regexp.Regexp{countPattern, topPattern} {
		text = replaceFirst(text, p, func(m []string) (string, bool) {
			n := int(number(m[1]))
			ok := n > 0 && !notCounted.MatchString(m[2])
			if ok {
				w.count = n
			}
			return " " + m[2] + "clips ", ok
		})
	}
	return text
}

// replaceFirst puts what with returns in the place of the pattern's first
// match, if with accepts its groups. A match that goes on with "of" measures
// something else ("ten seconds of silence") and is left.
func replaceFirst(text string, p *regexp.Regexp, with func(m []string) (string, bool)) string {
	at := p.FindStringSubmatchIndex(text)
	if at == nil || strings.HasPrefix(text[at[1]:], " of ") && timed.MatchString(text[:at[1]]) {
		return text
	}
	by, ok := with(groups(text, at))
	if !ok {
		return text
	}
	return strings.TrimRight(text[:at[0]], " ") + by + strings.TrimLeft(text[at[1]:], " ")
}
