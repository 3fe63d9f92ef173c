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
	layouts := func() []run {
		var ids []int
		for _, p := range picks {
			ids = append(ids, slices.Index([]clip.Layout{clip.Track, clip.Split, clip.Fit, clip.Screen}, p.layout))
		}
		return runsOf(ids)
	}
	for {
		runs := layouts()
		i := shortest(runs)
		if len(runs) < 2 || runs[i].end-runs[i].start >= least {
			return
		}
		by := i - 1
		if i == 0 {
			by = 1
		}
		layout := picks[runs[by].start].layout
		if layout != clip.Track {
			// What is split or set below here is not in another picture.
			layout = clip.Fit
			setLayout(picks[runs[by].start:runs[by].end], layout, v)
		}
		setLayout(picks[runs[i].start:runs[i].end], layout, v)
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
	many := 0
	for n := s.start; n < s.end; n++ {
		var widths []float64
		for i := range traces {
			if traces[i].present(n) {
				widths = append(widths, traces[i].face(n).w)
			}
		}
		alike := 0
		for _, w := range widths {
			if w >= standsOut*slices.Max(widths) {
				alike++
			}
		}
		if alike >= crowd {
			many++
		}
	}
	return 2*many > s.end-s.start
}
