package speakers

import (
	"fmt"
	"math"

	"clipd/internal/clip"
)

// sharpness is how fast confidence falls with the distance, in cosines, between
// the nearest voice and the others.
const sharpness = 25

// label writes who speaks into the sentences. A sentence too short to be heard
// goes to who spoke before.
func label(sentences []clip.Sentence, all []heard, people [][]float32) {
	if len(people) == 0 {
		return
	}
	voices := voicesOf(all, len(sentences))
	number := map[int]int{}
	last := -1
	for i := range sentences {
		who, sure := last, 1/float64(len(people))
		if voices[i] != nil {
			who, sure = nearest(voices[i], people)
		} else if who < 0 {
			who = firstHeard(voices, people)
		}
		if _, known := number[who]; !known {
			number[who] = len(number) + 1
		}
		last = who
		sentences[i].Speaker = fmt.Sprintf("Speaker %d", number[who])
		sentences[i].SpeakerConfidence = math.Round(sure*100) / 100
	}
}

// voicesOf are the voices of the sentences, nil of one that was not heard.
func voicesOf(all []heard, sentences int) [][]float32 {
	voices := make([][]float32, sentences)
	for _, h := range all {
		if voices[h.sentence] == nil {
			voices[h.sentence] = make([]float32, len(h.voice))
		}
		add(voices[h.sentence], h.voice[:])
	}
	for _, v := range voices {
		unit(v)
	}
	return voices
}

// firstHeard is who says the first sentence that was heard.
func firstHeard(voices, people [][]float32) int {
	for _, v := range voices {
		if v != nil {
			who, _ := nearest(v, people)
			return who
		}
	}
	return 0
}

// nearest is the voice that v is most alike, and how sure that is: the softmax
// of the cosines.
func nearest(v []float32, people [][]float32) (who int, sure float64) {
	cosines := make([]float64, len(people))
	for i, p := range people {
		cosines[i] = float64(dot(v, p))
		if cosines[i] > cosines[who] {
			who = i
		}
	}
	sum := 0.0
	for _, c := range cosines {
		sum += math.Exp(sharpness * (c - cosines[who]))
	}
	return who, 1 / sum
}
