package highlight

import "strings"

func wordSet(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for _, w := range strings.Fields(list) {
			set[w] = true
		}
	}
	return set
}

// fillers are the sounds of hesitation that no title and no search needs.
var fillers = wordSet(`um umm uh uhh uhm er erm ah hmm hm mm mhm mmm mm-hmm uh-huh äh ähm euh eh`)

// stopWords are the English words that carry no topic. Languages without a
// list lose nothing but a little precision: words that stand in every part of
// a recording weigh next to nothing anyway.
var stopWords = wordSet(`a about above after again against all also am an and any are aren't as at be
because been before being below between both but by can can't cannot could couldn't did didn't do does
doesn't doing don't down during each else ever every few for from further get gets getting go goes going
gonna got gotta had hadn't has hasn't have haven't having he he'd he'll he's her here here's hers herself him
himself his how how's i i'd i'll i'm i've if in into is isn't it it'll it's its itself just kind kinda know let
let's like lot lots many may maybe me might mine more most much must my myself no nor not now of off oh ok okay on
once one only or other others ought our ours ourselves out over own quite rather really right s same say
says see shall she she's should shouldn't so some something somehow sort still such sure t than that that'll that's the their
theirs them themselves then there there'll there's these they they'd they'll they're they've thing things think this
those though through to too under until up upon us very want wanna was wasn't way we we'd we'll we're we've well
were weren't what what's whatever when when's where where's whether which while who who'll who's whom whose why will with without won't would
wouldn't yeah yep yes yet you you'd you'll you're you've your yours yourself yourselves d m re ve ll
mean actually basically cause alright anyway literally stuff guess`,
	`um umm uh uhh uhm er erm ah hmm hm mm mhm mmm`)
