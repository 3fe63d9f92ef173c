package highlight

import (
	"regexp"
	"strings"
)

// role is what somebody does in a conversation.
type role int

const (
	anyRole role = iota
	hostRole
	guestRole
)

// voiceWish is whose words are asked for.
type voiceWish struct {
	ordinal int // 1 for the first voice to speak, -1 for the last; with a role, among those who have it
	role    role
	share   int      // 1 for who talks most, -1 for who talks least
	letters []string // labels of one letter ("professor C")
	number  string   // of "speaker 1", which is that label where labels are numbered, and the first voice where not
	only    bool     // nobody else's
}

func (v voiceWish) given() bool {
	return v.ordinal != 0 || v.role != anyRole || v.share != 0 || v.number != "" || len(v.letters) > 0
}

const (
	hostWords  = `hosts?|interviewers?|moderators?|anchor(?:man|woman)?`
	guestWords = `guests?|interviewees?`
	whose      = `(?:the|our|his|her|their|my|your|by|from|with|only|just)`
)

var (
	ordinalVoice = regexp.MustCompile(`\b(?:the )?(first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th) (?:speaker|person|voice|presenter|panel+ist|participant|talker)(?:'s)?\b|\b(?:speaker|person|voice)[ _](?:number |no\.? ?|#)?0*(\d{1,2})(?:'s)?\b`)
	roleVoice    = regexp.MustCompile(`(?:\b` + whose + ` (?:(first|second|third|last) )?|^ ?)(?:podcast |show |talk )?(?:(` + hostWords + `)|(` + guestWords + `))(?:'s|s')?\b`)
	mostVoice    = regexp.MustCompile(`\b(?:whoever|who|(?:the )?(?:one|person|speaker|voice|people) (?:who|that)) (?:talks?|speaks?|says) (?:the )?(most|least)\b|\b(?:the )?(main|dominant|most talkative|primary|chief|quietest|least talkative) (?:speaker|voice|person)(?:'s)?\b`)
	// letterVoice is looked for in the instruction as it was written.
	letterVoice = regexp.MustCompile(`\b(?:[Pp]rofessor|[Pp]rof\.?|[Gg]rad|PhD|[Pp]ostdoc|[Ss]peaker|[Pp]erson|[Vv]oice|[Dd]id|[Dd]oes|[Bb]y|[Ff]rom|[Ww]ith|[Ww]hat|[Ww]hen|[Ww]here|[Oo]pinion of|[Tt]houghts of|[Vv]iews? of) ([B-HJ-Z])\b|\b(?:[Pp]rofessor|[Gg]rad|PhD|[Ss]peaker|did|does) (A)\b|^([B-HJ-Z])'s\b`)
	onlyBefore  = regexp.MustCompile(`\b(?:only|just|nobody but|no one but|nothing but|exclusively)(?: (?:the|what|when|where|words?|parts?|clips?|moments?|of|by|from|with))* ?$`)
	// otherThing follows a role that is no person ("the guest list").
	otherThing = regexp.MustCompile(`^ (?:lists?|rooms?|house|country|countries|cit(?:y|ies)|names?|machines?|servers?|networks?|os|families|family|cells?|wifi)\b`)
)

// readVoices takes out whose words are asked for.
func (w *wish) readVoices(text, written string) string {
	w.voice, text = voiceIn(text)
	for _, m := range letterVoice.FindAllStringSubmatch(written, -1) {
		w.voice.letters = append(w.voice.letters, m[1]+m[2]+m[3])
	}
	return text
}

// voiceIn finds whom a lower-case text names, and returns the text without it.
func voiceIn(text string) (v voiceWish, rest string) {
	note := func(at []int, more func(m []string)) {
		more(groups(text, at))
		v.only = v.only || onlyBefore.MatchString(text[:at[0]]) || strings.HasPrefix(text[at[0]:], "only ") || strings.HasPrefix(text[at[0]:], "just ")
		text = text[:at[0]] + " " + text[at[1]:]
	}
	if at := ordinalVoice.FindStringSubmatchIndex(text); at != nil {
		note(at, func(m []string) { v.ordinal, v.number = ordinalOf(m[1]+m[2]), m[2] })
	}
	if at := mostVoice.FindStringSubmatchIndex(text); at != nil {
		note(at, func(m []string) {
			v.share = 1
			switch m[1] + m[2] {
			case "least", "quietest", "least talkative":
				v.share = -1
			}
		})
	}
	if at := roleVoice.FindStringSubmatchIndex(text); at != nil && !otherThing.MatchString(text[at[1]:]) {
		note(at, func(m []string) {
			v.role, v.ordinal = guestRole, ordinalOf(m[1])
			if m[2] != "" {
				v.role = hostRole
			}
		})
	}
	return v, text
}

func ordinalOf(word string) int {
	switch word {
	case "":
		return 0
	case "last":
		return -1
	}
	if n := number(word); n > 0 {
		return int(n)
	}
	return int(number(strings.TrimRight(word, "stndrh")))
}
