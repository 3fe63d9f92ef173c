package caption

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"clipd/internal/clip"
)

// seen is a camera at 10 frames a second over a 1920x1080 picture.
func seen(frames ...[]clip.Frame) clip.Camera {
	c := clip.Camera{Width: 1920, Height: 1080, FPS: 10}
	for _, f := range frames {
		c.Frames = append(c.Frames, f...)
	}
	c.End = clip.Seconds(float64(len(c.Frames)) / c.FPS)
	return c
}

func tracked(n, x int, faces ...clip.Box) []clip.Frame {
	return repeated(n, clip.Frame{Layout: clip.Track, Crops: []clip.Box{{X: x, W: 608, H: 1080}}, Faces: faces})
}

// atCut says that the source has a cut before a frame.
func atCut(frame int, c clip.Camera) clip.Camera {
	c.Cuts = []int{frame}
	return c
}

func repeated(n int, f clip.Frame) []clip.Frame {
	out := make([]clip.Frame, n)
	for i := range out {
		out[i] = f
	}
	return out
}

func TestRooms(t *testing.T) {
	high := clip.Box{X: 200, Y: 200, W: 200, H: 260}    // 356 to 818 of the clip
	low := clip.Box{X: 200, Y: 600, W: 250, H: 320}     // 1067 to 1636
	huge := clip.Box{X: 150, Y: 240, W: 500, H: 740}    // 427 to 1742
	other := clip.Box{X: 1300, Y: 240, W: 500, H: 740}  // in the other crop
	everything := clip.Box{X: 0, Y: 0, W: 900, H: 1080} // no room at all
	halves := clip.Frame{Layout: clip.Split, Crops: []clip.Box{{X: 100, W: 600, H: 532}, {X: 1200, W: 600, H: 532}}, Faces: []clip.Box{{X: 300, Y: 110, W: 170, H: 210}, {X: 1400, Y: 110, W: 170, H: 210}}}
	slides := clip.Frame{Layout: clip.Screen, Crops: []clip.Box{{W: 1920, H: 1080}, {X: 1500, Y: 742, W: 246, H: 298}}, Faces: []clip.Box{{X: 1560, Y: 800, W: 130, H: 170}}}
	for _, tt := range []struct {
		name   string
		camera clip.Camera
		want   string
	}{
		{"nobody", seen(tracked(20, 0)), "0-2: 250-1470"},
		{"a face above", seen(tracked(20, 0, high)), "0-2: 897-1470"},
		{"a face below", seen(tracked(20, 0, low)), "0-2: 250-975"},
		{"a face outside of the crop", seen(tracked(20, 1200, low)), "0-2: 250-1470"},
		{"a close-up leaves a little above", seen(tracked(20, 0, huge)), "0-2: 77-245"},
		{"two cuts, one room", seen(tracked(20, 0, high), tracked(20, 1200, clip.Box{X: 1300, Y: 250, W: 200, H: 260})), "0-4: 986-1470"},
		{"outside of the free area rather than moving", seen(tracked(20, 0, high, low), tracked(20, 1200, other)), "0-4: 77-245"},
		{"nothing free in both: moved at the cut", seen(tracked(20, 0, clip.Box{X: 100, Y: 0, W: 400, H: 800}), tracked(20, 1200, clip.Box{X: 1300, Y: 400, W: 400, H: 680})), "0-2: 1617-1843, 2-4: 250-543"},
		{"nothing free in both, and the crop stays at the cut", atCut(20, seen(tracked(20, 0, clip.Box{X: 100, Y: 0, W: 400, H: 800}), tracked(20, 0, clip.Box{X: 100, Y: 400, W: 400, H: 680}))), "0-2: 1617-1843, 2-4: 250-543"},
		{"a little room beside a face that moves", seen(tracked(20, 0, clip.Box{X: 100, Y: 130, W: 500, H: 900})), "0-2: 77-208"},
		{"nothing but a face", seen(tracked(20, 0, everything)), "0-2: 77-207"},
		{"two halves", seen(repeated(20, halves)), "0-2: 647-1089"},
		{"slides above", seen(repeated(20, slides)), "0-2: 582-750"},
		{"another layout", seen(tracked(20, 0, low), repeated(30, halves)), "0-2: 250-975, 2-5: 647-1089"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, r := range Rooms(tt.camera, 1080, 1920, DefaultStyle(clip.Vertical)) {
				got = append(got, fmt.Sprintf("%.0f-%.0f: %d-%d", float64(r.Start), float64(r.End), r.Top, r.Bottom))
			}
			if s := strings.Join(got, ", "); s != tt.want {
				t.Errorf("rooms %s, want %s", s, tt.want)
			}
		})
	}
}

// All of a cue's text stands in the room of the time, and each word has its
// colour for its whole time, though the room changes in it.
func TestASSKeepsToTheRooms(t *testing.T) {
	word := func(text string, from, to clip.Seconds) Word {
		return Word{Text: text, Start: from, End: to, Space: true}
	}
	cue := Cue{Start: 1, End: 3, Lines: []Line{{word("of", 1, 1.6), word("course", 1.6, 2.4)}, {word("he", 2.4, 2.6), word("did", 2.6, 3)}}}
	rooms := []Room{{0, 2, 250, 400}, {2, 5, 900, 1300}}
	got := string(ASS([]Cue{cue}, 1080, 1920, DefaultStyle(clip.Vertical), rooms))
	place := regexp.MustCompile(`Dialogue: (\d),0:00:0(\d\.\d\d),0:00:0(\d\.\d\d),.*\\pos\(540,([\d.]+)\)`)
	shown := 0.0
	for _, m := range place.FindAllStringSubmatch(got, -1) {
		number := func(i int) float64 {
			v, err := strconv.ParseFloat(m[i], 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		from, to, y := number(2), number(3), number(4)
		if r := rooms[0]; to <= 2 && (y < float64(r.Top) || y > float64(r.Bottom)) {
			t.Errorf("%s: not in %+v", m[0], r)
		}
		if r := rooms[1]; from >= 2 && (y < float64(r.Top) || y > float64(r.Bottom)) {
			t.Errorf("%s: not in %+v", m[0], r)
		}
		if from < 2 && to > 2 {
			t.Errorf("%s goes on in the other room", m[0])
		}
		if m[1] == "1" {
			shown += to - from
		}
	}
	if shown < 3.99 || shown > 4.01 { // two lines
		t.Errorf("the words are shown for %.2f s, want 4", shown)
	}
}
