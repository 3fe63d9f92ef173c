package transcribe

import (
	"context"

	"clipd/internal/clip"
)

const (
	// restMin is how much speech after the last word makes it worth to decode the
	// rest again: now and then Whisper stops early.
	restMin = sampleRate * 5 / 2
	// restAfter and restTokens: a text that stops earlier than this is not one
	// that stopped early, but one that found nothing.
	restAfter  = sampleRate * 2
	restTokens = 3
	restSkip   = sampleRate / 10
)

// recogniser turns windows, in order, into words. It is not safe for concurrent
// use.
type recogniser struct {
	w        *whisper
	steps    *stepper
	mel      *melExtractor // of its own: the encoding goroutine has another
	language languageChoice
	waiting  []job // windows that wait for the language

	words []clip.Word
	lost  []clip.Span // speech-like sound that was not understood
}

func newRecogniser(w *whisper, language string) (*recogniser, error) {
	r := &recogniser{w: w, steps: newStepper(w), mel: newMelExtractor(w.model.MelBins)}
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
		return r.decode(ctx, j)
	}
	p, err := r.steps.languages(j.code)
	if err != nil {
		j.code.Close()
		return err
	}
	r.language.hear(p, j.length())
	r.waiting = append(r.waiting, j)
	if !r.language.decided {
		// Encoded windows are large; it is decoded again when its turn comes.
		j.code.Close()
		r.waiting[len(r.waiting)-1].code = nil
		return nil
	}
	return r.decodeWaiting(ctx)
}

// finish decides on the language with what was heard, and recognises what still
// waits.
func (r *recogniser) finish(ctx context.Context) error {
	r.language.decide()
	return r.decodeWaiting(ctx)
}

func (r *recogniser) decodeWaiting(ctx context.Context) error {
	waiting := r.waiting
	r.waiting = nil
	for i, j := range waiting {
		if err := r.decode(ctx, j); err != nil {
			for _, left := range waiting[i+1:] {
				left.code.Close()
			}
			return err
		}
	}
	return nil
}

// decode recognises a window and what its text left over.
func (r *recogniser) decode(ctx context.Context, j job) (err error) {
	defer func() { j.code.Close() }()
	prompt, err := r.w.vocabulary.prompt(r.language.code)
	if err != nil {
		return err
	}
	for {
		if j.code == nil {
			if j.code, err = r.w.encode(r.mel, j.samples); err != nil {
				return err
			}
		}
		d, ok, err := r.steps.decodeWindow(ctx, j.code, prompt)
		if err != nil {
			return err
		}
		if !ok {
			r.lost = append(r.lost, clip.Span{Start: j.at(j.voiced[0].start), End: j.at(j.voiced[len(j.voiced)-1].end)})
			return nil
		}
		words := r.w.vocabulary.joinTokens(d.tokens, d.attention.tokenStarts(), j.code.frames)
		snap(words, silences(j.samples), len(j.samples))
		r.add(j, words)
		rest, again := restOf(j, words, len(d.tokens))
		if !again {
			return nil
		}
		j.code.Close()
		j = rest
	}
}

// add keeps the words of a window that lie in the wanted part.
func (r *recogniser) add(j job, words []spoken) {
	for _, w := range words {
		word := clip.Word{Start: j.at(j.start + w.start), End: j.at(j.start + w.end), Text: w.text}
		if !j.region.keeps(word) {
			continue
		}
		if n := len(r.words); n > 0 && word.Start < r.words[n-1].End {
			word.Start = r.words[n-1].End
			word.End = max(word.End, word.Start)
		}
		r.words = append(r.words, word)
	}
}

// restOf is the window after the last word, when speech goes on there.
func restOf(j job, words []spoken, tokens int) (job, bool) {
	if len(words) == 0 || tokens <= restTokens {
		return job{}, false
	}
	last := words[len(words)-1].end
	speechEnd := j.voiced[len(j.voiced)-1].end - j.start
	if speechEnd-last <= restMin || last <= restAfter {
		return job{}, false
	}
	rest := j
	rest.code = nil
	rest.start = j.start + last + restSkip
	rest.samples = j.samples[last+restSkip:]
	rest.voiced = nil
	for _, s := range j.voiced {
		if s.end > rest.start {
			rest.voiced = append(rest.voiced, stretch{max(s.start, rest.start), s.end})
		}
	}
	return rest, true
}
