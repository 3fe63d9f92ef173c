package highlight

import (
	"regexp"
	"strings"
)

// cue is how something that is said to run a recording, and not for its own
// sake, gives itself away in lower-case text. The anchor stands in every match,
// which spares most sentences the pattern.
type cue struct {
	anchor  string
	pattern *regexp.Regexp
}

func cues(anchored ...[2]string) []cue {
	out := make([]cue, len(anchored))
	for i, a := range anchored {
		out[i] = cue{a[0], regexp.MustCompile(a[1])}
	}
	return out
}

func given(cues []cue, lower string) bool {
	for _, c := range cues {
		if strings.Contains(lower, c.anchor) && c.pattern.MatchString(lower) {
			return true
		}
	}
	return false
}

// The cues, with a few of the commonest of other languages.
var (
	sponsorCues = cues(
		[2]string{"sponsor", `\bsponsor(s|ed|ing|isé)?\b`},
		[2]string{"brought to you by", `brought to you by`},
		[2]string{"a word from our", `a word from our`},
		[2]string{" code", `\b(promo|discount|coupon) code|\buse (the |my |our )?code\b`},
		[2]string{"link", `\blinks? (is |are )?(down )?(in|below in) the (description|show notes|bio)`},
		[2]string{" off", `(percent|%) off\b`},
		[2]string{"free trial", `free trial`},
		[2]string{"com", `\b(head|go|over) (over )?to \S+(\.| dot )com\b|(\.|\bdot )com (slash|forward slash|/)`},
		[2]string{"break", `after (this|the) (short |quick )?(ad )?break`},
		[2]string{"terms and conditions", `terms and conditions apply`},
		[2]string{"money", `money[- ]back guarantee`},
		[2]string{"gesponsert", `\bgesponsert\b`},
		[2]string{"werbung", `\bwerbung von\b`},
		[2]string{"patrocinad", `\bpatrocinad[oa]\b`},
		[2]string{"descuento", `\bcódigo de descuento\b`},
		[2]string{"code promo", `\bcode promo\b`},
	)
	choreCues = cues(
		[2]string{"welcome", `\bwelcome (back )?(to|everyone|everybody|all)\b`},
		[2]string{"thank", `\bthank(s| you)( so| very)?( much)?( all| everyone| everybody)? for (watching|listening|tuning|joining|coming|having|being here|your attention)`},
		[2]string{"subscribe", `\bsubscribe\b`},
		[2]string{"hit the", `\bhit the (bell|like)\b`},
		[2]string{"see you", `\bsee you (all )?(next|in the next|tomorrow|later)\b`},
		[2]string{"my name is", `\bmy name is\b`},
		[2]string{"get started", `\blet's get started\b`},
		[2]string{"before we", `\bbefore we (begin|start|get started|get going)\b`},
		[2]string{"can ", `\bcan (you|everyone|everybody)( all)? (hear|see) (me|my|us|this)\b`},
		[2]string{" my s", `\b(see|share) my (screen|slides)\b`},
		[2]string{"next slide", `\bnext slide\b`},
		[2]string{"housekeeping", `\bhousekeeping\b`},
		[2]string{"questions?", `\bany (other |more |further )?questions\?`},
		[2]string{"mute", `\b(you're|you are|i'm|i was) (still )?(on mute|muted)\b`},
		[2]string{"good ", `\bgood (morning|afternoon|evening),? (everyone|everybody|all|ladies|folks)\b`},
		[2]string{"fire exit", `\bfire exits?\b`},
		[2]string{"break", `\b(coffee|lunch) break\b`},
		[2]string{"comment", `\b(leave|drop) (a|your) comments?\b`},
		[2]string{"follow", `\bfollow (me|us) on\b`},
		[2]string{"in today's", `\bin today's (video|episode|show)\b`},
		[2]string{"joining", `\bjoining (us|me) today\b`},
		[2]string{"bye", `\b(bye|goodbye)[ ,.!]*$`},
		[2]string{"apolog", `\bapolog(y|ies) (for|from)\b`},
		[2]string{"to note", `\bpapers? to note\b`},
		[2]string{" there", `\b(i'll|i will|we'll|let's) (stop|leave it|pause) there\b`},
		[2]string{"of interest", `\bdeclarations? of interest\b`},
		[2]string{"item", `\b(agenda item|next item|item (one|two|three|four|five|six|\d+))\b`},
		[2]string{"minutes of", `\bminutes of the (last|previous) meeting\b`},
		[2]string{"turn off your", `\bturn off your (cell)?phones?\b`},
		[2]string{"willkommen", `\bherzlich willkommen\b`},
		[2]string{"bienvenid", `\bbienvenid[oa]s\b`},
		[2]string{"bienvenue", `\bbienvenue\b`},
		[2]string{"abonn", `\babonnez-vous\b|\babonniert\b`},
	)
)

// sponsorReach is how far apart two cues of one sponsor read may lie, s.
const sponsorReach = 90

// The costs of a span that is nothing else, in the units of the linear model.
const (
	sponsorCost = 2.5
	choreCost   = 1.5
)

// chores are the running totals, over the units, of the time spent on sponsors
// and on greetings and housekeeping.
type chores struct {
	sponsor, other, all []float64
}

func choresOf(units []unit, lower []string) chores {
	n := len(units)
	sponsored := make([]bool, n)
	last := -1
	for i, text := range lower {
		if !given(sponsorCues, text) {
			continue
		}
		sponsored[i] = true
		if last >= 0 && units[i].start-units[last].end < sponsorReach {
			for j := last; j < i; j++ {
				sponsored[j] = true
			}
		}
		last = i
	}
	c := chores{make([]float64, n+1), make([]float64, n+1), make([]float64, n+1)}
	for i, u := range units {
		length := u.end - u.start
		c.sponsor[i+1], c.other[i+1], c.all[i+1] = c.sponsor[i], c.other[i], c.all[i]+length
		switch {
		case sponsored[i]:
			c.sponsor[i+1] += length
		case given(choreCues, lower[i]):
			c.other[i+1] += length
		}
	}
	return c
}

// shares are the parts of a span's speech that go to sponsors and to chores.
func (c chores) shares(s candidate) (sponsor, other float64) {
	i, j := s.first, s.last+1
	all := max(c.all[j]-c.all[i], 1e-9)
	return (c.sponsor[j] - c.sponsor[i]) / all, (c.other[j] - c.other[i]) / all
}

// cost is what they cost.
func (c chores) cost(s candidate) float64 {
	sponsor, other := c.shares(s)
	return sponsorCost*sponsor + choreCost*other
}
