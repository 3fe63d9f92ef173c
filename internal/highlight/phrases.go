package highlight

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"clipd/internal/clip"
)

// phrase is a possible title.
type phrase struct {
	text  string
	score float64
}

// How well a phrase may begin or end between two words.
const (
	inPhrase   = iota // between two words that belong together
	atFunction        // beside a function word
	atJoint           // beside a conjunction
	atBreak           // beside a comma or the like
	atSentence        // at the sentence's own edge
	nowhere    = -100
)

// joints join clauses.
var joints = wordSet(`and but or so because 'cause cause which who that where when while if whether although though since unless until than then whereas`)

// unresolved are the words that name somebody or something said before.
var unresolved = wordSet(`it it's it'll that that's that'll this these those they they're they've they'd they'll he he's he'd he'll she she's she'd she'll him her his hers them
their there there's there'll here here's one ones some such other others same both either neither another its`)

// subjects may begin a title that is a whole clause.
var subjects = wordSet(`i i'm i've i'd i'll we we're we've we'd we'll you you're you've you'll my our your the a an every each no not never all most many
what what's why how how's who who's when where let's if`)

// openVerbs may begin a question or a command, and so only a sentence.
var openVerbs = wordSet(`is are do does did can could should would will don't`)

// ahead are the words after which what follows hangs in the air, as a verb
// without its subject does, and what such a phrase is worth as a title.
var ahead = map[float64]map[string]bool{
	0.5: wordSet(`which who that i we you he she it they what i'd we'd you'd i'll we'll you'll they'll he'd she'd he'll she'll it'll not never don't doesn't didn't can't won't
can could should would will must might may do does did let's`),
	0.65: wordSet(`is are was were be been being i'm you're we're they're he's she's it's isn't aren't wasn't weren't have has had having i've we've you've they've haven't hasn't just also really very so too`),
}

// hangs is what a phrase after this word is worth as a title, of 1.
func hangs(before string) float64 {
	for worth, words := range ahead {
		if words[before] {
			return worth
		}
	}
	return 1
}

// pausedShare is what a title is worth with a comma more inside, of 1.
const pausedShare = 0.8

// asks are the words that begin a question or a title that explains.
var asks = wordSet(`what what's why how how's who who's when where which`)

// phrasesOf returns the phrases of a unit that could be titles.
func (t *titler) phrasesOf(u unit, weight map[string]float64) []phrase {
	words := t.clean(u)
	if len(words) > 0 && clip.Unspaced(firstRune(words[0].lower)) {
		return t.unspacedPhrases(words, weight)
	}
	if given(choreCues, strings.ToLower(u.text)) || given(sponsorCues, strings.ToLower(u.text)) {
		return nil
	}
	question := finalRune(u.text) == '?'
	var out []phrase
	for i := range words {
		begin := t.begins(words, i, u.opens)
		if begin < atFunction {
			continue
		}
		for j := i + titleLeast - 1; j < len(words) && j < i+titleMost; j++ {
			end := t.ends(words, j, u.closes)
			if end < atFunction {
				continue
			}
			clause := t.punctuated && begin >= atJoint && end == atSentence && t.whole(words[i:j+1], begin == atSentence, question)
			if !clause && !(t.stands(words[i:j+1]) && t.nominal(words[i:j+1])) {
				continue
			}
			p := phrase{text: spell(words[i : j+1])}
			p.score = t.says(words[i:j+1], weight) * (0.55 + 0.1*float64(begin) + 0.12*float64(end))
			if begin < atBreak {
				p.score *= hangs(words[i-1].lower)
			}
			p.score *= math.Pow(pausedShare, float64(pauses(words[i:j+1])))
			if clause {
				p.score *= wholeBonus
			}
			if clause && question {
				p.text += "?"
				if asks[words[i].lower] {
					p.score *= questionFactor
				}
			}
			if p.score > 0 {
				out = append(out, p)
			}
		}
	}
	return out
}

func (t *titler) begins(words []spokenWord, i int, opens bool) int {
	switch {
	case i == 0 && opens:
		return atSentence
	case i == 0 || words[i].after:
		return atBreak
	case joints[words[i-1].lower]:
		return atJoint
	case t.bound[words[i-1].lower]:
		return atFunction
	}
	return inPhrase
}

func (t *titler) ends(words []spokenWord, j int, closes bool) int {
	switch {
	case t.bound[words[j].lower]:
		return nowhere
	case j == len(words)-1 && closes:
		return atSentence
	case j == len(words)-1:
		return atJoint
	case words[j+1].after:
		return atBreak
	case joints[words[j+1].lower]:
		return atJoint
	case t.bound[words[j+1].lower]:
		return atFunction
	}
	return inPhrase
}

// whole tells whether the words of a whole sentence, or of its last clause, make
// sense on their own: they begin with who or what they are about, or with what a
// question begins with, and hold two words of content.
func (t *titler) whole(words []spokenWord, sentence, question bool) bool {
	first, last := words[0].lower, words[len(words)-1].lower
	switch {
	case unresolved[first] || joints[first] && !asks[first] || lostStart[first] || abbreviations[last]:
		return false
	case words[1].after || t.content(words) < 2:
		return false
	case !sentence:
		return subjects[first] && !asks[first] && t.hasVerb(words)
	case openVerbs[first] || asks[first]:
		return question
	}
	if verbs[first] && (strings.HasSuffix(first, "s") || strings.HasSuffix(first, "ed")) {
		return false
	}
	return !t.bound[first] || subjects[first]
}

// lostStart are the first words of a sentence that has lost its beginning, and
// abbreviations the words whose point ends no sentence.
var (
	lostStart = wordSet(`including given according regarding concerning depending based compared followed except rather
became began brought came did drew drank drove ate fell felt found forgot gave went grew got had heard held kept knew led left lost made meant met paid
ran rose said saw sold sent sat slept spoke spent stood stuck took told thought threw wore won wrote wanted needed used tried looked started`)
	abbreviations = wordSet(`dr mr mrs ms st prof vs etc`)
)

// hasVerb tells whether one of the words after the first is a verb.
func (t *titler) hasVerb(words []spokenWord) bool {
	if strings.Contains(words[0].lower, "'") {
		return true // I'm, we've
	}
	for _, w := range words[1:] {
		if verbs[w.lower] || openVerbs[w.lower] || halfVerb(w.lower) || pronouns[w.lower] {
			return true
		}
	}
	return false
}

// stands tells whether words that are no whole sentence begin like a phrase of
// their own.
func (t *titler) stands(words []spokenWord) bool {
	first := words[0].lower
	if lostStart[first] || t.bound[first] && !articles[first] {
		return false
	}
	for k, w := range words[1:] {
		if w.after && k < 1 || pronouns[w.lower] {
			return false
		}
	}
	if ofPhrase[first] && (words[1].lower == "of" || words[1].lower == "to" || words[1].lower == "bit") {
		return false
	}
	return t.content(words)*2 >= len(words)
}

// ofPhrase are the nouns of prepositions of several words ("in terms of").
var ofPhrase = wordSet(`terms front spite addition favour favor respect order number amount kind kinds sort sorts type lot lots bit little couple middle back top case`)

// articles may begin a noun phrase, and pronouns do not stand in one.
var (
	articles = wordSet(`a an the my our your his her their every each no`)
	pronouns = wordSet(`i i'm i've i'd i'll he he's she she's it it's we we're we've you you're you've they they're they've me him them us who which that
is are was were be been am isn't aren't wasn't has have had do does did will would can could should may might must not never to if because so`)
)

// content counts the words that are not function words.
func (t *titler) content(words []spokenWord) int {
	n := 0
	for _, w := range words {
		if !t.bound[w.lower] {
			n++
		}
	}
	return n
}

// says is how much of the span's weight the words carry, a little less the
// longer they go on.
func (t *titler) says(words []spokenWord, weight map[string]float64) float64 {
	total := 0.0
	seen := map[string]bool{}
	for k, w := range words {
		for _, term := range w.terms {
			if seen[term] {
				continue
			}
			seen[term] = true
			v := weight[term]
			if first, _ := utf8.DecodeRuneInString(w.text); k > 0 && unicode.IsUpper(first) {
				v *= 1.4
			}
			total += v
		}
	}
	return total / math.Pow(float64(len(words)), 0.6)
}

// pauses counts the commas inside.
func pauses(words []spokenWord) int {
	n := 0
	for _, w := range words[1:] {
		if w.after {
			n++
		}
	}
	return n
}

// spell writes the words as a title.
func spell(words []spokenWord) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && w.after {
			b.WriteByte(',')
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return capital(b.String())
}

// unspacedPhrases takes, in scripts without spaces, the clauses themselves.
func (t *titler) unspacedPhrases(words []spokenWord, weight map[string]float64) []phrase {
	var out []phrase
	for _, w := range words {
		runes := []rune(w.text)
		if len(runes) < lettersLeast {
			continue
		}
		runes = runes[:min(len(runes), lettersMost)]
		total := 0.0
		for _, term := range terms([]token{{lower: string(runes)}}, t.rec.language) {
			total += weight[term]
		}
		out = append(out, phrase{string(runes), total / math.Sqrt(float64(len(runes)))})
	}
	return out
}
