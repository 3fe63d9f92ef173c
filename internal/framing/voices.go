package framing

import (
	"math"
	"slices"

	"clipd/internal/clip"
)

// voices are what is known of the voices in a moment; nothing where they are
// not told apart.
type voices struct {
	cast      int         // how many speak in the recording
	said      []utterance // one for each sample
	elsewhere []witness   // faces of other parts of the recording
}

// utterance is whose voice is heard at a sample.
type utterance struct {
	voice int     // of the cast, -1 for nobody's
	sure  float64 // 0 to 1
}

// castOf are the speakers of the sentences. There are none where there are not
// two at least: one voice does not tell which of several people speaks, and may
// be that of several who were not told apart.
func castOf(sentences []clip.Sentence) []string {
	cast := clip.Transcript{Sentences: sentences}.Speakers()
	if len(cast) < 2 {
		return nil
	}
	return cast
}

// voicesAt are those of n samples from a time on.
func voicesAt(sentences []clip.Sentence, cast []string, start float64, n int) voices {
	v := voices{cast: len(cast), said: slices.Repeat([]utterance{{voice: -1}}, n)}
	at := func(t clip.Seconds) int {
		return min(max(int(math.Round((float64(t)-start)*sampleRate)), 0), n)
	}
	for _, s := range sentences {
		voice := slices.Index(cast, s.Speaker)
		for i := at(s.Start); voice >= 0 && i < at(s.End); i++ {
			v.said[i] = utterance{voice, s.SpeakerConfidence}
		}
	}
	return v
}
