package highlight

import "regexp"

// periodReader turns one way of naming a part of a recording into a period.
type periodReader struct {
	pattern *regexp.Regexp
	read    func(m []string) period
}

const (
	partOf = `(?: of the (?:video|talk|recording|podcast|episode|show|meeting|interview|conversation|lecture|source|clip|speech))?`
	// when is a time as a clock or as "12 minutes".
	when = `(?:` + clockPattern + `|(?:minute|min) (\d{1,3})\b|` + numberPattern + `[ -]?` + unitPattern + `)`
	// stretch is "ten minutes" or just "minute".
	stretch = `(?:` + numberPattern + `[ -]?` + unitPattern + `|(minute|hour)\b)`
)

// readStretch reads the three groups of stretch, which follow the whole, in s.
func readStretch(m []string) float64 {
	if m[3] != "" {
		return timeUnit(m[3])
	}
	return number(m[1]) * timeUnit(m[2])
}

// readWhen reads the four groups of when.
func readWhen(m []string) float64 {
	switch {
	case m[0] != "":
		return clock(m[0])
	case m[1] != "":
		return number(m[1]) * 60
	}
	return number(m[2]) * timeUnit(m[3])
}

// nearby is how far "around 12:30" reaches, s.
const nearby = 90

var periodReaders = []periodReader{
	{regexp.MustCompile(`\b(?:between|from) ` + when + ` (?:and|to|until|till|-) ` + when),
		func(m []string) period { return period{from: readWhen(m[1:5]), to: readWhen(m[5:9])} }},
	{regexp.MustCompile(`\b(?:between|from) (?:minutes? )?` + numberPattern + ` (?:and|to|-) ` + numberPattern + ` ?` + unitPattern),
		func(m []string) period {
			return period{from: number(m[1]) * timeUnit(m[3]), to: number(m[2]) * timeUnit(m[3])}
		}},
	{regexp.MustCompile(clockPattern + ` ?[-–] ?` + clockPattern),
		func(m []string) period { return period{from: clock(m[1]), to: clock(m[2])} }},
	{regexp.MustCompile(`\b(?:in |during |within |from |of |at )?(?:the )?(?:first|opening|initial) ` + stretch + partOf),
		func(m []string) period { return period{to: readStretch(m)} }},
	{regexp.MustCompile(`\b(?:in |during |within |from |of |at )?(?:the )?(?:last|final|closing) ` + stretch + partOf),
		func(m []string) period { return period{from: -readStretch(m)} }},
	{regexp.MustCompile(`\b(?:in |during |within |from |of |at )?(?:the )?(first|second|last|final) half` + partOf + `\b`),
		func(m []string) period {
			if m[1] == "first" {
				return period{to: 0.5, share: true}
			}
			return period{from: 0.5, to: 1, share: true}
		}},
	{regexp.MustCompile(`\b(?:in |during |within |from |of |at )?(?:the )?(first|second|middle|last|final) third` + partOf + `\b`),
		func(m []string) period {
			at := map[string]float64{"first": 0, "second": 1, "middle": 1}
			i, ok := at[m[1]]
			if !ok {
				i = 2
			}
			return period{from: i / 3, to: (i + 1) / 3, share: true}
		}},
	{regexp.MustCompile(`\b(?:in|during|from|at|near|towards?) the (?:very )?(?:beginning|start|opening)\b` + partOf),
		func([]string) period { return period{to: 0.2, share: true} }},
	{regexp.MustCompile(`\b(?:in|during|from) the middle\b` + partOf),
		func([]string) period { return period{from: 1. / 3, to: 2. / 3, share: true} }},
	{regexp.MustCompile(`\b(?:in|during|from|at|near|towards?) the (?:very )?end(?:ing)?\b` + partOf),
		func([]string) period { return period{from: 0.8, to: 1, share: true} }},
	{regexp.MustCompile(`\b(?:after|past|later than|from|starting (?:at|from)) (?:the )?` + when + `(?: onwards?| on| mark)?`),
		func(m []string) period { return period{from: readWhen(m[1:5])} }},
	{regexp.MustCompile(`\b(?:before|until|till|up to|earlier than) (?:the )?` + when + `(?: mark)?`),
		func(m []string) period { return period{to: readWhen(m[1:5])} }},
	{regexp.MustCompile(`\b(?:around|about|near|at) (?:the )?` + clockPattern + `(?: mark)?`),
		func(m []string) period {
			t := clock(m[1])
			return period{from: max(0, t-nearby), to: t + nearby}
		}},
}

// notBefore stands before a period that is to be left out.
var notBefore = regexp.MustCompile(`(?:\bnot|\bno|\bwithout|\bexcept(?: for)?|\bexcluding|\bexclude|\bskip(?:ping)?|\bavoid(?:ing)?|\bleave out|\bignore|\bbut not)(?: anything)? $`)

func (w *wish) readPeriods(text string) string {
	for _, r := range periodReaders {
		for {
			at := r.pattern.FindStringSubmatchIndex(text)
			if at == nil {
				break
			}
			p := r.read(groups(text, at))
			head := text[:at[0]]
			if not := notBefore.FindStringIndex(head); not != nil {
				head = head[:not[0]]
				w.without = append(w.without, p)
			} else {
				w.within = append(w.within, p)
			}
			text = head + " ; " + text[at[1]:]
		}
	}
	return text
}

func groups(text string, at []int) []string {
	m := make([]string, len(at)/2)
	for i := range m {
		if at[2*i] >= 0 {
			m[i] = text[at[2*i]:at[2*i+1]]
		}
	}
	return m
}
