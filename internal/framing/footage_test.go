package framing

import (
	"math"
	"path/filepath"
	"slices"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/infer/infertest"
	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// newFramer loads the models of the folder that CLIPD_TEST_MODELS names.
func newFramer(t testing.TB) *Framer { return newFramerWith(t, "") }

// newFramerWith uses an active speaker model, too.
func newFramerWith(t testing.TB, speaker string) *Framer {
	t.Helper()
	mediatest.NeedFFmpeg(t)
	store, rt := infertest.Open(t)
	model, err := store.Face()
	if err != nil {
		t.Fatal(err)
	}
	f, err := New(rt, Models{Face: model, Speaker: speaker}, 1)
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
func checkCamera(t testing.TB, info media.Info, c clip.Camera) {
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
		if f.Frame != i || math.Abs(float64(f.Time)-media.FrameTime(v, first+i)) > 1e-6 || len(f.Crops) == 0 {
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
