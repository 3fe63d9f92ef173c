package transcribe

// stretch is a part of the sound in samples, half-open.
type stretch struct{ start, end int }

func (s stretch) length() int { return s.end - s.start }

// The thresholds of voice activity.
const (
	voiceStep       = 512                     // samples a probability stands for
	voiceEnter      = 0.5                     // probability that begins speech
	voiceLeave      = 0.35                    // probability below which it may end
	voiceMinSpeech  = sampleRate * 200 / 1000 // shorter speech is dropped
	voiceMinSilence = sampleRate * 200 / 1000 // shorter silence does not end speech
	// voiceMaxSpeech is where speech without a pause is cut all the same, at the
	// least voiced place of the second half.
	voiceMaxSpeech = windowMax
)

// voiceDetector finds the voiced stretches in a stream of probabilities, one for
// each voiceStep samples, by hysteresis.
type voiceDetector struct {
	at        int // sample of the next probability
	speaking  bool
	start     int // of the current stretch
	lastVoice int // end of the last step that was over voiceLeave
	recent    []float32
}

// push takes the next probability and returns the stretch that it ended, if any.
func (d *voiceDetector) push(p float32) (stretch, bool) {
	at := d.at
	d.at += voiceStep
	if !d.speaking {
		if p < voiceEnter {
			return stretch{}, false
		}
		d.speaking, d.start, d.lastVoice = true, at, d.at
		d.recent = append(d.recent[:0], p)
		return stretch{}, false
	}
	d.recent = append(d.recent, p)
	if p >= voiceLeave {
		d.lastVoice = d.at
		if d.at-d.start >= voiceMaxSpeech {
			return d.split(), true
		}
		return stretch{}, false
	}
	if d.at-d.lastVoice < voiceMinSilence {
		return stretch{}, false
	}
	return d.finish()
}

// finish ends the current stretch.
func (d *voiceDetector) finish() (stretch, bool) {
	if !d.speaking {
		return stretch{}, false
	}
	d.speaking = false
	s := stretch{d.start, d.lastVoice}
	return s, s.length() >= voiceMinSpeech
}

// split cuts the current stretch, which is too long, where two steps together
// are the least voiced, and goes on with the rest.
func (d *voiceDetector) split() stretch {
	half := len(d.recent) / 2
	cut, least := len(d.recent), float32(2)
	for i := half; i+1 < len(d.recent); i++ {
		if v := d.recent[i] + d.recent[i+1]; v < least {
			least, cut = v, i+1
		}
	}
	s := stretch{d.start, d.start + cut*voiceStep}
	d.start = s.end
	d.recent = append(d.recent[:0], d.recent[cut:]...)
	return s
}

// earliest is the first sample that a stretch still to come can begin at.
func (d *voiceDetector) earliest() int {
	if d.speaking {
		return d.start
	}
	return d.at
}
