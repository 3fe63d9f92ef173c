package pipeline

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"clipd/internal/caption"
	"clipd/internal/clip"
	"clipd/internal/framing"
	"clipd/internal/infer/infertest"
	"clipd/internal/mediatest"
)

// TestCaptionsCoverNoFace draws the captions of talk without a pause over each
// composite and looks for their pixels on the faces that the clip shows.
func TestCaptionsCoverNoFace(t *testing.T) {
	if testing.Short() {
		t.Skip("long footage")
	}
	p := &Pipeline{Camera: newFramer(t)}
	for _, name := range []string{"synth_2p_wide", "synth_2p_far", "synth_3p_panel", "synth_multicam", "synth_moving", "synth_slides_pip"} {
		t.Run(name, func(t *testing.T) {
			base := filepath.Join(mediatest.Shared(t), "media", "synth", name)
			faces := knownFaces(t, base+".json")
			plan := Plan{Source: mediatest.Probe(t, base+".mp4"), Settings: clip.DefaultSettings()}
			end := clip.Seconds(plan.Source.Duration)
			plan.Transcript = endlessTalk(end)
			camera, err := p.Look(t.Context(), plan.Source, clip.Window{End: end}, plan.Settings.Aspect)
			if err != nil {
				t.Fatal(err)
			}
			// A sixteenth of the picture's area is exact enough.
			const width, height, small = 1080, 1920, 4
			made := captions(plan, clip.Moment{End: end}, camera, width, height)
			captioned, covered := 0, 0
			drawn(t, made.burned, camera.FPS, len(camera.Frames), width/small, height/small, func(i int, marked func(x0, y0, x1, y1 int) bool) {
				if marked(0, 0, width/small, height/small) {
					captioned++
				}
				for _, pane := range camera.Panes(camera.Frames[i], width, height) {
					for _, boxes := range faces {
						if i >= len(boxes) || len(boxes[i]) != 4 {
							continue
						}
						at, shown := pane.Shown(outward(boxes[i]))
						if shown && marked(at.X/small, at.Y/small, (at.X+at.W+small-1)/small, (at.Y+at.H+small-1)/small) {
							covered++
							return
						}
					}
				}
			})
			t.Logf("captions in %d of %d frames, over a face in %d", captioned, len(camera.Frames), covered)
			if covered > 0 {
				t.Errorf("captions are over a face in %d of %d frames", covered, len(camera.Frames))
			}
			if 100*captioned < 95*len(camera.Frames) {
				t.Errorf("captions in %d of %d frames", captioned, len(camera.Frames))
			}
		})
	}
}

func newFramer(t *testing.T) *framing.Framer {
	t.Helper()
	mediatest.NeedFFmpeg(t)
	store, rt := infertest.Open(t)
	face, err := store.Face()
	if err != nil {
		t.Fatal(err)
	}
	f, err := framing.New(rt, framing.Models{Face: face}, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// knownFaces are where each person's face is at each frame of a composite: left,
// top, width and height, px.
func knownFaces(t *testing.T, path string) map[string][][]float64 {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var known struct {
		Faces map[string][][]float64 `json:"face_boxes"`
	}
	if err := json.Unmarshal(text, &known); err != nil {
		t.Fatal(err)
	}
	return known.Faces
}

func outward(b []float64) clip.Box {
	x, y := math.Floor(b[0]), math.Floor(b[1])
	return clip.Box{X: int(x), Y: int(y), W: int(math.Ceil(b[0]+b[2]) - x), H: int(math.Ceil(b[1]+b[3]) - y)}
}

// endlessTalk is somebody who says long and short words and takes no breath.
func endlessTalk(end clip.Seconds) *clip.Transcript {
	words := []string{"Every", "extraordinary", "jump", "that", "nobody", "photographed", "is", "one", "more", "opportunity", "to", "go."}
	const each = clip.Seconds(0.3)
	t := &clip.Transcript{Duration: end, Language: "en"}
	for at := clip.Seconds(0); at+each <= end; {
		s := clip.Sentence{Start: at}
		for _, w := range words {
			s.Words = append(s.Words, clip.Word{Text: w, Start: at, End: at + each})
			s.Text += w + " "
			at += each
		}
		s.End = at
		t.Sentences = append(t.Sentences, s)
	}
	return t
}

// drawn lets libass draw a script on grey and hands on each of n frames: whether
// a rectangle of it has a pixel of another colour.
func drawn(t *testing.T, script []byte, rate float64, n, width, height int, each func(i int, marked func(x0, y0, x1, y1 int) bool)) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range caption.Typefaces() {
		if err := os.WriteFile(filepath.Join(dir, f.File), f.TTF, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "captions.ass"), script, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error",
		"-f", "lavfi", "-i", fmt.Sprintf("color=0x808080:s=%dx%d:r=%v,format=gbrp,ass=captions.ass:fontsdir=.", width, height, rate),
		"-frames:v", fmt.Sprint(n), "-f", "rawvideo", "-pix_fmt", "gray", "-")
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	pictures := bufio.NewReader(out)
	pix := make([]byte, width*height)
	ground := 0
	for i := range n {
		if _, err := io.ReadFull(pictures, pix); err != nil {
			t.Fatalf("frame %d: %v: %s", i, err, stderr.String())
		}
		if i == 0 {
			ground = int(pix[0])
		}
		each(i, func(x0, y0, x1, y1 int) bool {
			for y := y0; y < y1; y++ {
				for _, v := range pix[y*width+x0 : y*width+x1] {
					if d := int(v) - ground; d < -16 || d > 16 {
						return true
					}
				}
			}
			return false
		})
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
}
