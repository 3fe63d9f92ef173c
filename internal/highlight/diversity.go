package highlight

// sameShare is from what part of a clip's word triples on, that another one
// says too, the two say the same.
const sameShare = 0.3

// distinct schedules the candidates so that no two of the chosen say the same:
// while two do, the worse one and everything like it is taken out and the rest
// is scheduled again.
func distinct(r *recording, pool []candidate, k int) []candidate {
	for {
		var taken []candidate
		for _, i := range schedule(pool, k) {
			taken = append(taken, pool[i])
		}
		better, worse, found := r.repeated(taken)
		if !found {
			return taken
		}
		share := r.sharedWith(better)
		rest := pool[:0:0]
		for _, c := range pool {
			overlaps := c.start < better.end && better.start < c.end
			if c != worse && (overlaps || share(c) < sameShare) {
				rest = append(rest, c)
			}
		}
		pool = rest
	}
}

// repeated finds two of the chosen that say the same.
func (r *recording) repeated(taken []candidate) (better, worse candidate, found bool) {
	for i, a := range taken {
		share := r.sharedWith(a)
		for _, b := range taken[i+1:] {
			if share(b) < sameShare {
				continue
			}
			if b.utility > a.utility {
				a, b = b, a
			}
			return a, b, true
		}
	}
	return better, worse, false
}

// sharedWith returns what part of a span's word triples another span says too.
func (r *recording) sharedWith(c candidate) func(candidate) float64 {
	said := map[[3]string]bool{}
	for _, u := range r.units[c.first : c.last+1] {
		for _, t := range triples(u) {
			said[t] = true
		}
	}
	shared, all := make([]float64, len(r.units)+1), make([]float64, len(r.units)+1)
	for i, u := range r.units {
		shared[i+1], all[i+1] = shared[i], all[i]
		for _, t := range triples(u) {
			all[i+1]++
			if said[t] {
				shared[i+1]++
			}
		}
	}
	return func(o candidate) float64 {
		n := all[o.last+1] - all[o.first]
		if n == 0 {
			return 0
		}
		return (shared[o.last+1] - shared[o.first]) / n
	}
}

func triples(u unit) [][3]string {
	var out [][3]string
	for i := 0; i+2 < len(u.tokens); i++ {
		out = append(out, [3]string{u.tokens[i].lower, u.tokens[i+1].lower, u.tokens[i+2].lower})
	}
	return out
}
