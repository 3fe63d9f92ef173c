package highlight

import (
	"fmt"
	"math"

	"clipd/internal/clip"
)

// unspokenScore is the score of a moment that was not chosen by anything: low,
// because nothing is known of it.
const unspokenScore = 0.1

// evenly spreads at most k moments over a recording in which nothing is said.
// One that is shorter than a clip gives one moment, the whole of it.
func evenly(length float64, b bounds, k int) []clip.Moment {
	if !(length > 0) || k < 1 {
		return nil
	}
	if length < b.shortest {
		return []clip.Moment{unspoken(0, length)}
	}
	k = min(k, int(length/b.shortest))
	share := length / float64(k)
	long := unspokenLength(length, b, k)
	var moments []clip.Moment
	for i := range k {
		start := float64(i)*share + (share-long)/2
		moments = append(moments, unspoken(start, math.Min(start+long, length)))
	}
	return moments
}

// unspokenLength is the length of each of k moments, s: the wanted one, or as
// much of it as there is room for.
func unspokenLength(length float64, b bounds, k int) float64 {
	return math.Max(b.shortest, math.Min(b.around(), length/float64(k)))
}

func unspoken(start, end float64) clip.Moment {
	return clip.Moment{
		Start: clip.Seconds(start), End: clip.Seconds(end), Score: unspokenScore,
		Label: timeLabel(start), Reason: "Nothing is said here: chosen by its place in the recording",
		FirstSentence: -1, LastSentence: -1,
	}
}

// speechless says what moments without speech were chosen by, "" for nothing but
// their place, and why they are fewer than the k that were asked for where they
// are.
func speechless(r *recording, b bounds, moments []clip.Moment, k int, by string) string {
	how := "are spread evenly over the %.1f s of the source, whatever is seen in it"
	if by != "" {
		how = "were chosen in the %.1f s of the source by " + by
	}
	how = fmt.Sprintf(how, r.length)
	switch {
	case len(moments) == 0:
		return "the transcript has no duration and no sentences: there is nothing to choose from"
	case r.length < b.shortest:
		return fmt.Sprintf("no speech was found, and the source is only %.1f s long (clips are normally %s): the whole of it is one moment", r.length, b)
	case len(moments) < k:
		return fmt.Sprintf("no speech was found: the %s of %d asked for that fit %s (clips are normally %s)", plural(len(moments), "moment"), k, how, b)
	}
	return "no speech was found: the moments " + how
}
