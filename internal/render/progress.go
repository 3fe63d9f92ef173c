package render

// The parts of the work, about as their shares of the time: the sound is made
// until heard, the picture encoded until encoded, and the rest is the check.
const (
	heard   = 0.1
	encoded = 0.85
)

// step returns what a step that makes the part of the work from one share to
// another tells of its own progress, 0-1.
func (r Request) step(from, to float64) func(done float64) {
	return func(done float64) {
		if r.Progress != nil {
			r.Progress(from + (to-from)*min(1, max(0, done)))
		}
	}
}
