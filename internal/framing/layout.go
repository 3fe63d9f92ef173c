package framing

import (
	"slices"

	"clipd/internal/clip"
)

// leastLayout is how long a layout is held, s. A shot that is shorter takes the
// layout of what comes before it.
const leastLayout = 2.0

// holdLayouts gives runs of a layout that are too short the one of their
// neighbour, so far as that can show them.
func holdLayouts(picks []picked, v view, rate float64) {
	least := frames(leastLayout, rate)
	layouts := make([]clip.Layout, len(picks))
	for i, p := range picks {
		layouts[i] = p.layout
	}
	runs := runsOf(layouts)
	for len(runs) > 1 {
		i := shortest(runs)
		if runs[i].end-runs[i].start >= least {
			return
		}
		by := i - 1
		if i == 0 {
			by = 1
		}
		layout := picks[runs[by].start].layout
		if layout == clip.Split || layout == clip.Screen {
			// What is split or set below here is not in another picture.
			layout = clip.Fit
			setLayout(picks[runs[by].start:runs[by].end], layout, v)
		}
		setLayout(picks[runs[i].start:runs[i].end], layout, v)
		runs = joined(runs, func(a, b run) bool { return picks[a.start].layout == picks[b.start].layout })
	}
}

func setLayout(picks []picked, layout clip.Layout, v view) {
	for i := range picks {
		p := &picks[i]
		if p.layout == layout {
			continue
		}
		p.layout, p.crops = layout, []clip.Box{v.picture()}
		if layout == clip.Track {
			p.crops = []clip.Box{v.centred()}
		}
	}
}

// What makes a shot one of a crowd, of which nobody is filmed alone.
const (
	crowd        = 5    // faces at a time
	standsOut    = 0.5  // of the largest: a face of this width beside it is not smaller
	hardlySpeaks = 0.02 // log odds a sample: who has more speaks
)

// isCrowd tells whether many people are seen, none of whom speaks or is near.
func isCrowd(s shot, traces []trace, all []stay, rate float64) bool {
	if slices.ContainsFunc(all, func(s stay) bool {
		return s.speaker() != nil && s.odds > hardlySpeaks*sampleRate/rate*float64(s.end-s.start)
	}) {
		return false
	}
	widest, alike := make([]float64, s.end-s.start), make([]int, s.end-s.start)
	for _, t := range traces {
		for i, r := range t.at {
			if n := t.start + i - s.start; t.seen[i] {
				widest[n] = max(widest[n], r.w)
			}
		}
	}
	many := 0
	for _, t := range traces {
		for i, r := range t.at {
			if n := t.start + i - s.start; t.seen[i] && r.w >= standsOut*widest[n] {
				if alike[n]++; alike[n] == crowd {
					many++
				}
			}
		}
	}
	return 2*many > s.end-s.start
}
