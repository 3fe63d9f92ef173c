package transcribe

import (
	"context"

	"golang.org/x/sync/errgroup"

	"clipd/internal/clip"
	"clipd/internal/media"
)

// Voiced listens for voice only, which is cheap. It returns the voiced spans, in
// order, that lie in the given ones (nil: in all of the source). Where somebody
// speaks on and on, one span ends where the next begins.
func (e *Embedded) Voiced(ctx context.Context, src media.Info, spans []clip.Span) (voiced []clip.Span, err error) {
	if src.Audio == nil {
		return nil, nil
	}
	windows := make(chan job)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		defer close(windows)
		voiced, err = e.listen(ctx, reader(src), regions(spans, clip.Seconds(src.Duration)), windows)
		return err
	})
	group.Go(func() error {
		for range windows {
		}
		return nil
	})
	return voiced, group.Wait()
}

// SplitWords parts a text into words with their marks, as [Embedded] writes
// them.
func SplitWords(text string) []string {
	var words []spoken
	for _, r := range text {
		piece := string(r)
		if n := len(words); n > 0 && !beginsWord(words[n-1].text, piece) {
			words[n-1].text += piece
			continue
		}
		words = append(words, spoken{text: piece})
	}
	var out []string
	for _, w := range attachMarks(words) {
		out = append(out, w.text)
	}
	return out
}

// Sentences groups words, none of them empty and in order of time, into
// sentences.
func Sentences(words []clip.Word) []clip.Sentence { return sentences(words) }
