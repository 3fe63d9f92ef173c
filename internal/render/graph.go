package render

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"clipd/internal/clip"
	"clipd/internal/media"
)

// scene is all that the filter graph depends on.
type scene struct {
	Camera        clip.Camera
	Rate          media.Rational // frames a second
	Input         string         // pad and filters that deliver the camera's frames at time 0, 1/Rate, ...
	Width, Height int            // of the clip, even
	Dir           string         // where the command files will lie
	Subtitles     string         // path of an ASS script, "" for none
	Fonts         string         // folder of fonts for it, "" for the system's alone
	Upload        string         // filters that an encoder needs behind all others, "" for none
}

// graph is a -filter_complex whose output is [v], and the sendcmd files that it
// reads, by path.
type graph struct {
	Filters  string
	Commands map[string]string
}

// maxFilters is how many bytes of graph an argument of a program can hold:
// Linux takes 128 KiB.
const maxFilters = 120_000

// newGraph lays the graph of a scene. Crops are scaled behind the place where
// takes are joined: a scaler for each take would hold pictures of its own.
func newGraph(s scene) (graph, error) {
	all, err := takes(s.Camera)
	if err != nil {
		return graph{}, err
	}
	if len(all) == 0 {
		return graph{}, fmt.Errorf("the camera has no frames")
	}
	scale := ""
	if slices.ContainsFunc(all, func(t take) bool { return t.Layout == clip.Track }) {
		scale = scaled(s.Width, s.Height) + ","
	}
	g := graph{Commands: map[string]string{}}
	if len(all) == 1 {
		g.Filters = g.branch(s, all[0], 0, s.Input+",") + "," + scale + s.finish() + "[v]"
		return g, nil
	}
	lines := make([]string, 1, len(all)+2)
	var split, joined strings.Builder
	for i, t := range all {
		fmt.Fprintf(&split, "[take%d]", i)
		fmt.Fprintf(&joined, "[shot%d]", i)
		cut := fmt.Sprintf("[take%d]trim=start_frame=%d:end_frame=%d,setpts=PTS-STARTPTS,", i, t.First, t.First+t.Frames())
		lines = append(lines, g.branch(s, t, i, cut)+fmt.Sprintf("[shot%d]", i))
	}
	lines[0] = fmt.Sprintf("%s,split=%d%s", s.Input, len(all), split.String())
	lines = append(lines, fmt.Sprintf("%sconcat=n=%d:v=1:a=0:unsafe=1,settb=%d/%d,setpts=N,%s%s[v]",
		joined.String(), len(all), s.Rate.Den, s.Rate.Num, scale, s.finish()))
	g.Filters = strings.Join(lines, ";\n")
	if len(g.Filters) > maxFilters {
		return graph{}, fmt.Errorf("the camera changes its layout or the size of its crops too often (%d times)", len(all)-1)
	}
	return g, nil
}

// branch is the part of the graph that shows take i behind in. It comes in the
// clip's size, but for Track at rest, which comes in that of its crop.
func (g graph) branch(s scene, t take, i int, in string) string {
	switch t.Layout {
	case clip.Split:
		return g.split(s, t, i, in)
	case clip.Screen:
		return g.screen(s, t, i, in)
	case clip.Fit:
		return fit(s, i, in)
	default:
		chain, _ := g.crop(s, t, i, 0, s.Width, s.Height)
		return in + chain
	}
}

// crop cuts crop k of a take out of the picture. Where it glides it is scaled to
// w by h, else not: done tells which. Odd places are taken as they are, so that
// the luma can move by single pixels.
func (g graph) crop(s scene, t take, i, k, w, h int) (chain string, done bool) {
	boxes := t.crop(k)
	size := boxes[0]
	xs := along(boxes, func(b clip.Box) int { return b.X })
	ys := along(boxes, func(b clip.Box) int { return b.Y })
	x, glidesX := newGlide(xs, size.W, w, s.Camera.Width)
	y, glidesY := newGlide(ys, size.H, h, s.Camera.Height)
	if !glidesX && !glidesY {
		return g.moving(s, fmt.Sprintf("take%d_%d", i, k), size.W, size.H, xs, ys), false
	}
	if !glidesX {
		x = glide{size.W, w, xs, make([]int, len(xs))}
	}
	if !glidesY {
		y = glide{size.H, h, ys, make([]int, len(ys))}
	}
	return strings.Join([]string{
		g.moving(s, fmt.Sprintf("take%d_%d", i, k), x.Size, y.Size, x.First, y.First),
		scaled(x.Scaled, y.Scaled),
		g.moving(s, fmt.Sprintf("take%d_%d_fine", i, k), w, h, x.Second, y.Second),
	}, ","), true
}

// moving is a crop of w by h that lies at xs, ys, one place a frame.
func (g graph) moving(s scene, name string, w, h int, xs, ys []int) string {
	places := make([]point, len(xs))
	for n := range xs {
		places[n] = point{xs[n], ys[n]}
	}
	chain := fmt.Sprintf("crop@%s=%d:%d:%d:%d:exact=1", name, w, h, xs[0], ys[0])
	if text := commands("crop@"+name, places, s.Rate); text != "" {
		file := filepath.Join(s.Dir, name+".cmd")
		g.Commands[file] = text
		chain = "sendcmd=f=" + escape(file) + "," + chain
	}
	return chain
}

func scaled(w, h int) string { return fmt.Sprintf("scale=%d:%d:flags=bicubic,setsar=1", w, h) }

// split shows two crops one above the other, side by side in a wide clip.
func (g graph) split(s scene, t take, i int, in string) string {
	if s.Width > s.Height {
		return g.stacked(s, t, i, in, "hstack", halves(s.Width), []int{s.Height, s.Height})
	}
	return g.stacked(s, t, i, in, "vstack", []int{s.Width, s.Width}, halves(s.Height))
}

// screen shows one crop above the other; the first one keeps its shape.
func (g graph) screen(s scene, t take, i int, in string) string {
	first := t.Crops[0][0]
	above := min(max(2, even(s.Width*first.H, first.W)), s.Height-2)
	return g.stacked(s, t, i, in, "vstack", []int{s.Width, s.Width}, []int{above, s.Height - above})
}

// stacked shows two crops, each in its size, put together by a filter.
func (g graph) stacked(s scene, t take, i int, in, filter string, w, h []int) string {
	lines := fmt.Sprintf("%[1]ssplit[in%[2]d_0][in%[2]d_1];\n", in, i)
	for k := range 2 {
		chain, done := g.crop(s, t, i, k, w[k], h[k])
		if !done {
			chain += "," + scaled(w[k], h[k])
		}
		lines += fmt.Sprintf("[in%[1]d_%[2]d]%[3]s[half%[1]d_%[2]d];\n", i, k, chain)
	}
	return lines + fmt.Sprintf("[half%[1]d_0][half%[1]d_1]%[2]s", i, filter)
}

// fit shows the whole picture over its own middle, blurred. The blur is made at
// a tenth of the size, where it costs little.
func fit(s scene, i int, in string) string {
	c := s.Camera
	w, h := within(c.Width, c.Height, s.Width, s.Height)
	whole := scaled(w, h)
	if w == s.Width && h == s.Height {
		return in + whole
	}
	middleW, middleH := within(s.Width, s.Height, c.Width, c.Height)
	return fmt.Sprintf("%[1]ssplit[back%[2]d][front%[2]d];\n"+
		"[back%[2]d]crop=%[3]d:%[4]d,scale=%[5]d:%[6]d:flags=area,gblur=sigma=3,%[7]s[blur%[2]d];\n"+
		"[front%[2]d]%[8]s[whole%[2]d];\n[blur%[2]d][whole%[2]d]overlay=%[9]d:%[10]d",
		in, i, middleW, middleH, max(16, s.Width/10), max(16, s.Height/10), scaled(s.Width, s.Height), whole, (s.Width-w)/4*2, (s.Height-h)/4*2)
}

// finish is what all layouts have behind them. Side data of the source's frames
// (closed captions, mastering display) would end up in the encoder's stream.
func (s scene) finish() string {
	var chain []string
	if s.Subtitles != "" {
		ass := "ass=f=" + escape(s.Subtitles)
		if s.Fonts != "" {
			ass += ":fontsdir=" + escape(s.Fonts)
		}
		chain = append(chain, ass)
	}
	chain = append(chain, "sidedata=mode=delete", "format=yuv420p",
		"setparams=field_mode=prog:range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709")
	if s.Upload != "" {
		chain = append(chain, s.Upload)
	}
	return strings.Join(chain, ",")
}

// within is the largest even size of the shape w:h inside boxW by boxH.
func within(w, h, boxW, boxH int) (int, int) {
	if w*boxH > h*boxW {
		return boxW, max(2, even(boxW*h, w))
	}
	return max(2, even(boxH*w, h)), boxH
}

// even is the even number nearest to a/b.
func even(a, b int) int { return (a + b) / (2 * b) * 2 }

// halves divides an even number into two even ones.
func halves(n int) []int { return []int{n / 4 * 2, n - n/4*2} }
