package highlight

import "regexp"

// What is said to run a recording and not for its own sake. The patterns match
// lower-case text; a few of the commonest in other languages are among them.
var (
	sponsorCue = regexp.MustCompile(`\bsponsor(s|ed|ing)?\b|brought to you by|a word from our|promo code|discount code|coupon code|` +
		`\buse (the |my |our )?code\b|links? (is |are )?(down )?(in|below in) the (description|show notes|bio)|(percent|%) off\b|free trial|` +
		`\b(head|go|over) (over )?to \S+(\.| dot )com\b|(\.|\bdot )com (slash|forward slash|/)|after (this|the) (short |quick )?(ad )?break|` +
		`terms and conditions apply|money[- ]back guarantee|\b(gesponsert|werbung von|unterstützt von|patrocinad[oa]|código de descuento|sponsorisé|code promo)\b`)
	choreCue = regexp.MustCompile(`\bwelcome (back )?(to|everyone|everybody|all)\b|` +
		`\bthank(s| you)( so| very)?( much)?( all| everyone| everybody)? for (watching|listening|tuning|joining|coming|having|being here|your attention)|` +
		`\bsubscribe\b|\bhit the (bell|like)\b|\bsee you (all )?(next|in the next|tomorrow|later)\b|\bmy name is\b|\blet's get started\b|` +
		`\bbefore we (begin|start|get started|get going)\b|\bcan (you|everyone|everybody)( all)? (hear|see) (me|my|us|this)\b|\b(see|share) my (screen|slides)\b|` +
		`\bnext slide\b|\bhousekeeping\b|\bany (other |more |further )?questions\?|\b(you're|you are|i'm|i was) (still )?(on mute|muted)\b|` +
		`\bgood (morning|afternoon|evening),? (everyone|everybody|all|ladies|folks)\b|\bfire exits?\b|\b(coffee|lunch) break\b|\b(leave|drop) (a|your) comments?\b|` +
		`\bfollow (me|us) on\b|\bin today's (video|episode|show)\b|\bjoining (us|me) today\b|\b(bye|goodbye)[ ,.!]*$|\bturn off your (cell)?phones?\b|` +
		`\b(herzlich willkommen|schön,? dass (ihr|sie)|bienvenid[oa]s|bienvenue|abonnez-vous|suscríb|abonniert)`)
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
		if !sponsorCue.MatchString(text) {
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
		case choreCue.MatchString(lower[i]):
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
