package highlight

import (
	"regexp"
	"slices"
	"strings"
)

var (
	// exclusion takes what follows a "no" up to the end of the clause. Words
	// that deny inside a question ("why did they not agree") are left alone:
	// the bare ones count only where a clause begins.
	exclusion = regexp.MustCompile(`(?:` +
		`\b(?:excluding|exclude|except(?: for)?|leave out|leaving out|(?:do not|don't|never) (?:include|show|use|want|pick|cut|give me|take)|nothing (?:about|on|from|with)|other than|stay away from|anything but)|` +
		`(?:^ |[,;.:(] ?|\b(?:and|but|please|with) )(?:no|not|never|without|avoid(?:ing)?|skip(?:ping)?|ignore|ignoring|omit|drop)|` +
		`\bwithout)` +
		`((?: (?:any|all|the|of|about|anything|from|parts?|with|where|include|show|use|pick|give me))*) ([^,;.:()]+)`)
	// included only looks like an exclusion: "don't leave out the taxes", "no
	// matter where".
	included = regexp.MustCompile(`(?:\b(?:(?:do|must|should) not|(?:don|mustn|shouldn)'t|never|without)|(?:^ |[,;.:(] ?|\b(?:and|but|please|with) )not) (?:ever )?` +
		`(?:leav(?:e|ing)|cut(?:ting)? out|exclud(?:e|ing)|skip(?:ping)?|omit(?:ting)?|ignor(?:e|ing)|avoid(?:ing)?|drop(?:ping)?|remov(?:e|ing)|miss(?:ing)?|forget(?:ting)?)\b(?: out\b)?|` +
		`\bno matter (?:what|which|who|whose|where|when|how|if|whether)\b|\b(?:no|not) (?:more|fewer|less|longer|shorter) than\b`)
	// nothingElse is another way to say "only": "nothing except the jokes".
	nothingElse = regexp.MustCompile(`\b(?:nothing|nobody|no one|none|(?:no|not|(?:do not|don't|never) (?:include|show|use|want|pick|give me|take))(?: (?:any|anything|anyone|anybody|` + clipWord + `))+)` +
		`(?: else)? (?:but|except(?: for)?|other than|besides|apart from)\b`)
	// anotherTurn ends an excluded list: "no ads and focus on prices".
	anotherTurn = regexp.MustCompile(`\b(?:but|and (?:only|focus|show|pick|find|give|include|keep|cut|just)|only|instead|rather|just)\b`)
	listed      = regexp.MustCompile(` (?:and|or|nor) (?:no |not |the |any )*`)

	introWord = regexp.MustCompile(`^(?:(?:the|any|long|his|her|their|an?) )*(?:intro(?:s|duction|ductions)?|opening|beginning|start|greetings?|welcome|preamble|small talk|chit-?chat)(?: parts?)?$`)
	outroWord = regexp.MustCompile(`^(?:(?:the|any|his|her|their|an?) )*(?:outro|end(?:ing)?|closing|credits?|goodbyes?|sign-?off|wrap-?up)(?: parts?)?$`)
	adWord    = regexp.MustCompile(`^(?:(?:the|any|all) )*(?:ads?|advert(?:s|isements?|ising)?|sponsors?(?:hips?| reads?| messages?| segments?)?|commercials?(?: breaks?)?|promo(?:s|tions?)?|plugs?|self-promotion|housekeeping)(?: parts?| reads?)?$`)
)

// readExclusions takes out what is not wanted. "without" inside a sentence
// excludes only what it is known to mean (ads, intro, outro, voices).
func (w *wish) readExclusions(text, language string) string {
	text = included.ReplaceAllString(nothingElse.ReplaceAllString(text, "only"), " ; ")
	for from := 0; from < len(text); {
		at := exclusion.FindStringSubmatchIndex(text[from:])
		if at == nil {
			break
		}
		for i := range at {
			if at[i] >= 0 {
				at[i] += from
			}
		}
		object := text[at[4]:at[5]]
		end := at[5]
		if turn := anotherTurn.FindStringIndex(object); turn != nil {
			end = at[4] + turn[0]
			object = object[:turn[0]]
		}
		known := w.exclude(object, language, startsWithout(text[at[0]:at[4]]))
		if !known {
			from = at[4]
			continue
		}
		text = text[:at[0]] + " ; " + text[end:]
		from = at[0] + 3
	}
	return text
}

// excludes tells whether a voice of this label is not to be heard, which only
// the transcript tells to be a voice.
func (w wish) excludes(label, language string) bool {
	named := terms(tokenize(label), language)
	return len(named) > 0 && (strings.Contains(w.text, " without "+strings.ToLower(label)+" ") ||
		slices.ContainsFunc(w.avoid, func(group []string) bool { return slices.Equal(group, named) }))
}

var bareWithout = regexp.MustCompile(`^without\b`)

func startsWithout(s string) bool { return bareWithout.MatchString(s) }

// exclude notes each thing of a list, and tells whether anything was noted.
func (w *wish) exclude(list, language string, knownOnly bool) bool {
	noted := false
	for _, object := range listed.Split(list, -1) {
		object = strings.TrimSpace(object)
		voice, _ := voiceIn(" the " + strings.TrimPrefix(object, "the ") + " ")
		switch {
		case object == "":
		case voice.given():
			w.others, noted = append(w.others, voice), true
		case adWord.MatchString(object):
			w.noAds, noted = true, true
		case introWord.MatchString(object):
			w.noIntro, noted = true, true
		case outroWord.MatchString(object):
			w.noOutro, noted = true, true
		case knownOnly:
		default:
			if t := terms(tokenize(boilerplate.ReplaceAllString(object, " ")), language); len(t) > 0 {
				w.avoid = append(w.avoid, t)
				noted = true
			}
		}
	}
	return noted
}
