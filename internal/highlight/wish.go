package highlight

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// wish is what an instruction asks for, understood.
type wish struct {
	topics    []topic
	phrases   [][]string // quoted: words in lower case that must follow each other
	within    []period   // only here, where given
	without   []period   // not here
	avoid     [][]string // search terms of what not to show, one group an exclusion
	noAds     bool
	noIntro   bool
	noOutro   bool
	funny     bool // laughter is asked for
	applauded bool
	asking    bool // questions are asked for
	ads       bool // sponsors are the topic
	voice     voiceWish
	others    []voiceWish // who is not to be heard
	count     int         // 0 for none given
	lengths   bounds
	text      string   // the instruction in lower case, on one line, without what it excludes
	said      []string // the words of text
}

// names tells whether the instruction has this name in it, word for word. A
// label of one or two letters ("A") is no name.
func (w wish) names(name string) bool {
	var words []string
	for _, t := range tokenize(name) {
		words = append(words, t.lower)
	}
	if utf8.RuneCountInString(strings.Join(words, "")) < 3 {
		return false
	}
	for i := 0; i+len(words) <= len(w.said); i++ {
		if slices.Equal(w.said[i:i+len(words)], words) {
			return true
		}
	}
	return false
}

// forget takes search terms out: they name a voice, not what is said.
func (w *wish) forget(terms map[string]bool) {
	w.topics = slices.DeleteFunc(w.topics, func(t topic) bool { return terms[t.term] })
}

// topic is a search term.
type topic struct {
	term   string
	word   string  // as it was written, in lower case
	weight float64 // 1, less for what matters less
}

// period is a part of a recording, in seconds or as shares of its length. A
// negative time counts from the end; to 0 is the end.
type period struct {
	from, to float64
	share    bool
}

// span is the period in a recording of this length, s.
func (p period) span(length float64) (from, to float64) {
	from, to = p.from, p.to
	if p.share {
		from, to = from*length, to*length
	}
	if from < 0 {
		from += length
	}
	if to <= 0 {
		to += length
	}
	return max(0, from), min(length, to)
}

// understand reads an instruction. Each reader takes out what it has
// understood, so that "the first ten minutes" is not searched for.
func understand(instruction, language string) wish {
	var w wish
	written := strings.Join(strings.Fields(strings.ReplaceAll(instruction, "’", "'")), " ")
	text := " " + strings.ToLower(written) + " "
	text = w.readQuotes(text)
	text = w.readLengths(text)
	text = w.readPeriods(text)
	text = w.readExclusions(text, language)
	w.text = text
	for _, t := range tokenize(text) {
		w.said = append(w.said, t.lower)
	}
	text = w.readVoices(text, written)
	text = w.readKinds(text)
	w.readTopics(text, language)
	return w
}

var quotePattern = regexp.MustCompile(`["“„«]([^"“”„«»]{2,200})["”“»]|(?:^|[\s(])'([^']{2,200})'(?:[\s,.;:!?)]|$)`)

func (w *wish) readQuotes(text string) string {
	for _, m := range quotePattern.FindAllStringSubmatch(text, -1) {
		var phrase []string
		for _, t := range tokenize(m[1] + m[2]) {
			phrase = append(phrase, t.lower)
		}
		if len(phrase) > 0 {
			w.phrases = append(w.phrases, phrase)
		}
	}
	return strings.NewReplacer(`"`, " ", "“", " ", "”", " ", "„", " ", "«", " ", "»", " ").Replace(text)
}

var (
	funnyPattern    = regexp.MustCompile(`\b(?:funn(?:y|iest|ier)|hilarious|humou?r(?:ous)?|jokes?|laugh(?:s|ed|ing|ter)?|comic(?:al)?|comedy)\b`)
	applausePattern = regexp.MustCompile(`\b(?:applau(?:se|ds?|ded)|clap(?:s|ped|ping)?|ovation)\b`)
	askingPattern   = regexp.MustCompile(`\b(?:questions?|q ?& ?a|q and a)\b`)
	adsPattern      = regexp.MustCompile(`\b(?:ads?|sponsors?(?:hips?)?|commercials?|advert(?:s|isements?)?)\b`)
)

func (w *wish) readKinds(text string) string {
	w.funny = funnyPattern.MatchString(text)
	w.applauded = applausePattern.MatchString(text)
	w.asking = askingPattern.MatchString(text)
	w.ads = adsPattern.MatchString(text)
	return text
}

// boilerplate is how people ask, not what they ask for.
var boilerplate = regexp.MustCompile(`\b(?:(?:please|kindly|can you|could you|would you|i want|i'd like|i need|we need|give me|show me|send me|make me)\b|` +
	`(?:pull|pick|find|cut|make|create|get|extract|choose|select|look for|focus on|concentrate on|include|prefer|highlight|keep|use|take|grab|clip)(?: me| out| up)?\b|` +
	`(?:best|top|great|good|greatest|most|more|interesting|engaging|viral|important|exciting|compelling|memorable|relevant|key|main|only|ones?)\b|` +
	`(?:moments?|clips?|parts?|segments?|sections?|highlights?|shorts?|reels?|bits?|passages?|scenes?|sound ?bites?|snippets?|videos?|recording|transcript|podcast|episode|quotes?)\b|` +
	`(?:summari[sz]e|summary|discuss(?:ed|es|ing|ions?)?|talk(?:s|ed|ing)?|say(?:s|ing)?|said|speak(?:s|ing)?|spoke|spoken|mention(?:s|ed|ing)?|` +
	`explain(?:s|ed|ing)?|explanations?|describe[sd]?|describing|tell(?:s|ing)?|told|argu(?:e|es|ed|ing)|think(?:s|ing)?|thought|thoughts|opinions?|views?|ideas?|` +
	`conclu(?:de|ded|sions?)|deci(?:de|ded|sions?)|agree(?:d|ment)?|disagree(?:d|ment)?|propos(?:e|ed)|feel(?:s|ing)?|felt|believe[sd]?|according|reasons?|` +
	`meetings?|group|team|members?|participants?|people|speakers?|someone|somebody|anyone|everyone|everything|whole|content|come|came|points?)\b)`)

func (w *wish) readTopics(text, language string) {
	content := func(text string) []token { return tokenize(boilerplate.ReplaceAllString(text, " ")) }
	named := map[string]bool{}
	for _, name := range askers(text) {
		for _, term := range terms(content(name), language) {
			named[term] = true
		}
	}
	seen := map[string]bool{}
	for _, t := range content(text) {
		for _, term := range terms([]token{t}, language) {
			if seen[term] {
				continue
			}
			seen[term] = true
			one := topic{term, t.lower, 1}
			if named[term] {
				one.weight = askerWeight
			}
			w.topics = append(w.topics, one)
		}
	}
}
