package speakers

import (
	"fmt"
	"slices"

	"clipd/internal/infer"
)

// batch is how many windows of one length are encoded at once.
const batch = 16

// voice is what a window sounds like: a vector of length 1.
type voice [voiceSize]float32

// heard is a window of a sentence with its voice.
type heard struct {
	sentence int
	frames   int // its length
	at       stretch
	voice    voice
}

// encoder turns windows to voices. Windows wait until enough of their length
// are there. It is not safe for concurrent use.
type encoder struct {
	session *infer.Session
	waiting map[int]*queue // by frames
	heard   []heard
}

// queue is windows of one length that wait: their frames one after another.
type queue struct {
	frames []float32
	heard  []heard
}

func newEncoder(session *infer.Session) *encoder {
	return &encoder{session: session, waiting: map[int]*queue{}}
}

// quietest is the level that quieter speech is raised to: mean power of the
// samples, -30 dB of full scale. The encoder was trained so.
const quietest = 1e-3

// add takes the sound of a passage.
func (e *encoder) add(p passage, s *sounds) error {
	gain := raise(s.power)
	for _, w := range windows(s.frames()) {
		q := e.waiting[w.length()]
		if q == nil {
			q = &queue{}
			e.waiting[w.length()] = q
		}
		for _, power := range s.mel[w.start*bands : w.end*bands] {
			q.frames = append(q.frames, power*gain)
		}
		q.heard = append(q.heard, heard{sentence: p.sentence, frames: w.length(), at: w})
		if len(q.heard) == batch {
			if err := e.encode(w.length(), q); err != nil {
				return err
			}
		}
	}
	return nil
}

// finish encodes what still waits and returns all windows, in order.
func (e *encoder) finish() ([]heard, error) {
	for frames, q := range e.waiting {
		if len(q.heard) == 0 {
			continue
		}
		if err := e.encode(frames, q); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(e.heard, func(a, b heard) int {
		if a.sentence != b.sentence {
			return a.sentence - b.sentence
		}
		return a.at.start - b.at.start
	})
	return e.heard, nil
}

func (e *encoder) encode(frames int, q *queue) error {
	n := len(q.heard)
	in, err := infer.NewTensor([]int64{int64(n), int64(frames), bands}, q.frames)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := e.session.Run(map[string]*infer.Tensor{"mel": in}, nil)
	if err != nil {
		return fmt.Errorf("listening to voices: %w", err)
	}
	defer infer.CloseAll(out)
	voices := infer.Data[float32](out["voice"])
	for i := range q.heard {
		copy(q.heard[i].voice[:], voices[i*voiceSize:])
	}
	e.heard = append(e.heard, q.heard...)
	q.frames, q.heard = q.frames[:0], q.heard[:0]
	return nil
}

// raise is what brings the power of quiet speech to quietest; loud speech is
// left alone.
func raise(power []float32) float32 {
	sum := float32(0)
	for _, p := range power {
		sum += p
	}
	mean := sum / float32(max(1, len(power)))
	return max(1, quietest/max(mean, 1e-9))
}
