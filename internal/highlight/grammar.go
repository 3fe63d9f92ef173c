package highlight

import "strings"

// What is known of English words without a tagger: enough to tell a noun phrase
// ("the river bridge in winter") from a piece of a sentence ("bridge carries
// ten"). Words that are as often nouns are in the second list, of which only
// the forms on -ed and -ing count as verbs.
var (
	verbs = inflected(`accept achieve add admit afford agree allow announce appear apply argue arrive ask assume attend avoid become begin believe belong
bring build buy carry catch choose come compare complain complete concentrate confirm connect consider contain continue contribute convince create
decide deliver deny depend describe destroy develop die disappear discover discuss draw eat enable encourage enjoy ensure enter establish exist expect
explain express fail fall feed feel find finish follow forget forgive gather get give go grow happen hate hear hide hold imagine improve include indicate
integrate intend introduce invite involve join jump keep kill know lead learn leave lend let lie listen lose make manage marry mean meet mention notice
obtain occur owe pay perform prefer prepare pretend prevent produce protect prove provide publish pull push put raise reach realise realize receive
recognise recognize recommend reduce refer reflect refuse relate remain remember remove replace require rise say see seem sell send serve shake show shut
sing sit sleep speak spend stand stay steal stick suffer suggest suppose survive take teach tell tend thank think throw treat try understand wait want
warn wear win wonder worry write`).and(`became began drank drunk brought built bought came chose chosen did drew drawn drove ate eaten fell fallen felt found forgot
gave given went gone grew grown got gotten had heard hid held kept knew known led left lost made meant met paid ran rose said saw seen sold sent shook
sang sat slept spoke spoken spent stood stole stolen stuck swam took taken taught told thought threw thrown understood wore worn won wrote written done`)

	halfVerbs = wordSet(`answer apologise call change check control cook count cover cut deal design drink drive drop face fight fill fit focus guess help hope
increase kick like live look love move need offer open order own pick place plan play point press promise read record reply report rest return review run
save set share shoot sign sound start stop study supply talk test touch travel turn use visit vote walk wash watch wish work`)

	// unheaded are the words that no noun phrase ends on.
	unheaded = wordSet(`good great nice bad big small large little long short high higher low lower better best worse worst bigger smaller larger easier
easy hard difficult important expensive cheap cheaper possible impossible available able unable sure clear simple different similar same new old young
early late later recent previous next final whole full empty free true false wrong happy sad ready likely interesting useful basic main big bigger
bit lot lots couple one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million billion first second
third half am pm dr mr mrs ms st prof vs etc inside outside forward backward backwards together apart aside instead`)
)

// words is a set that grows.
type words map[string]bool

func (w words) and(list string) words {
	for _, x := range strings.Fields(list) {
		w[x] = true
	}
	return w
}

// inflected are the forms of regular verbs.
func inflected(list string) words {
	set := words{}
	for _, v := range strings.Fields(list) {
		set[v] = true
		stem := strings.TrimSuffix(v, "e")
		switch {
		case strings.HasSuffix(v, "y") && !strings.HasSuffix(v, "ay") && !strings.HasSuffix(v, "oy") && !strings.HasSuffix(v, "ey"):
			set[v[:len(v)-1]+"ies"], set[v[:len(v)-1]+"ied"] = true, true
		case strings.HasSuffix(v, "ch") || strings.HasSuffix(v, "sh") || strings.HasSuffix(v, "ss") || strings.HasSuffix(v, "o"):
			set[v+"es"] = true
		default:
			set[v+"s"] = true
		}
		set[stem+"ed"], set[stem+"ing"], set[v+"ing"] = true, true, true
		set[stem+stem[len(stem)-1:]+"ing"], set[stem+stem[len(stem)-1:]+"ed"] = true, true
	}
	return set
}

// gerund tells whether a word is a verb on -ing, with which a title may begin.
func gerund(w string) bool {
	return strings.HasSuffix(w, "ing") && len(w) > 4 && (verbs[w] || halfVerb(w))
}

// halfVerb tells whether a word is a form of a verb that may be a noun, which
// as this form it is not.
func halfVerb(w string) bool {
	for _, ending := range []string{"ing", "ed"} {
		stem, ok := strings.CutSuffix(w, ending)
		if !ok || len(stem) < 3 {
			continue
		}
		n := len(stem)
		if halfVerbs[stem] || halfVerbs[stem+"e"] || stem[n-1] == stem[n-2] && halfVerbs[stem[:n-1]] {
			return true
		}
	}
	return false
}

// nominal tells whether words could be a noun phrase: no verb in them, but for
// participles before a noun and a gerund at the front, and a noun at the end.
func (t *titler) nominal(phrase []spokenWord) bool {
	n := len(phrase)
	last := phrase[n-1].lower
	if unheaded[last] || verbs[last] || halfVerb(last) || strings.HasSuffix(last, "ly") || len(last) < 3 && phrase[n-1].text == last {
		return false
	}
	for i, w := range phrase {
		if len(w.text) < 3 && w.text == w.lower && !t.bound[w.lower] {
			return false // the beginning of a word, broken off
		}
		beforeNoun := i+1 < n && !t.bound[phrase[i+1].lower] && !verbs[phrase[i+1].lower]
		switch {
		case i == 0 && n > 2 && gerund(w.lower):
		case verbs[w.lower] && !(strings.HasSuffix(w.lower, "ed") && beforeNoun && i > 0 && t.bound[phrase[i-1].lower]):
			return false
		case halfVerb(w.lower) && !beforeNoun:
			return false
		case strings.HasSuffix(w.lower, "ed") && len(w.lower) > 4 && !beforeNoun:
			return false
		}
	}
	return true
}
