package caption

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

// ground is the picture under the captions: no colour that a caption has.
const ground = "0x406080"

// drawn is a picture, 3 bytes a pixel.
type drawn struct {
	pix           []byte
	width, height int
}

// draw renders a script at a time of the clip with the real ffmpeg and libass.
func draw(t *testing.T, script []byte, width, height int, at clip.Seconds) drawn {
	t.Helper()
	mediatest.NeedFFmpeg(t)
	dir := t.TempDir()
	for _, f := range Typefaces() {
		if err := os.WriteFile(filepath.Join(dir, f.File), f.TTF, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "captions.ass"), script, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi",
		"-i", fmt.Sprintf("color=%s:s=%dx%d:r=25", ground, width, height),
		"-vf", fmt.Sprintf("format=gbrp,setpts=PTS+%f/TB,ass=captions.ass:fontsdir=.", float64(at)),
		"-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-")
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	pix, err := cmd.Output()
	if err != nil || len(pix) != 3*width*height {
		t.Fatalf("ffmpeg: %d bytes, %v: %s", len(pix), err, stderr.String())
	}
	return drawn{pix, width, height}
}

// box is the smallest rectangle around the pixels that match.
func (d drawn) box(match func(r, g, b uint8) bool) image.Rectangle {
	r := image.Rectangle{Min: image.Pt(d.width, d.height)}
	for i := 0; i < len(d.pix); i += 3 {
		if match(d.pix[i], d.pix[i+1], d.pix[i+2]) {
			x, y := i/3%d.width, i/3/d.width
			r.Min.X, r.Min.Y = min(r.Min.X, x), min(r.Min.Y, y)
			r.Max.X, r.Max.Y = max(r.Max.X, x+1), max(r.Max.Y, y+1)
		}
	}
	return r
}

func white(r, g, b uint8) bool  { return r > 250 && g > 250 && b > 250 }
func yellow(r, g, b uint8) bool { return r > 250 && g > 215 && g < 228 && b < 40 }
func edge(r, g, b uint8) bool   { return r < 8 && g < 8 && b < 8 }

func script(r Request) []byte {
	r = r.normal()
	return ASS(Burned(r), r.Width, r.Height, r.Style, nil)
}

// TestOnlyTheSpokenWordChanges draws successive word states and holds that no
// pixel outside the letters whose colour changes does: nothing moves or blinks.
func TestOnlyTheSpokenWordChanges(t *testing.T) {
	for name, text := range map[string]string{
		"kerned, two lines": "To AV Tjgy overwhelm",
		"right to left":     "שלום לכולם iPhone",
	} {
		t.Run(name, func(t *testing.T) {
			r := request([]clip.Sentence{sentence(0.5, text)}, "en")
			r.Width, r.Height = 540, 960
			cue := Burned(r)[0]
			file := script(r)
			var before drawn
			states := 0
			for _, l := range cue.Lines {
				for _, w := range l {
					now := draw(t, file, 540, 960, w.Start+0.05)
					if before.pix != nil {
						states++
						onlyLetters(t, before, now)
					}
					before = now
				}
			}
			if states < 2 {
				t.Fatalf("only %d changes in %q", states, cue)
			}
		})
	}
}

// onlyLetters holds that between two pictures only the blue of letters differs
// much: white has 255 of it and the spoken colour 33, both have full red.
func onlyLetters(t *testing.T, a, b drawn) {
	t.Helper()
	changed := 0
	for i := 0; i < len(a.pix); i += 3 {
		red, blue := int(a.pix[i])-int(b.pix[i]), int(a.pix[i+2])-int(b.pix[i+2])
		if red < -1 || red > 1 {
			t.Fatalf("a pixel at %d,%d changed its red by %d: something moved", i/3%a.width, i/3/a.width, red)
		}
		if blue != 0 {
			changed++
		}
	}
	if changed == 0 {
		t.Error("nothing changed")
	}
}

// TestCaptionsStayInTheFreeArea draws the widest and tallest text in each shape.
func TestCaptionsStayInTheFreeArea(t *testing.T) {
	for _, a := range clip.Aspects() {
		for _, text := range []string{"WWWWWWWWWWWW MMMMMMMMMM ÅÄÖgjpq", "Donaudampfschifffahrtsgesellschaftskapitän"} {
			r := request([]clip.Sentence{sentence(0, text)}, "de")
			r.Aspect = a
			r = r.normal()
			r.Width, r.Height = r.Width/2, r.Height/2
			free := FreeArea(r.Width, r.Height)
			for _, c := range Burned(r) {
				m := draw(t, script(r), r.Width, r.Height, c.Start+0.01)
				got := m.box(func(red, g, b uint8) bool { return white(red, g, b) || yellow(red, g, b) || edge(red, g, b) })
				if got.Empty() || !got.In(free) {
					t.Errorf("%s: %q is drawn in %v, free is %v", a, c, got, free)
				}
				if off := got.Min.X + got.Max.X - r.Width; off < -8 || off > 8 {
					t.Errorf("%s: %q is off the middle by %d px", a, c, off/2)
				}
			}
		}
	}
}

// TestPlacement moves the text and holds that extremes stay inside.
func TestPlacement(t *testing.T) {
	top := 0
	for _, at := range []float64{0, 0.5, 1} {
		r := request(talk("Two words"), "en")
		r.Width, r.Height = 270, 480
		r.Style = DefaultStyle(clip.Vertical)
		r.Style.Placement = at
		got := draw(t, script(r), 270, 480, 0.1).box(edge)
		if !got.In(FreeArea(270, 480)) {
			t.Errorf("placement %v: drawn in %v", at, got)
		}
		if got.Min.Y <= top {
			t.Errorf("placement %v: drawn at %d, not below %d", at, got.Min.Y, top)
		}
		top = got.Min.Y
	}
}

// TestMeasuredAsDrawn compares our widths with libass's.
func TestMeasuredAsDrawn(t *testing.T) {
	style := DefaultStyle(clip.Vertical)
	ts := newTypesetter(style.em(1080, 1920), hanFamily(nil))
	for _, text := range []string{"HHHHHHHH", "minimum Жи 1"} {
		cue := Cue{Start: 0, End: 1, Lines: []Line{{{Text: text, End: 1}}}}
		got := draw(t, ASS([]Cue{cue}, 1080, 1920, style, nil), 1080, 1920, 0.5).box(yellow)
		want := ts.set(text).width
		// Kerning and the side bearings of the outer letters are not measured.
		if d := want - float64(got.Dx()); d < -2 || d > 0.1*ts.em+0.04*want {
			t.Errorf("%s: drawn %d px wide, measured %.1f", text, got.Dx(), want)
		}
	}
}

// TestHostileTextIsShownAsItIs draws what looks like overrides: nothing of it
// may have an effect, so the letters stay in one line, of the usual height and
// colour.
func TestHostileTextIsShownAsItIs(t *testing.T) {
	style := DefaultStyle(clip.Wide)
	plain := func(text string) image.Rectangle {
		cue := Cue{Start: 0, End: 1, Lines: []Line{{{Text: text, End: 1}}}}
		return draw(t, ASS([]Cue{cue}, 960, 540, style, nil), 960, 540, 0.5).box(yellow)
	}
	usual := plain(`|jg|`)
	for _, text := range []string{`{\fs300}|jg|`, `{\pos(0,0)}|jg|`, `|jg|\N|jg|`, `{\1c&HFF0000&}|jg|`, `{\alpha&HFF&}|jg|`, `|{\an7}jg|{`, `\{|jg|\}`} {
		got := plain(text)
		if got.Min.Y < usual.Min.Y-2 || got.Max.Y > usual.Max.Y+2 {
			t.Errorf("%s is drawn from %d to %d, usual is %d to %d", text, got.Min.Y, got.Max.Y, usual.Min.Y, usual.Max.Y)
		}
		if got.Dx() < usual.Dx()*3/2 {
			t.Errorf("%s is drawn %d px wide: letters are lost", text, got.Dx())
		}
	}
}

// TestRightToLeft holds that the first word of a Hebrew or Arabic line stands at
// its right, the last at its left, also when a Latin word begins the line.
func TestRightToLeft(t *testing.T) {
	for _, text := range []string{"אבג דהו זחט", "بجد هوز حطي", "iPhone שלי טוב"} {
		sentences := []clip.Sentence{sentence(0, text), sentence(4, "עברית עברית عربية عربية")}
		r := request(sentences, "he")
		r.Aspect, r.Width, r.Height = clip.Wide, 960, 540
		cue := Burned(r)[0]
		if len(cue.Lines) != 1 || len(cue.Lines[0]) != 3 {
			t.Fatalf("%q is not three words in a line", cue)
		}
		file := script(r)
		left := 960
		for _, w := range cue.Lines[0] {
			got := draw(t, file, 960, 540, w.Start+0.05).box(yellow)
			if got.Empty() || got.Max.X > left+2 {
				t.Errorf("%q in %q is drawn at %v, not left of %d", w.Text, text, got, left)
			}
			left = got.Min.X
		}
	}
}
