package render

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// names lists a folder, hidden files too.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

func small(info media.Info, start, end float64, dir string) Request {
	return Request{
		Source: info, Camera: cameraOf(info, start, end, whole), Width: 96, Height: 54,
		Out: filepath.Join(dir, "clip.mp4"), Thumbnail: filepath.Join(dir, "clip.jpg"),
	}
}

// A folder may have any name; captions, command files and sources in it work.
func TestAnyFolderName(t *testing.T) {
	dir := filepath.Join(t.TempDir(), `Bob's [best], 1:2; 50% \ "a" $HOME é`)
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	made := mediatest.Make(t, mediatest.Recording{Seconds: 1})
	source := filepath.Join(dir, "file:talk, 1.mp4")
	if err := os.Rename(made, source); err != nil {
		t.Fatal(err)
	}
	info := mediatest.Probe(t, source)
	r := small(info, 0, 0.6, dir)
	r.Camera = cameraOf(info, 0, 0.6, func(n int) clip.Frame {
		return clip.Frame{Layout: clip.Track, Crops: []clip.Box{{X: n, W: 300, H: 168}}}
	})
	r.Subtitles, r.FontsDir = script("hello"), dir
	if _, err := Render(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); got != "clip.jpg clip.mp4 file:talk, 1.mp4" {
		t.Errorf("the folder holds %q", got)
	}
}

func script(text string) []byte {
	return fmt.Appendf(nil, `[Script Info]
ScriptType: v4.00+
PlayResX: 320
PlayResY: 180
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BorderStyle, Outline, Alignment, MarginV
Style: Default,Sans,60,&H00FFFFFF,&H00000000,1,2,2,40
[Events]
Format: Layer, Start, End, Style, Text
Dialogue: 0,0:00:00.50,0:00:01.00,Default,%s
`, text)
}

// Captions are burned at their time and in no other frame.
func TestCaptionsBurned(t *testing.T) {
	dir := t.TempDir()
	info := lavfi(t, filepath.Join(dir, "gray.mp4"), "color=gray:s=320x180:r=30:d=2", "sine=d=2")
	r := Request{Source: info, Camera: cameraOf(info, 0.3, 1.8, whole), Width: 320, Height: 180, Out: filepath.Join(dir, "clip.mp4"), Subtitles: script("Hm")}
	_, out := mustRender(t, r)
	for n, pix := range grayFrames(t, out, 320, 180) {
		white := slices.Max(pix) > 200
		if want := n >= 15 && n < 30; white != want {
			t.Errorf("frame %d: text is %v, want %v", n, white, want)
		}
	}
}

// A source whose index tells more than its data holds is refused, and nothing
// stays behind: known from the probe, or found out by the encode when the file
// shrank meanwhile.
func TestTruncatedSource(t *testing.T) {
	path := mediatest.Make(t, mediatest.Recording{Seconds: 6, Output: []string{
		"-c:v", "libx264", "-preset", "ultrafast", "-g", "15", "-c:a", "aac", "-movflags", "+faststart",
	}})
	before := mediatest.Probe(t, path)
	if err := os.Truncate(path, before.Bytes*55/100); err != nil {
		t.Fatal(err)
	}
	for name, info := range map[string]media.Info{"known": mediatest.Probe(t, path), "found out": before} {
		dir := t.TempDir()
		_, err := Render(t.Context(), small(info, 1, 5.5, dir))
		if clip.CodeOf(err) != clip.Unusable || !strings.Contains(err.Error(), "although its header says 6.0 s") {
			t.Errorf("%s: %v", name, err)
		}
		if got := names(t, dir); got != "" {
			t.Errorf("%s: %q stays behind", name, got)
		}
	}
	dir := t.TempDir()
	if _, err := Render(t.Context(), small(mediatest.Probe(t, path), 0.5, 2, dir)); err != nil {
		t.Errorf("the part that is there: %v", err)
	}
}

// A cancelled render ends at once, says so, and leaves what was there before.
func TestCancel(t *testing.T) {
	info := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{Seconds: 4, Silent: true}))
	dir := t.TempDir()
	r := small(info, 0, 4, dir)
	r.Width, r.Height = 1920, 1080
	if err := os.WriteFile(r.Out, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	r.Progress = func(float64) { cancel() }
	defer cancel()
	if _, err := Render(ctx, r); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if got := names(t, dir); got != "clip.mp4" {
		t.Errorf("the folder holds %q", got)
	}
	if b, _ := os.ReadFile(r.Out); string(b) != "old" {
		t.Error("the file that was there is gone")
	}
}

// Requests that cannot be meant are refused before any work.
func TestRefused(t *testing.T) {
	info := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{Seconds: 1}))
	dir := t.TempDir()
	for want, edit := range map[string]func(*Request){
		"has no picture":      func(r *Request) { r.Source.Video = nil },
		"sides must be even":  func(r *Request) { r.Width = 95 },
		"camera has 3 frames": func(r *Request) { r.Camera.Frames = r.Camera.Frames[:3] },
		"is not inside the picture": func(r *Request) {
			r.Camera.Frames[1] = clip.Frame{Layout: clip.Track, Crops: []clip.Box{{W: 9999, H: 9}}}
		},
		"no encoder": func(r *Request) { r.Encoder.Name = "h265" },
	} {
		r := small(info, 0, 0.5, dir)
		edit(&r)
		if _, err := Render(t.Context(), r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if got := names(t, dir); got != "" {
		t.Errorf("%q stays behind", got)
	}
}

// The same request gives the same bytes, and nothing of the source's tags.
func TestDeterministicAndBare(t *testing.T) {
	path := mediatest.Make(t, mediatest.Recording{Seconds: 1, Output: []string{
		"-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac",
		"-metadata", "title=secret", "-metadata", "location=+48+011", "-metadata:s:v", "handler_name=secret",
	}})
	info := mediatest.Probe(t, path)
	var files [][]byte
	for range 2 {
		dir := t.TempDir()
		r := small(info, 0.1, 0.9, dir)
		mustRender(t, r)
		b, err := os.ReadFile(r.Out)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, b)
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two renders differ")
	}
	if bytes.Contains(files[0], []byte("secret")) || bytes.Contains(files[0], []byte("+48+011")) {
		t.Error("the clip tells the source's tags")
	}
	if moov, mdat := bytes.Index(files[0], []byte("moov")), bytes.Index(files[0], []byte("mdat")); moov < 0 || moov > mdat {
		t.Error("the index is not at the front")
	}
}

// The thumbnail is a sharp picture with something to see, of the clip's size.
func TestThumbnail(t *testing.T) {
	dir := t.TempDir()
	info := lavfi(t, filepath.Join(dir, "source.mp4"),
		"testsrc2=s=320x180:r=30:d=3,gblur=sigma=8:enable='lt(t,2)',drawbox=c=black:t=fill:enable='lt(t,1)'", "sine=d=3")
	r := small(info, 0, 3, dir)
	r.Width, r.Height = 320, 180
	mustRender(t, r)
	f, err := os.Open(r.Thumbnail)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := jpeg.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 320 || size.Y != 180 {
		t.Errorf("the thumbnail is %v", size)
	}
	gray := make([]byte, 0, 320*180)
	for y := range 180 {
		for x := range 320 {
			_, g, _, _ := picture.At(x, y).RGBA()
			gray = append(gray, byte(g>>8))
		}
	}
	if s := sharpness(gray, 320); s < 300 {
		t.Errorf("the thumbnail's sharpness is %.0f", s)
	}
}

// A picture that is black although the source is not is found; one that is
// black in the source is left.
func TestUnexplainedBlack(t *testing.T) {
	dir := t.TempDir()
	info := lavfi(t, filepath.Join(dir, "source.mp4"), "testsrc2=s=320x180:r=30:d=2,drawbox=c=black:t=fill:enable='between(t,0.5,1)'", "sine=d=2")
	r := small(info, 0, 2, dir)
	if _, err := Render(t.Context(), r); err != nil {
		t.Fatalf("black in the source: %v", err)
	}
	pictures := make([]picture, 60)
	pictures[20].Dark = 1
	if n, err := unexplained(t.Context(), info, r.Camera, 0, pictures); n != -1 || err != nil {
		t.Errorf("frame %d, %v", n, err)
	}
	pictures[40].Dark = 1
	if n, err := unexplained(t.Context(), info, r.Camera, 0, pictures); n != 40 || err != nil {
		t.Errorf("frame %d, %v, want 40", n, err)
	}
}

// Progress reaches the end in small steps, those of the check too, and never goes
// back.
func TestProgress(t *testing.T) {
	info := mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{Seconds: 2}))
	r := small(info, 0.5, 2, t.TempDir())
	var told []float64
	r.Progress = func(done float64) { told = append(told, done) }
	mustRender(t, r)
	if len(told) == 0 || told[len(told)-1] != 1 || told[0] > heard {
		t.Errorf("told %v", told)
	}
	for i := range told[1:] {
		if told[i+1] < told[i] || (told[i] > encoded && told[i+1]-told[i] > 0.05) {
			t.Errorf("told %v", told)
		}
	}
}
