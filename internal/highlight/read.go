package highlight

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"clipd/internal/clip"
)

// The limits of a transcript that is read.
const (
	MaxTranscriptBytes              = 64 << 20
	MaxTranscriptTime  clip.Seconds = 7 * 24 * 3600
)

// ReadTranscript reads a transcript in the JSON of `clipd transcribe`. Words,
// speakers, events, the language and the duration may be absent; without a
// duration it is the end of the last sentence.
//
// Sentences that are out of order are put in order, and indexes count them in
// that order. They may overlap, as people who talk at the same time do. A
// sentence that runs past the duration ends with it; one that begins after it,
// or has impossible times, is an error of code [clip.Invalid] that names it.
func ReadTranscript(r io.Reader) (clip.Transcript, error) {
	limited := &io.LimitedReader{R: r, N: MaxTranscriptBytes + 1}
	decoder := json.NewDecoder(limited)
	var t clip.Transcript
	err := decoder.Decode(&t)
	if err == nil {
		if _, more := decoder.Token(); more == nil {
			err = errors.New("something follows the transcript's closing brace")
		} else if !errors.Is(more, io.EOF) {
			err = more
		}
	}
	switch {
	case limited.N <= 0:
		return clip.Transcript{}, clip.Errorf(clip.TooLarge, "transcript", "the transcript is larger than %d MiB; split it", MaxTranscriptBytes>>20)
	case errors.Is(err, io.EOF):
		return clip.Transcript{}, clip.Errorf(clip.Invalid, "transcript", "the transcript is empty; `clipd transcribe --json` writes one")
	case err != nil:
		return clip.Transcript{}, clip.Errorf(clip.Invalid, "transcript", "reading the transcript: %w; it is to be one JSON object with \"sentences\", as `clipd transcribe --json` writes", err)
	}
	if err := put(&t); err != nil {
		return clip.Transcript{}, err
	}
	return t, nil
}

// put checks a transcript and puts it in order.
func put(t *clip.Transcript) error {
	if err := sensible("duration", 0, t.Duration); err != nil {
		return err
	}
	for i, s := range t.Sentences {
		where := "sentences[" + strconv.Itoa(i) + "]"
		if err := sensible(where, s.Start, s.End); err != nil {
			return err
		}
		for k, w := range s.Words {
			if err := sensible(where+".words["+strconv.Itoa(k)+"]", w.Start, w.End); err != nil {
				return err
			}
		}
		if t.Duration > 0 && s.Start > t.Duration {
			return clip.Errorf(clip.Invalid, "transcript", "%s begins at %v, after the recording's end (%v)", where, s.Start, t.Duration)
		}
	}
	for i, e := range t.Events {
		where := "events[" + strconv.Itoa(i) + "]"
		if err := sensible(where, e.Start, e.End); err != nil {
			return err
		}
		if e.Kind != clip.Laughter && e.Kind != clip.Applause {
			return clip.Errorf(clip.Invalid, "transcript", "%s.kind is %q; it is to be laughter or applause", where, strings.ToValidUTF8(string(e.Kind), "?"))
		}
	}
	slices.SortStableFunc(t.Sentences, func(a, b clip.Sentence) int { return cmp.Compare(a.Start, b.Start) })
	slices.SortStableFunc(t.Events, func(a, b clip.Event) int { return cmp.Compare(a.Start, b.Start) })
	bound(t)
	return nil
}

// bound gives the transcript a duration and keeps what it holds inside.
func bound(t *clip.Transcript) {
	if t.Duration == 0 {
		for _, s := range t.Sentences {
			t.Duration = max(t.Duration, s.End)
		}
	}
	for i := range t.Sentences {
		s := &t.Sentences[i]
		s.End = min(s.End, t.Duration)
		slices.SortStableFunc(s.Words, func(a, b clip.Word) int { return cmp.Compare(a.Start, b.Start) })
		for k := range s.Words {
			w := &s.Words[k]
			w.Start, w.End = min(w.Start, t.Duration), min(w.End, t.Duration)
		}
	}
}

func sensible(where string, start, end clip.Seconds) error {
	switch {
	case start < 0:
		return clip.Errorf(clip.Invalid, "transcript", "%s begins at %v, before the recording", where, start)
	case end < start:
		return clip.Errorf(clip.Invalid, "transcript", "%s ends at %v, before it begins (%v)", where, end, start)
	case end > MaxTranscriptTime:
		return clip.Errorf(clip.Invalid, "transcript", "%s ends at %v; a recording has at most %v", where, end, MaxTranscriptTime)
	}
	return nil
}
