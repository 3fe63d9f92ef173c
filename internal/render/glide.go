package render

import (
	"math"

	"clipd/internal/clip"
)

// A camera's crops lie at whole, often even, pixels of the source. When it moves
// slowly they go in steps, which an enlarged picture shows as judder. A glide
// takes the steps out of one axis: the crop is made a little too large, at an
// even place, so that luma and chroma move together, and after scaling a second
// crop takes the right part of it, to the pixel of the clip.

const (
	glideReach  = 6   // frames on either side that a place is averaged with
	glideMargin = 4   // px by which the first crop is larger
	rounding    = 1.0 // px that a camera's places may be off by being whole or even
)

// glide is the movement of a crop along one axis.
type glide struct {
	Size   int   // of the first crop, source px
	Scaled int   // of that crop when scaled, clip px
	First  []int // its place in each frame, source px
	Second []int // of the second crop in what was scaled, clip px
}

// newGlide plans the movement of a crop of a size, to be shown with target
// pixels, through a picture total pixels long. ok is false where the places,
// one a frame, do not glide: they rest, they only jump, or there is no room.
func newGlide(places []int, size, target, total int) (g glide, ok bool) {
	smooth, moves := steady(places, size)
	if !moves || size+glideMargin > total {
		return glide{}, false
	}
	g = glide{Size: size + glideMargin, Scaled: target + int(math.Round(float64(glideMargin*target)/float64(size)))}
	scale := float64(g.Scaled) / float64(g.Size)
	last := (total - g.Size) / 2 * 2
	for _, p := range smooth {
		first := min(int(p/2)*2, last)
		second := int(math.Round((p - float64(first)) * scale))
		g.First = append(g.First, first)
		g.Second = append(g.Second, max(0, min(second, g.Scaled-target)))
	}
	return g, true
}

// steady smooths places where they move in small steps, never further than
// their rounding; jumps stay jumps. moves tells whether there are such steps.
func steady(places []int, size int) (smooth []float64, moves bool) {
	jump := max(4, size/50)
	smooth = make([]float64, len(places))
	for from := 0; from < len(places); {
		to := from + 1
		for to < len(places) && abs(places[to]-places[to-1]) <= jump {
			moves = moves || places[to] != places[to-1]
			to++
		}
		for n := from; n < to; n++ {
			reach := min(glideReach, n-from, to-1-n)
			sum := 0
			for _, p := range places[n-reach : n+reach+1] {
				sum += p
			}
			mean, at := float64(sum)/float64(2*reach+1), float64(places[n])
			smooth[n] = math.Max(at-rounding, math.Min(at+rounding, mean))
		}
		from = to
	}
	return smooth, moves
}

func abs(n int) int { return max(n, -n) }

// along takes one coordinate of each box.
func along(boxes []clip.Box, coordinate func(clip.Box) int) []int {
	out := make([]int, len(boxes))
	for i, b := range boxes {
		out[i] = coordinate(b)
	}
	return out
}
