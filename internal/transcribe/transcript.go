package transcribe

import (
	"fmt"
	"strings"

	"clipd/internal/clip"
)

// transcript makes sentences of the words, and warnings of what is missing.
func (r *recogniser) transcript() clip.Transcript {
	t := clip.Transcript{Sentences: sentences(r.words)}
	if len(r.words) > 0 {
		t.Language = r.language.code
	}
	if w := r.language.warning(); w != "" {
		t.Warnings = append(t.Warnings, w)
	}
	if w := lostWarning(r.lost); w != "" {
		t.Warnings = append(t.Warnings, w)
	}
	return t
}

// lostWarning names the spans that sounded like speech but were not understood.
func lostWarning(lost []clip.Span) string {
	if len(lost) == 0 {
		return ""
	}
	const named = 3
	var total clip.Seconds
	var places []string
	for i, s := range lost {
		total += s.Length()
		if i < named {
			places = append(places, fmt.Sprintf("%v-%v", round(s.Start), round(s.End)))
		}
	}
	if len(lost) > named {
		places = append(places, fmt.Sprintf("%d more", len(lost)-named))
	}
	return fmt.Sprintf("%.0f s that sound like speech were not understood and have no words (%s)", float64(total), strings.Join(places, ", "))
}

func round(s clip.Seconds) clip.Seconds { return clip.Seconds(int(s*10+0.5)) / 10 }
