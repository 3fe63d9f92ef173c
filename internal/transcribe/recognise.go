package transcribe

import (
	"context"

	"clipd/internal/clip"
)

// recogniser turns windows, in order, into words. It is not safe for concurrent
// use.
type recogniser struct {
	w        *whisper
	steps    *stepper
	encoder  *encoder // of its own: the encoding goroutine has another
	language languageChoice
	waiting  []job // windows that wait for the language

	pieces []piece
	lost   []clip.Span // speech-like sound that was not understood
	lead   leadEstimate
}

// piece is a window's text. Its words have the times that the attention gives,
// until the whole recording tells how far that leads.
type piece struct {
	job
	words   []spoken
	quiet   []stretch
	logProb float64
}

func newRecogniser(w *whisper, pool *slabs, language string) (*recogniser, error) {
	r := &recogniser{w: w, steps: newStepper(w), encoder: newEncoder(w, pool)}
	if err := r.language.begin(w.vocabulary, language); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

// Close frees what the recogniser holds of the runtime.
func (r *recogniser) Close() {
	r.steps.Close()
	for _, j := range r.waiting {
		j.code.Close()
	}
}

// take recognises a window, which it closes, or keeps it until the language is
// known.
func (r *recogniser) take(ctx context.Context, j job) error {
	if j.code == nil {
		return nil
	}
	if r.language.decided {
		return r.recognise(ctx, j)
	}
	p, err := r.steps.languages(j.code)
	if err != nil {
		j.code.Close()
		return err
	}
	r.language.hear(p, j.length())
	r.waiting = append(r.waiting, j)
	if !r.language.decided {
		// Encoded windows are large; it is encoded again when its turn comes.
		j.code.Close()
		r.waiting[len(r.waiting)-1].code = nil
		return nil
	}
	return r.recogniseWaiting(ctx)
}

// finish decides on the language with what was heard, and recognises what still
// waits.
func (r *recogniser) finish(ctx context.Context) error {
	r.language.decided = true
	return r.recogniseWaiting(ctx)
}

func (r *recogniser) recogniseWaiting(ctx context.Context) error {
	waiting := r.waiting
	r.waiting = nil
	for i, j := range waiting {
		if err := r.recognise(ctx, j); err != nil {
			for _, left := range waiting[i+1:] {
				left.code.Close()
			}
			return err
		}
	}
	return nil
}

// recognise decodes a window, which it closes, and then what its text left over.
func (r *recogniser) recognise(ctx context.Context, j job) error {
	for again := true; again; {
		rest, more, err := r.decode(ctx, j)
		j.code.Close()
		if err != nil {
			return err
		}
		j, again = rest, more
	}
	return nil
}

// decode makes a piece of a window and returns the part of the window that its
// text does not reach, if that is worth another look.
func (r *recogniser) decode(ctx context.Context, j job) (rest job, more bool, err error) {
	if j.code == nil {
		if j.code, err = r.encoder.encode(j.samples); err != nil {
			return job{}, false, err
		}
		defer j.code.Close()
	}
	prompt, err := r.w.vocabulary.prompt(r.language.code)
	if err != nil {
		return job{}, false, err
	}
	d, ok, err := r.steps.decodeWindow(ctx, j.code, prompt)
	if err != nil {
		return job{}, false, err
	}
	words := r.w.vocabulary.joinTokens(d.tokens, d.attention.tokenStarts(), j.code.frames)
	words = dropSqueezed(words)
	if !ok || len(words) == 0 {
		r.lost = append(r.lost, j.speech())
		return job{}, false, nil
	}
	e := newEnvelope(j.samples)
	quiet := e.silences()
	r.lead.hear(words, e, quiet)
	rest, more = j.after(words[len(words)-1].end, len(d.tokens))
	j.code, j.samples = nil, nil
	r.pieces = append(r.pieces, piece{j, words, quiet, d.logProb})
	return rest, more, nil
}
