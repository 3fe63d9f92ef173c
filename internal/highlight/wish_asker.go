package highlight

import "regexp"

// Whose view is asked for seldom says their own name, so the words that name
// them say less about where the answer is than what the view is on.
var (
	thinker = regexp.MustCompile(`\b(?:did|does|do|was|were|is|has|had|would) (.+?) (?:think|thought|say|said|feel|felt|propose|suggest|recommend|want|mention|explain|describe|decide|` +
		`agree|disagree|consider|introduce|believe|discuss|talk|argue|respond|react|express|come up|make|plan|like|prefer|need|design|present|suppose|disapprove|approve|find|object|ask)[a-z]*\b`)
	holder = regexp.MustCompile(`\b(?:opinions?|thoughts?|views?|ideas?|attitudes?) of (.+?) (?:on|about|towards?|when)\b|^ ?(?:summari[sz]e )?(.+?) ?'s (?:opinions?|thoughts?|views?|ideas?|presentation|suggestions?)\b`)
)

// askerWeight is how much a word counts that names whose view is asked for.
const askerWeight = 0.3

// askers returns the parts of an instruction that name whose view it wants.
func askers(text string) []string {
	var named []string
	for _, p := range []*regexp.Regexp{thinker, holder} {
		if m := p.FindStringSubmatch(text); m != nil {
			named = append(named, m[1:]...)
		}
	}
	return named
}
