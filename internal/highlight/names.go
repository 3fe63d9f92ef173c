package highlight

import (
	"regexp"
	"slices"
	"strings"
)

const properName = `(\p{Lu}[\p{L}'’-]+)(?: (\p{Lu}[\p{L}'’-]+))?`

// How a name is said so that it tells who speaks: people name themselves, greet
// whom they talk with, and call by name whom they ask.
var (
	ownName    = regexp.MustCompile(`\b(?:[Ii]'m|[Ii]’m|[Ii] am|[Mm]y name is|[Mm]y name's|[Tt]his is) ` + properName)
	guestName  = regexp.MustCompile(`\b(?:[Hh]ere with|[Jj]oined by|[Gg]uest(?: today| tonight| this week)? is|[Ww]elcome(?: back)?(?: to the (?:show|podcast|program|programme))?,?|[Tt]alking (?:to|with)|[Ss]peaking (?:to|with)|[Ss]it(?:ting)? down with|[Tt]hank you(?: so much| very much)?,?|[Tt]hanks,?|[Oo]ver to(?: you,?)?|[Hh]i,?|[Hh]ello,?|[Hh]ey,?) ` + properName)
	calledName = regexp.MustCompile(`^` + properName + `, |, ` + properName + `[?.!]$`)
)

// The weight of each way: a name that somebody gives of themselves is certain.
const (
	ownVote, guestVote, calledVote = 3, 2, 1
)

// namesSaid tells who is called what in the recording: name in lower case to
// label.
func namesSaid(units []unit) map[string]string {
	votes := map[string]map[string]int{}
	vote := func(label string, weight int, name ...string) {
		for _, n := range name {
			n = strings.ToLower(strings.ReplaceAll(n, "’", "'"))
			if n == "" || label == "" || stopWords[n] {
				continue
			}
			if votes[n] == nil {
				votes[n] = map[string]int{}
			}
			votes[n][label] += weight
		}
	}
	for i, u := range units {
		for _, m := range ownName.FindAllStringSubmatch(u.text, -1) {
			vote(u.speaker, ownVote, m[1:]...)
		}
		next := ""
		for _, o := range units[i+1 : min(len(units), i+8)] {
			if o.speaker != u.speaker {
				next = o.speaker
				break
			}
		}
		for _, m := range guestName.FindAllStringSubmatch(u.text, -1) {
			vote(next, guestVote, m[1:]...)
		}
		if m := calledName.FindStringSubmatch(u.text); m != nil {
			vote(next, calledVote, m[1:]...)
		}
	}
	called := map[string]string{}
	for name, by := range votes {
		best := ""
		for label, n := range by {
			if best == "" || n > by[best] || n == by[best] && label < best {
				best = label
			}
		}
		called[name] = best
	}
	return called
}

// actor is what an instruction says of somebody who speaks: "what Dana says",
// "Dana's answers", "only Dana", "clips with Dana".
var (
	actorAfter  = regexp.MustCompile(`^(?:'s)? (?:says?|said|talks?|talked|talking|speaks?|spoke|speaking|tells?|told|explains?|explained|answers?|answered|asks?|asked|argues?|thinks?|thought|describes?|shares?|laughs?|replies|replied)\b|^'s (?:\w+ )?(?:questions?|answers?|views?|opinions?|thoughts?|story|stories|words|jokes?|part|parts|advice|take)\b`)
	actorBefore = regexp.MustCompile(`\b(?:by|from|with|only|just|does|did|featuring|starring|where|when|what)(?: only| just)? $`)
)

// called returns the label of the voice that the instruction names by a name
// that is said in the recording, and the words of that name.
func (w wish) called(units []unit) (label string, words []string) {
	var said map[string]string
	for _, t := range tokenize(w.text) {
		name := strings.TrimSuffix(t.lower, "'s")
		if stopWords[name] || len(name) < 3 {
			continue
		}
		before, after := w.text[:t.at], w.text[t.at+len(name):]
		if !actorBefore.MatchString(before) && !actorAfter.MatchString(after) {
			continue
		}
		if said == nil {
			said = namesSaid(units)
		}
		if by := said[name]; by != "" && (label == "" || label == by) {
			label = by
			words = append(words, name)
		}
	}
	return label, slices.Compact(words)
}
