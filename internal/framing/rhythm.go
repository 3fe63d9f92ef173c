package framing

// rhythm is how a sound changes, in what mouths are compared with.
type rhythm struct {
	// flux and loudness at each sample, standardised; nil where there is no
	// sound.
	flux, loudness []float64
	voiced         []bool // whether somebody speaks at each sample
}

// rhythm is that of the sound over n samples at least. It sorts the whole sound,
// so it is made once for all faces.
func (s sound) rhythm(n int) rhythm {
	r := rhythm{voiced: s.voiced()}
	if len(s.bands) > 0 {
		n = max(n, len(s.bands))
		r.flux, r.loudness = standardised(s.flux(n)), standardised(s.loudness(n))
	}
	return r
}

// voicedAt tells whether somebody speaks at a sample.
func (r rhythm) voicedAt(sample int) bool { return sample < len(r.voiced) && r.voiced[sample] }
