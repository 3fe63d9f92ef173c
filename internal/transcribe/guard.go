package transcribe

import (
	"bytes"
	"compress/zlib"
)

// The limits beyond which a decoded text is not believed (the first three from
// OpenAI's whisper/transcribe.py).
const (
	maxCompression = 2.4
	minLogProb     = -1.0
	maxNoSpeech    = 0.6
)

// People say whole sentences twice. A text that compresses too well but is sure,
// and in which no phrase runs in a loop, is believed up to this ratio.
const (
	maxSureCompression = 4.0
	sureLogProb        = -0.5
)

// compressesLikeSpeech tells whether a text of such a log-probability repeats
// itself no more than people do.
func compressesLikeSpeech(text string, looping bool, logProb float64) bool {
	limit := maxCompression
	if !looping && logProb >= sureLogProb {
		limit = maxSureCompression
	}
	return compressionRatio(text) <= limit
}

// compressionRatio is how many times smaller zlib makes the text. Text that
// repeats itself compresses too well.
func compressionRatio(text string) float64 {
	if text == "" {
		return 0
	}
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write([]byte(text)) // a bytes.Buffer does not fail
	_ = w.Close()
	return float64(len(text)) / float64(out.Len())
}

// The repetitions that nobody says: a phrase of at most maxPhrase tokens over
// and over.
const (
	maxPhrase  = 12
	maxRepeats = 4 // times in a row, of phrases of two tokens or more
	maxStutter = 7 // times in a row, of one token
)

// repetition finds a phrase of tokens that is repeated too often in a row. It
// returns the length of the text up to the end of the phrase's first use, and
// whether there is one.
func repetition(tokens []int) (keep int, found bool) {
	for phrase := 1; phrase <= maxPhrase; phrase++ {
		limit := maxRepeats
		if phrase == 1 {
			limit = maxStutter
		}
		same := 0
		for i := phrase; i < len(tokens); i++ {
			if tokens[i] != tokens[i-phrase] {
				same = 0
				continue
			}
			same++
			if same >= phrase*(limit-1) {
				return i + 1 - phrase*(limit-1), true
			}
		}
	}
	return len(tokens), false
}

// Words that the alignment finds no time for were not spoken: a text that goes
// on after the sound ended.
const (
	squeezedWord = 2 * encoderFrame // samples; words are longer
	squeezedRun  = 4                // in a row
)

// dropSqueezed leaves out runs of words that have no time.
func dropSqueezed(words []spoken) []spoken {
	out := words[:0:0]
	for i := 0; i < len(words); {
		end := i
		for end < len(words) && words[end].length() < squeezedWord {
			end++
		}
		if end-i < squeezedRun {
			end = max(end, i+1)
			out = append(out, words[i:end]...)
		}
		i = end
	}
	return out
}
