package framing

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/infer"
	"clipd/internal/media"
	"clipd/internal/mediatest"
	"clipd/internal/models"
)

// newFramer loads the models of the folder that CLIPD_TEST_MODELS names.
func newFramer(t testing.TB) *Framer {
	t.Helper()
	mediatest.NeedFFmpeg(t)
	dir := os.Getenv("CLIPD_TEST_MODELS")
	if dir == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("CLIPD_TEST_MODELS names no folder of models")
		}
		t.Skip("CLIPD_TEST_MODELS names no folder of models")
	}
	store := models.Open(dir)
	library, err := store.Runtime()
	if err != nil {
		t.Fatal(err)
	}
	model, err := store.Face()
	if err != nil {
		t.Fatal(err)
	}
	rt, err := infer.Start(library)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rt.Close() })
	f, err := New(rt, model, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func frameAll(t testing.TB, f *Framer, info media.Info, a clip.Aspect) clip.Camera {
	t.Helper()
	c, err := f.Frame(t.Context(), Request{
		Source: info, Span: clip.Span{Start: 0, End: clip.Seconds(info.Duration)}, Aspect: a,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// truth is what is known of a composite: where each person's face is at each
// frame, px.
type truth struct {
	Frames int                    `json:"frames"`
	Cuts   []int                  `json:"cut_frames"`
	Faces  map[string][][]float64 `json:"face_boxes"`
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
	return g
}

// largest is the largest face of all persons at frame n.
func (g truth) largest(n int) (rect, bool) {
	var best rect
	for _, boxes := range g.Faces {
		if n < len(boxes) && len(boxes[n]) == 4 {
			if r := (rect{boxes[n][0], boxes[n][1], boxes[n][2], boxes[n][3]}); r.area() > best.area() {
				best = r
			}
		}
	}
	return best, best.area() > 0
}

// quality is what a camera is measured by against the truth.
type quality struct {
	inside    float64 // share of frames in which the whole of the largest face is shown
	cover     float64 // mean share of the largest face's width that is shown
	found     float64 // share of the faces that are among the camera's
	invented  float64 // faces a frame that nobody has
	still     float64 // share of frames in which the crop stands still
	reversals float64 // changes of direction a second
	fitted    float64 // share of frames laid out as fit
}

func measure(g truth, c clip.Camera) quality {
	var q quality
	var n, people, last float64
	for i, f := range c.Frames[:min(len(c.Frames), g.Frames)] {
		if f.Layout == clip.Fit {
			q.fitted++
		}
		for _, boxes := range g.Faces {
			if i < len(boxes) && len(boxes[i]) == 4 {
				people++
				if slices.ContainsFunc(f.Faces, func(b clip.Box) bool {
					return overlap(rect{boxes[i][0], boxes[i][1], boxes[i][2], boxes[i][3]}, boxed(b)) > 0.4
				}) {
					q.found++
				}
			}
		}
		q.invented += float64(len(f.Faces))
		n++
		if r, ok := g.largest(i); ok {
			r, b := boxed(r.box(c.Width, c.Height)), boxed(f.Crops[0])
			q.cover += max(0, min(r.x+r.w, b.x+b.w)-max(r.x, b.x)) / r.w
			if r.x >= b.x && r.y >= b.y && r.x+r.w <= b.x+b.w && r.y+r.h <= b.y+b.h {
				q.inside++
			}
		}
		if i == 0 || slices.Contains(c.Cuts, i) {
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
	}
	q.invented = (q.invented - q.found) / n
	q.found /= people
	q.inside /= n
	q.cover /= n
	q.still /= n - 1 - float64(len(c.Cuts))
	q.reversals /= n / c.FPS
	q.fitted /= n
	return q
}

func boxed(b clip.Box) rect {
	return rect{float64(b.X), float64(b.Y), float64(b.W), float64(b.H)}
}

// What the camera must reach on the composites. Close-ups in synth_multicam are
// wider than a 9:16 crop.
var bars = []struct {
	name          string
	a             clip.Aspect
	cuts          []int
	inside, cover float64 // least
	still         float64 // least
	reversals     float64 // most
	slow          bool
}{
	{"synth_2p_wide", clip.Vertical, nil, 0.95, 0.99, 1, 0, true},
	{"synth_2p_far", clip.Vertical, nil, 0.99, 0.99, 1, 0, true},
	{"synth_3p_panel", clip.Vertical, nil, 0.99, 0.99, 1, 0, true},
	{"synth_multicam", clip.Vertical, []int{60, 190, 330, 431, 470, 620}, 0.6, 0.85, 1, 0, true},
	{"synth_multicam", clip.Square, []int{60, 190, 330, 431, 470, 620}, 0.95, 0.99, 1, 0, true},
	{"synth_moving", clip.Vertical, nil, 0.98, 0.99, 0, 0.25, false},
	{"synth_moving", clip.Square, nil, 0.98, 0.99, 0, 0.25, true},
	{"synth_slides_pip", clip.Vertical, nil, 0.99, 0.99, 1, 0, true},
	{"synth_slides_pip", clip.Wide, nil, 0.99, 0.99, 1, 0, true},
}

func TestCompositesAgainstTruth(t *testing.T) {
	f := newFramer(t)
	dir := filepath.Join(mediatest.Shared(t), "media", "synth")
	for _, tt := range bars {
		t.Run(tt.name+" "+string(tt.a), func(t *testing.T) {
			if tt.slow && testing.Short() {
				t.Skip("long footage")
			}
			g := readTruth(t, filepath.Join(dir, tt.name+".json"))
			c := frameAll(t, f, mediatest.Probe(t, filepath.Join(dir, tt.name+".mp4")), tt.a)
			q := measure(g, c)
			t.Logf("inside %.3f cover %.3f found %.3f false %.3f still %.3f reversals/s %.2f fitted %.2f cuts %v",
				q.inside, q.cover, q.found, q.invented, q.still, q.reversals, q.fitted, c.Cuts)
			if !slices.Equal(c.Cuts, append([]int{}, tt.cuts...)) {
				t.Errorf("cuts at %v, want %v", c.Cuts, tt.cuts)
			}
			if q.found < 0.99 || q.invented > 0 {
				t.Errorf("%.3f of the faces found, %.3f false ones a frame", q.found, q.invented)
			}
			if q.inside < tt.inside || q.cover < tt.cover || q.still < tt.still || q.reversals > tt.reversals {
				t.Errorf("under the bar of %+v", tt)
			}
		})
	}
}

func TestCutsOfFootage(t *testing.T) {
	f := newFramer(t)
	dir := filepath.Join(mediatest.Shared(t), "media")
	for _, tt := range []struct {
		file string
		cuts []int // in frames of the track
	}{
		{"other/hamilton_short.mp4", []int{20, 82, 211}},
		{"difficult/multi_av_subs_nasa_13013.mp4", []int{240}},
		{"other/facenet_video.mp4", nil},
		{"talking_heads/vr_face2.mp4", nil},
		{"talking_heads/vr_face5.mp4", nil},
		{"talking_heads/wda_katiehill.mp4", nil},
		{"difficult/vfr_real_videoretalking_face1.mp4", nil},
	} {
		t.Run(filepath.Base(tt.file), func(t *testing.T) {
			if testing.Short() && len(tt.cuts) != 3 {
				t.Skip("long footage")
			}
			info := mediatest.Probe(t, filepath.Join(dir, tt.file))
			c := frameAll(t, f, info, clip.Vertical)
			// The track may begin later than the sound.
			first := media.FrameAt(*info.Video, info.Video.Start)
			want := []int{}
			for _, n := range tt.cuts {
				want = append(want, first+n)
			}
			if !slices.Equal(c.Cuts, want) {
				t.Errorf("cuts at %v, want %v", c.Cuts, want)
			}
		})
	}
}

func TestDifficultShapes(t *testing.T) {
	f := newFramer(t)
	dir := filepath.Join(mediatest.Shared(t), "media", "difficult")
	for _, tt := range []struct {
		name string
		slow bool
	}{
		{"single_frame.mp4", false},
		{"very_short_0.2s.mp4", false},
		{"anamorphic_sar_64x45.mp4", true},
		{"odd_dims_853x479.webm", true},
		{"rotated_displaymatrix_90.mp4", true},
		{"ts_offset_37s.mkv", true},
		{"interlaced_tff_25i.mp4", true},
	} {
		for _, a := range clip.Aspects() {
			t.Run(tt.name+" "+string(a), func(t *testing.T) {
				if testing.Short() && tt.slow {
					t.Skip("long footage")
				}
				info := mediatest.Probe(t, filepath.Join(dir, tt.name))
				c := frameAll(t, f, info, a)
				checkCamera(t, info, c)
				if len(c.Frames[0].Faces) != 2 || c.Frames[0].Layout != clip.Track {
					t.Errorf("%s with %d faces, want to track one of two", c.Frames[0].Layout, len(c.Frames[0].Faces))
				}
			})
		}
	}
}

// checkCamera checks what holds of every camera.
func checkCamera(t *testing.T, info media.Info, c clip.Camera) {
	t.Helper()
	v := *info.Video
	first := media.FrameAt(v, float64(c.Start))
	if want := media.FrameAt(v, float64(c.End)) - first; len(c.Frames) != want {
		t.Errorf("%d frames, want %d", len(c.Frames), want)
	}
	aw, ah, err := c.Aspect.Ratio()
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range c.Frames {
		if f.Frame != i || math.Abs(float64(f.Time)-media.FrameTime(v, first+i)) > 1e-6 || len(f.Crops) != 1 {
			t.Fatalf("frame %d: %+v", i, f)
		}
		b := f.Crops[0]
		checkCrop(t, b, v.Width, v.Height)
		if off := math.Abs(float64(b.W) - float64(b.H*aw)/float64(ah)); f.Layout == clip.Track && off > 2*float64(aw)/float64(ah)+1 {
			t.Fatalf("frame %d: crop %+v is not of the shape %s", i, b, c.Aspect)
		}
		for _, r := range f.Faces {
			if r.X < 0 || r.Y < 0 || r.X+r.W > v.Width || r.Y+r.H > v.Height || r.W <= 0 || r.H <= 0 {
				t.Fatalf("frame %d: face %+v is not in the picture", i, r)
			}
		}
	}
}
