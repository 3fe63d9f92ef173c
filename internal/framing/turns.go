package framing

// How turns begin and how long they last, samples.
const (
	shortestStay = 25 // a camera that changes sooner is restless
	pause        = 4  // a shorter silence is inside of a word
	shortestWord = 5  // a shorter sound is a breath or a click
	pauseReach   = 8  // a change so near to a pause belongs to it
	ahead        = 2  // the camera is there before the first word
	farthest     = 45 // no change is moved farther
)

// settleTurns takes stays out of the path that are too short, and moves changes
// that lie near a pause to its end, where the next one begins to speak.
func settleTurns(path []int, voiced []bool) {
	runs := runsOf(path)
	for len(runs) > 1 {
		i := shortest(runs)
		if runs[i].end-runs[i].start >= shortestStay {
			break
		}
		by := i - 1
		if i == 0 {
			by = 1
		}
		fill(path, runs[i], path[runs[by].start])
		runs = joined(runs, func(a, b run) bool { return path[a.start] == path[b.start] })
	}
	pauses := silences(voiced)
	for i := 1; i < len(runs); i++ {
		to, ok := turnBegin(runs[i].start, pauses)
		if !ok || to-runs[i-1].start < shortestStay || runs[i].end-to < shortestStay {
			continue
		}
		before, after := path[runs[i-1].start], path[runs[i].start]
		fill(path, run{runs[i-1].start, to}, before)
		fill(path, run{to, runs[i].end}, after)
		runs[i-1].end, runs[i].start = to, to
	}
}

// turnBegin is where a change at a sample moves to.
func turnBegin(at int, pauses []run) (to int, ok bool) {
	best := pauseReach + 1
	for _, p := range pauses {
		distance := max(0, p.start-at, at-p.end)
		if begin := max(1, p.end-ahead); distance < best && max(begin-at, at-begin) <= farthest {
			best, to, ok = distance, begin, true
		}
	}
	return to, ok
}

// run is a range of samples, [start, end).
type run struct{ start, end int }

// runsOf are the parts of the path that do not change.
func runsOf[T comparable](path []T) []run {
	var runs []run
	for i, k := range path {
		if i == 0 || k != path[i-1] {
			runs = append(runs, run{i, i})
		}
		runs[len(runs)-1].end = i + 1
	}
	return runs
}

// joined are the runs with neighbours that are alike made one.
func joined(runs []run, alike func(a, b run) bool) []run {
	out := runs[:1]
	for _, r := range runs[1:] {
		if last := &out[len(out)-1]; alike(*last, r) {
			last.end = r.end
		} else {
			out = append(out, r)
		}
	}
	return out
}

// shortest is the index of the shortest run, the first one of those alike.
func shortest(runs []run) int {
	best := 0
	for i, r := range runs {
		if r.end-r.start < runs[best].end-runs[best].start {
			best = i
		}
	}
	return best
}

// silences are the pauses that are followed by speech. A sound too short for a
// word does not end one.
func silences(voiced []bool) []run {
	var out []run
	start := 0
	for i := 0; i < len(voiced); i++ {
		if !voiced[i] {
			continue
		}
		end := i
		for end < len(voiced) && voiced[end] {
			end++
		}
		if end-i < shortestWord && end < len(voiced) {
			i = end
			continue
		}
		if i-start >= pause {
			out = append(out, run{start, i})
		}
		start, i = end, end
	}
	return out
}

func fill(path []int, r run, state int) {
	for i := r.start; i < r.end; i++ {
		path[i] = state
	}
}
