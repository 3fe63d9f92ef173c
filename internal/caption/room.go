package caption

import (
	"cmp"
	"math"
	"slices"

	"clipd/internal/clip"
)

// Room is where burned captions may stand for some time: rows of the clip's
// picture, [Top, Bottom).
type Room struct {
	Start, End  clip.Seconds // on the clip's time line
	Top, Bottom int          // px
}

const (
	// How far captions stay from a face, in percent of its height: best from the
	// hair and the neck too, since a detector's face ends at the brow and the
	// chin. To do so they move at cuts, and only then come nearer; at worst they
	// leave the eyes and the mouth free.
	hairRoom, mouthRoom, roomStep = 12, -15, 3
	// shadowRoom is what they keep besides, of the picture's height.
	shadowRoom = 0.012
	// leastScale is how much text is shrunk at most to stand beside a face.
	leastScale = 0.5
	// outermost is the part of the picture's height at the top and the bottom
	// in which nothing stands, though all the rest be faces.
	outermost = 0.04
)

// Rooms are where captions of the style cover no face that the camera shows: one
// for each layout, so that they stay put in it. Only where one for a whole
// layout would touch a face, they change with the cuts in it. Where a face fills
// the picture, they leave its eyes and mouth free.
func Rooms(c clip.Camera, width, height int, style Style) []Room {
	p := planner{camera: c, width: width, height: height, block: style.block(width, height), wanted: style.Placement * float64(height)}
	var rooms []Room
	for _, r := range p.divided(func(n int) bool { return c.Frames[n-1].Layout != c.Frames[n].Layout }, 0, len(c.Frames)) {
		if room, free := p.room(r[0], r[1], hairRoom); free {
			rooms = append(rooms, room)
			continue
		}
		for _, q := range p.divided(p.cutBefore, r[0], r[1]) {
			room, _ := p.room(q[0], q[1], mouthRoom)
			rooms = append(rooms, room)
		}
	}
	return rooms
}

// planner finds rooms.
type planner struct {
	camera        clip.Camera
	width, height int
	block, wanted float64 // px: height of two lines, and where their middle should be
}

// divided are the parts of frames [from, to) that begin where begins tells so.
func (p planner) divided(begins func(n int) bool, from, to int) [][2]int {
	var parts [][2]int
	for n := from; n < to; n++ {
		if n == from || begins(n) {
			parts = append(parts, [2]int{n, n})
		}
		parts[len(parts)-1][1] = n + 1
	}
	return parts
}

// cutBefore tells whether there is a cut before a frame: of the source, or of
// the camera, which jumps.
func (p planner) cutBefore(n int) bool {
	a, b := p.camera.Frames[n-1], p.camera.Frames[n]
	if slices.Contains(p.camera.Cuts, n) || len(a.Crops) != len(b.Crops) {
		return true
	}
	for i, x := range a.Crops {
		y := b.Crops[i]
		if far := 0.1 * float64(x.W); math.Abs(float64(x.X-y.X)) > far || math.Abs(float64(x.Y-y.Y)) > far || x.W != y.W {
			return true
		}
	}
	return false
}

// room is where captions stand in frames [from, to), as far from the faces as
// there is room, and at least the given part of their height, %. free tells that
// there is room.
func (p planner) room(from, to, least int) (r Room, free bool) {
	start, end := p.timeOf(from), p.timeOf(to)
	if to == len(p.camera.Frames) {
		end = max(end, p.camera.End-p.camera.Start)
	}
	area := FreeArea(p.width, p.height)
	edge := int(math.Round(outermost * float64(p.height)))
	for distance := hairRoom; distance >= least; distance -= roomStep {
		covered := p.covered(from, to, float64(distance)/100)
		for _, within := range [][2]int{{area.Min.Y, area.Max.Y}, {edge, p.height - edge}} {
			if top, bottom, ok := p.gap(covered, within); ok {
				return Room{start, end, top, bottom}, true
			}
		}
	}
	return Room{start, end, area.Min.Y, area.Max.Y}, false
}

// timeOf is when a frame begins, rounded down to the hundredths that ASS counts
// in: what begins later would miss the frame.
func (p planner) timeOf(frame int) clip.Seconds {
	return clip.Seconds(math.Floor(100*float64(frame)/p.camera.FPS) / 100)
}

// covered tells for each row of the picture in how many of the frames it is
// nearer to a face than the distance, a part of the face's height.
func (p planner) covered(from, to int, distance float64) []int {
	rows := make([]int, p.height+1)
	for _, f := range p.camera.Frames[from:to] {
		for _, pane := range p.camera.Panes(f, p.width, p.height) {
			for _, face := range f.Faces {
				if at, ok := pane.Shown(face); ok {
					tall := float64(face.H) * float64(pane.At.H) / float64(pane.Crop.H)
					margin := int(math.Round(shadowRoom*float64(p.height) + distance*tall))
					rows[max(0, at.Y-margin)]++
					rows[min(p.height, at.Y+at.H+margin)]--
				}
			}
		}
	}
	for y := 1; y < p.height; y++ {
		rows[y] += rows[y-1]
	}
	return rows[:p.height]
}

// gap is the best run of rows without a face: one in which two lines fit, near
// to where they are wanted, or else the highest.
func (p planner) gap(covered []int, within [2]int) (top, bottom int, ok bool) {
	var gaps [][2]int
	for y := within[0]; y < within[1]; y++ {
		if covered[y] > 0 {
			continue
		}
		if len(gaps) == 0 || gaps[len(gaps)-1][1] < y {
			gaps = append(gaps, [2]int{y, y})
		}
		gaps[len(gaps)-1][1] = y + 1
	}
	gaps = slices.DeleteFunc(gaps, func(g [2]int) bool { return float64(g[1]-g[0]) < leastScale*p.block })
	if len(gaps) == 0 {
		return 0, 0, false
	}
	best := slices.MinFunc(gaps, func(a, b [2]int) int { return cmp.Compare(p.cost(a), p.cost(b)) })
	return best[0], best[1], true
}

// cost is how little a gap suits: how far the text is moved, and, as much worse,
// how much it is shrunk.
func (p planner) cost(g [2]int) float64 {
	half := p.block / 2
	lo, hi := float64(g[0])+half, float64(g[1])-half
	if lo > hi {
		return float64(p.height) * (1 + p.block/float64(g[1]-g[0]))
	}
	return max(0, lo-p.wanted, p.wanted-hi)
}
