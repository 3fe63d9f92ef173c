package speakers

import "slices"

// What clusters are made of, and which of them are people.
const (
	coreFrames = 100 // shorter windows say too little of a voice to cluster by
	leavesMost = 1500
	// alike is the mean cosine under which two clusters are different people,
	// however little they say.
	alike = 0.62
	// A cluster is a person with this much speech.
	leastSpeech      = 1.8  // s
	leastShare       = 0.03 // of all speech, up to
	leastShareSpeech = 15   // s
	foundMost        = 6    // people, where the count is not given
	rounds           = 5    // of k-means
)

// centroids are the voices of the people who speak, with the given count, or
// with 0 as many as are found. speech is how many seconds the windows, which are
// in order, stand for.
func centroids(all []heard, count int, speech float64) [][]float32 {
	leaves := gather(all)
	if len(leaves) == 0 {
		return nil
	}
	joins := link(leaves)
	floor := max(leastSpeech, min(leastShare*speech, leastShareSpeech)) / speech * float64(len(leaves))
	var people []leaf
	if count > 0 {
		people = cutAtCount(leaves, joins, count, floor)
	} else {
		people = heaviest(grow(leaves, joins).people(floor), foundMost)
	}
	people = settle(leaves, people, count == 0)
	out := make([][]float32, len(people))
	for i, p := range people {
		out[i] = unit(p.sum)
	}
	return out
}

// gather makes leaves of the windows that are long enough, thinned out evenly
// where there are too many.
func gather(all []heard) []leaf {
	var core []heard
	for _, h := range all {
		if h.frames >= coreFrames {
			core = append(core, h)
		}
	}
	if len(core) < 3 {
		core = slices.Clone(all)
		slices.SortStableFunc(core, func(a, b heard) int { return b.frames - a.frames })
		core = core[:min(3, len(core))]
	}
	leaves := make([]leaf, min(len(core), leavesMost))
	for i := range leaves {
		h := core[i]
		if len(leaves) > 1 {
			h = core[i*(len(core)-1)/(len(leaves)-1)]
		}
		leaves[i] = leaf{slices.Clone(h.voice[:]), 1}
	}
	return leaves
}

// cutAtCount are the clusters of the floor's weight of the first cut, from the
// top, that leaves as many as were asked for. Where no cut does, people may say
// less; where that does not help, it is the cut that leaves the most.
func cutAtCount(leaves []leaf, joins []join, count int, floor float64) []leaf {
	var best []leaf
	for ; ; floor /= 3 {
		for n := len(joins); n >= 0 && len(best) < count; n-- {
			if p := clusters(leaves, joins[:n], floor); len(p) > len(best) {
				best = p
			}
		}
		if len(best) >= count || floor < 1 {
			return heaviest(best, count)
		}
	}
}

// clusters are those of the floor's weight that the joins make.
func clusters(leaves []leaf, joins []join, floor float64) []leaf {
	of, count := groups(len(leaves), joins)
	weight := make([]float64, count)
	for i, l := range leaves {
		weight[of[i]] += l.weight
	}
	made := make([]leaf, count)
	for i, l := range leaves {
		if weight[of[i]] < floor {
			continue
		}
		c := &made[of[i]]
		if c.sum == nil {
			c.sum = make([]float32, len(l.sum))
		}
		add(c.sum, l.sum)
		c.weight += l.weight
	}
	return slices.DeleteFunc(made, func(l leaf) bool { return l.sum == nil })
}

// heaviest are at most so many clusters.
func heaviest(people []leaf, most int) []leaf {
	slices.SortStableFunc(people, func(a, b leaf) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return 0
	})
	return people[:min(len(people), most)]
}

// settle moves the people to the middle of what is nearest to them, by k-means
// on cosines; where they were not counted, those become one that come out alike.
func settle(leaves, people []leaf, joinAlike bool) []leaf {
	for range rounds {
		voices := make([][]float32, len(people))
		next := make([]leaf, len(people))
		for i, p := range people {
			voices[i] = unit(slices.Clone(p.sum))
			next[i].sum = make([]float32, len(p.sum))
		}
		for _, l := range leaves {
			who, _ := nearest(l.sum, voices)
			add(next[who].sum, l.sum)
			next[who].weight += l.weight
		}
		for i := range next {
			if next[i].weight == 0 {
				next[i] = people[i]
			}
		}
		people = next
		if joinAlike {
			people = joinMostAlike(people)
		}
	}
	return people
}

// joinMostAlike joins the two people that are most alike, where they are not
// different people.
func joinMostAlike(people []leaf) []leaf {
	first, second, most := -1, -1, -1.0
	for j := range people {
		for i := range j {
			if c := people[i].cosine(people[j]); c > most && !different(people[i], people[j]) {
				first, second, most = i, j, c
			}
		}
	}
	if first < 0 {
		return people
	}
	people[first] = people[first].with(people[second])
	return slices.Delete(people, second, second+1)
}
