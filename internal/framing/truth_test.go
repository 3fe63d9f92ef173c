package framing

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"clipd/internal/clip"
)

// truth is what is known of a composite.
type truth struct {
	FPS    float64 `json:"fps"`
	Frames int     `json:"frames"`
	Cuts   []int   `json:"cut_frames"`
	Turns  []struct {
		Speaker string `json:"speaker"`
		Start   int    `json:"start_frame"`
		End     int    `json:"end_frame"`
	} `json:"turns"`
	// Faces is where each person's face is at each frame, px.
	Faces map[string][][]float64 `json:"face_boxes"`

	seen rect // what is seen of them; zero where that is the whole picture
}

func readTruth(t testing.TB, path string) truth {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var g truth
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatal(err)
	}
	if filepath.Base(path) == "synth_slides_pip.json" {
		g.seen = rect{1480, 740, 400, 300} // the inset
	}
	return g
}

// speaker is who speaks at frame n, "" for nobody.
func (g truth) speaker(n int) string {
	for _, t := range g.Turns {
		if n >= t.Start && n < t.End {
			return t.Speaker
		}
	}
	return ""
}

// sentences are the turns as if a transcript told who says them.
func (g truth) sentences() []clip.Sentence {
	var out []clip.Sentence
	for _, t := range g.Turns {
		out = append(out, clip.Sentence{
			Start: clip.Seconds(float64(t.Start) / g.FPS), End: clip.Seconds(float64(t.End) / g.FPS),
			Speaker: t.Speaker, SpeakerConfidence: 1,
		})
	}
	return out
}

func (g truth) face(who string, n int) (rect, bool) {
	boxes := g.Faces[who]
	if n >= len(boxes) || len(boxes[n]) != 4 {
		return rect{}, false
	}
	return rect{boxes[n][0], boxes[n][1], boxes[n][2], boxes[n][3]}, true
}

// visible is the part of a w x h picture's face that is not cut off by an edge.
func (g truth) visible(who string, n, w, h int) (rect, bool) {
	f, ok := g.face(who, n)
	if s := g.seen; ok && s != (rect{}) {
		x, y := max(f.x, s.x), max(f.y, s.y)
		f = rect{x, y, min(f.x+f.w, s.x+s.w) - x, min(f.y+f.h, s.y+s.h) - y}
	}
	return boxed(f.box(w, h)), ok
}

// filming are the crops of a frame that show somebody larger than the source
// does: none where the whole picture is laid out, not the slides beside an inset.
func filming(f clip.Frame) []clip.Box {
	switch f.Layout {
	case clip.Fit:
		return nil
	case clip.Screen:
		return f.Crops[1:]
	default:
		return f.Crops
	}
}

// filmed is the person who is nearest to the middle of a crop, of those of whom
// some of the face is in it: a close-up is wider than an upright crop.
func (g truth) filmed(n int, crop rect) string {
	who, nearest := "", math.Inf(1)
	for name := range g.Faces {
		f, ok := g.face(name, n)
		if !ok || inside(f, crop) < 0.3 {
			continue
		}
		if d := math.Abs(f.centre().x - crop.centre().x); d < nearest || d == nearest && name < who {
			who, nearest = name, d
		}
	}
	return who
}

// inside is the share of a that lies in b.
func inside(a, b rect) float64 {
	w := min(a.x+a.w, b.x+b.w) - max(a.x, b.x)
	h := min(a.y+a.h, b.y+b.h) - max(a.y, b.y)
	return max(0, w) * max(0, h) / a.area()
}

// quality is what a camera is measured by against the truth.
type quality struct {
	inside    float64 // share of the speakers' frames, but those laid out as fit, that show the whole face
	cover     float64 // likewise the mean share of the speaker's face that is shown
	wrong     float64 // likewise the share that films another
	found     float64 // share of the faces that are among the camera's
	invented  float64 // faces a frame that nobody has
	still     float64 // share of frames in which the crop stands still
	reversals float64 // changes of direction a second
	whole     float64 // share of frames laid out as fit
	early     float64 // s: by how much the camera is with a speaker before the turn, at most
	late      float64 // s: likewise after it begins
	stay      float64 // s: the shortest time between changes of the person filmed
	nearCuts  int     // changes of the crop within six frames of a cut, but on it
	jerk      float64 // crop widths a second squared: the greatest acceleration
}

func measure(g truth, c clip.Camera) quality {
	var q quality
	n := min(len(c.Frames), g.Frames)
	var filmed, people, last float64
	var changes []int // of the person filmed
	who, step := "", 0.0
	for i, f := range c.Frames[:n] {
		if f.Layout == clip.Fit {
			q.whole++
		}
		for name := range g.Faces {
			face, ok := g.face(name, i)
			if !ok {
				continue
			}
			people++
			if slices.ContainsFunc(f.Faces, func(b clip.Box) bool { return overlap(face, boxed(b)) > 0.4 }) {
				q.found++
			}
		}
		q.invented += float64(len(f.Faces))
		if face, ok := g.visible(g.speaker(i), i, c.Width, c.Height); ok && f.Layout != clip.Fit {
			filmed++
			best, right := 0.0, false
			for _, crop := range filming(f) {
				best = max(best, inside(face, boxed(crop)))
				right = right || g.filmed(i, boxed(crop)) == g.speaker(i)
			}
			q.cover += best
			if best > 0.999 {
				q.inside++
			}
			if !right {
				q.wrong++
			}
		}
		now := g.filmed(i, boxed(f.Crops[0]))
		cut := i == 0 || slices.Contains(c.Cuts, i)
		jump := !cut && f.Layout == clip.Track && math.Abs(float64(f.Crops[0].X-c.Frames[i-1].Crops[0].X)) > 0.2*float64(f.Crops[0].W)
		if jump && now != who {
			changes = append(changes, i)
		}
		who = now
		if cut || jump || f.Layout != c.Frames[i-1].Layout {
			step, last = 0, 0
			continue
		}
		d := float64(f.Crops[0].X - c.Frames[i-1].Crops[0].X)
		switch {
		case d == 0:
			q.still++
		case d*last < 0:
			q.reversals++
		}
		if d != 0 {
			last = d
		}
		q.jerk = max(q.jerk, math.Abs(d-step)/float64(f.Crops[0].W)*c.FPS*c.FPS)
		step = d
		if d != 0 && slices.ContainsFunc(c.Cuts, func(k int) bool { return i > k-6 && i < k+6 }) {
			q.nearCuts++
		}
	}
	q.invented = (q.invented - q.found) / float64(n)
	q.found /= people
	if filmed == 0 {
		q.inside, q.cover, filmed = 1, 1, 1
	}
	q.inside /= filmed
	q.cover /= filmed
	q.wrong /= filmed
	q.still /= float64(n - 1 - len(c.Cuts))
	q.reversals /= float64(n) / c.FPS
	q.whole /= float64(n)
	q.stay = shortestTime(changes, c.Cuts, n, c.FPS)
	q.early, q.late = turnTimes(g, c, changes)
	return q
}

// shortestTime is the least time before or after a change, to the next one, to
// a cut or to an end.
func shortestTime(changes, cuts []int, n int, rate float64) float64 {
	all := slices.Concat([]int{0, n}, changes, cuts)
	slices.Sort(all)
	all = slices.Compact(all)
	least := math.Inf(1)
	for i := 1; i < len(all); i++ {
		if slices.Contains(changes, all[i]) || slices.Contains(changes, all[i-1]) {
			least = min(least, float64(all[i]-all[i-1])/rate)
		}
	}
	return least
}

// turnTimes tells how early and how late the camera comes to the speakers, s. A
// turn that begins while its speaker is filmed already, is not in the picture,
// or is in the whole of it, does not count.
func turnTimes(g truth, c clip.Camera, changes []int) (early, late float64) {
	for i, t := range g.Turns {
		if i == 0 || g.Turns[i-1].Speaker == t.Speaker {
			continue
		}
		nearest, found := 0, false
		for _, k := range changes {
			if !found || abs(k-t.Start) < abs(nearest-t.Start) {
				nearest, found = k, true
			}
		}
		if !found || abs(nearest-t.Start) > int(1.5*c.FPS) {
			_, there := g.face(t.Speaker, t.Start)
			right := func(b clip.Box) bool { return g.filmed(t.Start, boxed(b)) == t.Speaker }
			if f := c.Frames[t.Start]; there && f.Layout != clip.Fit && !slices.ContainsFunc(filming(f), right) {
				late = math.Inf(1)
			}
			continue
		}
		early = max(early, float64(t.Start-nearest)/c.FPS)
		late = max(late, float64(nearest-t.Start)/c.FPS)
	}
	return early, late
}

func abs(n int) int { return max(n, -n) }

func boxed(b clip.Box) rect {
	return rect{float64(b.X), float64(b.Y), float64(b.W), float64(b.H)}
}
