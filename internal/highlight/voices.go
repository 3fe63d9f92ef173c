package highlight

import (
	"math"
	"regexp"
	"strings"
)

// voice is somebody who speaks in a recording.
type voice struct {
	name      string // the transcript's label
	words     int
	turns     int // runs of units without anybody else between
	questions int
}

// voicesOf lists who speaks, in order of their first words.
func voicesOf(units []unit) []voice {
	var voices []voice
	at := map[string]int{}
	last := ""
	for _, u := range units {
		if u.speaker == "" {
			continue
		}
		i, known := at[u.speaker]
		if !known {
			i = len(voices)
			at[u.speaker] = i
			voices = append(voices, voice{name: u.speaker})
		}
		v := &voices[i]
		v.words += u.words
		if u.speaker != last {
			v.turns++
		}
		if isQuestion(u) {
			v.questions++
		}
		last = u.speaker
	}
	return voices
}

// isQuestion tells whether a unit asks something.
func isQuestion(u unit) bool { return strings.ContainsAny(u.text, "?？؟") }

// heard is from what share of the words on somebody counts as taking part.
const heard = 0.03

// What tells the host, beside the share of all questions and of all turns.
// Chosen on the project managers of the training meetings (docs/moments.md).
const (
	opens     = 0.2 // the host mostly speaks first
	isShort   = 0.2 // and in short turns
	clearHost = 0.1 // ahead of the second
)

// hostOf returns who leads the conversation, -1 where nobody takes part beside
// another: the host asks, speaks often in short turns, and opens. sure is false
// where a second one does so nearly as much.
func hostOf(voices []voice) (host int, sure bool) {
	all := voice{}
	for _, v := range voices {
		all.words, all.turns, all.questions = all.words+v.words, all.turns+v.turns, all.questions+v.questions
	}
	taking, longest := map[int]bool{}, 0.0
	for i, v := range voices {
		if float64(v.words) >= heard*float64(all.words) {
			taking[i] = true
			longest = math.Max(longest, v.turnWords())
		}
	}
	if len(taking) < 2 {
		return -1, false
	}
	best, second := math.Inf(-1), math.Inf(-1)
	for i, v := range voices {
		if !taking[i] {
			continue
		}
		leads := float64(v.questions)/math.Max(1, float64(all.questions)) + float64(v.turns)/float64(all.turns)
		leads += isShort * (1 - v.turnWords()/longest)
		if i == 0 {
			leads += opens
		}
		if leads > best {
			host, best, second = i, leads, best
		} else {
			second = math.Max(second, leads)
		}
	}
	return host, best-second > clearHost
}

// turnWords is how many words a turn of the voice has.
func (v voice) turnWords() float64 { return float64(v.words) / math.Max(1, float64(v.turns)) }

// resolve returns the labels of those who are meant, and what to warn of. No
// label means that nobody was found.
func (v voiceWish) resolve(voices []voice) (names []string, warning string) {
	unknown := "whose words are asked for is not known: "
	if len(voices) == 0 {
		return nil, unknown + "the transcript does not tell voices apart"
	}
	for _, letter := range v.letters {
		for _, o := range voices {
			if o.name == letter || strings.HasSuffix(o.name, " "+letter) {
				names = append(names, o.name)
			}
		}
	}
	if v.number != "" {
		labelled, numbered := byNumber(voices, v.number)
		switch {
		case labelled != "":
			return append(names, labelled), ""
		case numbered || v.ordinal == 0:
			return names, unknown + "no label of the transcript has the number " + v.number
		}
	}
	if !(v.ordinal != 0 || v.role != anyRole || v.share != 0) {
		return names, "" // a letter that is no label is none
	}
	among := voices
	if v.role != anyRole {
		host, sure := hostOf(voices)
		if host < 0 {
			return names, unknown + "only one voice takes part, so there is no host and no guest"
		}
		if !sure {
			warning = "who is the host is a guess: two voices ask and answer alike"
		}
		among = nil
		for i, o := range voices {
			if (i == host) == (v.role == hostRole) {
				among = append(among, o)
			}
		}
	}
	switch {
	case v.share != 0:
		chief := among[0]
		for _, o := range among[1:] {
			if v.share*o.words > v.share*chief.words {
				chief = o
			}
		}
		return append(names, chief.name), warning
	case v.ordinal < 0:
		return append(names, among[len(among)-1].name), warning
	case v.ordinal > len(among):
		return names, unknown + "the transcript names " + plural(len(voices), "speaker")
	case v.ordinal > 0:
		return append(names, among[v.ordinal-1].name), warning
	}
	for _, o := range among {
		names = append(names, o.name)
	}
	return names, warning
}

// numberedLabel is a label that only counts ("Speaker 1", "SPEAKER_01").
var numberedLabel = regexp.MustCompile(`(?i)^(?:speaker|person|voice)[ _#-]?0*(\d+)$`)

// byNumber returns the label of a number, "" for none, and whether any label
// has a number.
func byNumber(voices []voice, number string) (label string, numbered bool) {
	for _, o := range voices {
		if m := numberedLabel.FindStringSubmatch(o.name); m != nil {
			numbered = true
			if m[1] == number {
				return o.name, true
			}
		}
	}
	return "", numbered
}
