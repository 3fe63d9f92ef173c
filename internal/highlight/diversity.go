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
	said := map[int]bool{}
	for _, triples := range r.triples[c.first : c.last+1] {
		for _, t := range triples {
			said[t] = true
		}
	}
	shared, all := make([]int, len(r.units)+1), make([]int, len(r.units)+1)
	for i, triples := range r.triples {
		shared[i+1], all[i+1] = shared[i], all[i]+len(triples)
		for _, t := range triples {
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
		return float64(shared[o.last+1]-shared[o.first]) / float64(n)
	}
}

// triplesOf numbers, for each unit, the three words in a row that it says; the
// same three get the same number.
func triplesOf(units []unit) [][]int {
	numbers := map[[3]string]int{}
	out := make([][]int, len(units))
	for i, u := range units {
		for k := 0; k+2 < len(u.tokens); k++ {
			t := [3]string{u.tokens[k].lower, u.tokens[k+1].lower, u.tokens[k+2].lower}
			n, ok := numbers[t]
			if !ok {
				n = len(numbers)
				numbers[t] = n
			}
			out[i] = append(out[i], n)
		}
	}
	return out
}
