package framing

import "slices"

// setting is a shot with the faces that are in it, and whose voices they have.
type setting struct {
	shot
	traces []trace
	ties   ties
}

// settings are those of the n frames that were observed. shortSide is the
// picture's, px.
func settings(o observation, n, shortSide int, rate float64) []setting {
	all := shots(o.changes, rate)
	if len(all) > 0 {
		all[len(all)-1].end = n
	}
	out := make([]setting, len(all))
	for i, s := range all {
		out[i].shot = s
		for _, t := range joinFaces(o.looks, s, shortSide, rate) {
			out[i].traces = append(out[i].traces, newTrace(t, s, rate))
		}
	}
	if o.voices.cast > 0 {
		bind(out, o, rate)
	}
	return out
}

// bind ties the voices to the faces of each setting, by what is known of it and
// of all the others.
func bind(all []setting, o observation, rate float64) {
	known := slices.Clone(o.voices.elsewhere)
	from := make([]int, len(all)+1)
	for i, s := range all {
		from[i] = len(known)
		known = append(known, witnesses(s, o.voices, o.heard, rate)...)
	}
	from[len(all)] = len(known)
	acquaint(known, o.voices.cast)
	for i := range all {
		all[i].ties = tied(known, from[i], from[i+1], o.voices.cast)
	}
}
