package transcribe

import "slices"

// listener cuts a stream of sound into windows of speech. It holds only the
// sound that a window still to come can need.
type listener struct {
	voice    *silero
	detector voiceDetector
	packer   packer

	sound  []float32
	first  int       // sample that sound begins at
	end    int       // of the stream so far
	voiced []stretch // every one found
}

func newListener(voice *silero) *listener { return &listener{voice: voice} }

// heard is a window with its sound.
type heard struct {
	window
	samples []float32
}

// push takes the next samples and returns the windows that they finish.
func (l *listener) push(samples []float32) ([]heard, error) {
	l.sound = append(l.sound, samples...)
	l.end += len(samples)
	if err := l.voice.push(samples, l.probability); err != nil {
		return nil, err
	}
	l.packer.advance(l.detector.earliest())
	return l.take(), nil
}

// finish returns the last windows.
func (l *listener) finish() ([]heard, error) {
	if err := l.voice.flush(l.probability); err != nil {
		return nil, err
	}
	if s, ok := l.detector.finish(); ok {
		l.found(s)
	}
	l.packer.close(l.end + windowGap)
	return l.take(), nil
}

func (l *listener) probability(p float32) {
	if s, ok := l.detector.push(p); ok {
		l.found(s)
	}
}

func (l *listener) found(s stretch) {
	s.end = min(s.end, l.end)
	if s.length() <= 0 {
		return
	}
	l.voiced = append(l.voiced, s)
	l.packer.push(s)
}

// take copies the finished windows' sound and forgets what is not needed again.
func (l *listener) take() []heard {
	var out []heard
	for _, w := range l.packer.take() {
		w.end = min(w.end, l.end)
		out = append(out, heard{w, slices.Clone(l.sound[w.start-l.first : w.end-l.first])})
	}
	if keep := l.packer.earliest(l.detector.earliest()); keep > l.first {
		drop := min(keep, l.end) - l.first
		l.sound = slices.Delete(l.sound, 0, drop)
		l.first += drop
	}
	return out
}
