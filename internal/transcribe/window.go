package transcribe

// The packing of speech into windows.
const (
	windowMax = 28 * sampleRate // Whisper sees 30 s; the rest is the silence it needs
	windowMin = 5 * sampleRate  // shorter windows join a neighbour where they can
	// windowGap is the silence that always ends a window.
	windowGap = 3 * sampleRate
	// windowPad is kept around speech: with 100 ms the first sound is lost.
	windowPad = sampleRate * 250 / 1000
)

// packer collects voiced stretches, in order, into windows of at most windowMax
// that are cut at silences. It holds one finished window back, so that a short
// rest can join it.
type packer struct {
	held    []stretch // a full window, not yet given out
	pending []stretch // the window being filled
	lastEnd int       // of the last window given out, padding included
	window  []window
}

// window is a part of the sound to be recognised at once: [start, end) with its
// padding, and the voiced stretches in it.
type window struct {
	stretch
	voiced []stretch
}

// push adds a stretch.
func (p *packer) push(s stretch) {
	if n := len(p.pending); n > 0 {
		switch {
		case s.start-p.pending[n-1].end > windowGap:
			p.close(s.start)
		case s.end-p.pending[0].start > windowMax:
			p.overflow(s)
			return
		}
	}
	p.pending = append(p.pending, s)
}

// overflow makes room for a stretch that does not fit any more: the pending
// window is cut at its longest silence, in its second half.
func (p *packer) overflow(s stretch) {
	for len(p.pending) > 0 && s.end-p.pending[0].start > windowMax {
		cut := longestGap(append(p.pending, s), windowMax/2)
		p.hold(p.pending[:cut])
		p.pending = append([]stretch(nil), p.pending[cut:]...)
	}
	p.pending = append(p.pending, s)
}

// longestGap returns the index of the stretch after the longest silence, among
// those that leave at least the given length before it; the last one otherwise.
func longestGap(s []stretch, least int) int {
	best, longest := len(s)-1, -1
	for i := 1; i < len(s); i++ {
		gap := s[i].start - s[i-1].end
		if s[i-1].end-s[0].start >= least && gap > longest {
			best, longest = i, gap
		}
	}
	return best
}

// hold finishes a window; the one finished before is given out.
func (p *packer) hold(voiced []stretch) {
	next := voiced[0].start
	p.give(next)
	p.held = append([]stretch(nil), voiced...)
}

// close finishes what is pending, because silence follows until next.
func (p *packer) close(next int) {
	if len(p.pending) == 0 {
		p.give(next)
		return
	}
	if n := len(p.pending); n > 0 && len(p.held) > 0 && p.pending[n-1].end-p.pending[0].start < windowMin {
		p.rebalance()
	}
	if len(p.pending) > 0 {
		p.hold(p.pending)
		p.pending = nil
	}
	p.give(next)
}

// rebalance moves stretches from the held window to the short pending one, so
// that both are cut at a long silence, or joins them where they fit together.
func (p *packer) rebalance() {
	all := append(append([]stretch(nil), p.held...), p.pending...)
	p.held = nil
	if all[len(all)-1].end-all[0].start <= windowMax {
		p.pending = all
		return
	}
	best, longest := 0, -1
	for i := 1; i < len(all); i++ {
		before, after := all[i-1].end-all[0].start, all[len(all)-1].end-all[i].start
		gap := all[i].start - all[i-1].end
		if before <= windowMax && after <= windowMax && min(before, after) >= windowMin && gap > longest {
			best, longest = i, gap
		}
	}
	if best == 0 {
		best = len(all) - len(p.pending)
	}
	p.held, p.pending = all[:best:best], all[best:]
}

// give hands out the held window; the sound after it begins to matter at next.
func (p *packer) give(next int) {
	if len(p.held) == 0 {
		return
	}
	first, last := p.held[0].start, p.held[len(p.held)-1].end
	w := window{stretch: stretch{max(first-windowPad, p.lastEnd, 0), last + windowPad}, voiced: p.held}
	if w.end > next {
		w.end = max(last, (last+next)/2)
	}
	p.lastEnd = w.end
	p.window = append(p.window, w)
	p.held = nil
}

// advance tells that no stretch begins before the sample: windows followed by a
// long silence are finished.
func (p *packer) advance(sample int) {
	n := len(p.pending)
	if n > 0 && sample-p.pending[n-1].end > windowGap {
		p.close(sample)
	}
}

// take returns the finished windows.
func (p *packer) take() []window {
	w := p.window
	p.window = nil
	return w
}

// earliest is the first sample that a window still to come can hold, when no
// stretch begins before the sample.
func (p *packer) earliest(sample int) int {
	switch {
	case len(p.held) > 0:
		sample = p.held[0].start
	case len(p.pending) > 0:
		sample = p.pending[0].start
	}
	return max(0, sample-windowPad)
}
