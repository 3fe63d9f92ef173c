package transcribe

import "clipd/internal/clip"

// job is a window on its way from listening over encoding to decoding, or, with
// no samples, the news of how far listening is.
type job struct {
	heard
	region  region
	reached clip.Seconds // how much of the wanted spans lies before the window's end
	code    *encoded
}

// at is the time of a sample of the job's region.
func (j job) at(sample int) clip.Seconds {
	return j.region.read.Start + clip.Seconds(sample)/sampleRate
}

// speech is the span from the first voice in the window to the last.
func (j job) speech() clip.Span {
	return clip.Span{Start: j.at(j.voiced[0].start), End: j.at(j.voiced[len(j.voiced)-1].end)}
}

// Now and then Whisper stops early.
const (
	// restMin is how much speech after the last word is worth another look.
	restMin = sampleRate * 5 / 2
	// A text that ends before restAfter, or has no more than restTokens, did not
	// stop early but found nothing.
	restAfter  = sampleRate * 2
	restTokens = 3
	restSkip   = sampleRate / 10
)

// after is the part of the window after its last word, which ends at the sample
// of the window, when enough speech lies there.
func (j job) after(last, tokens int) (job, bool) {
	speechEnd := j.voiced[len(j.voiced)-1].end - j.start
	if tokens <= restTokens || last <= restAfter || speechEnd-last <= restMin {
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
