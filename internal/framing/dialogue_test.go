package framing

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// dialogue makes a recording of two people side by side, and who speaks when:
// the left one while both mouths move, the right one alone, the left one alone,
// the right one while both mouths move. Who is still hardly moves the head.
func dialogue(t testing.TB, left, right string) (path string, said []clip.Sentence) {
	t.Helper()
	var seconds [2]float64
	var graph strings.Builder
	for i, file := range []string{left, right} {
		seconds[i] = mediatest.Probe(t, file).Duration - 0.1
		fmt.Fprintf(&graph, "[%d:v]fps=25,scale=-2:720,crop=min(iw\\,640):720,pad=640:720:-1:0,setsar=1,split=4[v%d0][v%d1][v%d2][v%d3];", i, i, i, i, i)
		fmt.Fprintf(&graph, "[%d:a]aresample=48000,aformat=channel_layouts=mono,apad,asplit=2[a%d0][a%d1];", i, i, i)
	}
	const (
		moves = "null"
		still = "trim=end_frame=1,loop=-1:1,fps=25,crop=iw-4:ih-4:2+2*sin(t*2):2+2*sin(t*3),scale=640:720,setsar=1,noise=alls=3:allf=t"
		times = "setpts=N/25/TB"
	)
	both, end, parts := min(seconds[0], seconds[1]), 0.0, ""
	for i, part := range []struct {
		left, right string
		sound       string
		speaker     string
		seconds     float64
	}{
		{moves, moves, "a00", "Speaker 1", both},
		{still, moves, "a10", "Speaker 2", seconds[1]},
		{moves, still, "a01", "Speaker 1", seconds[0]},
		{moves, moves, "a11", "Speaker 2", both},
	} {
		for k, how := range []string{part.left, part.right} {
			fmt.Fprintf(&graph, "[v%d%d]%s,%s,trim=duration=%f[p%d%d];", k, i, how, times, part.seconds, k, i)
		}
		fmt.Fprintf(&graph, "[p0%d][p1%d]hstack[p%d];[%s]atrim=duration=%f,asetpts=N/SR/TB[s%d];", i, i, i, part.sound, part.seconds, i)
		parts += fmt.Sprintf("[p%d][s%d]", i, i)
		said = append(said, clip.Sentence{
			Start: clip.Seconds(end), End: clip.Seconds(end + part.seconds), Speaker: part.speaker, SpeakerConfidence: 1,
		})
		end += part.seconds
	}
	graph.WriteString(parts + "concat=n=4:v=1:a=1[v][a]")
	path = filepath.Join(t.TempDir(), "dialogue.mp4")
	if err := media.Run(t.Context(), media.Command{Args: []string{
		"-i", media.File(left), "-i", media.File(right), "-filter_complex", graph.String(), "-map", "[v]", "-map", "[a]",
		"-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-pix_fmt", "yuv420p", "-c:a", "aac", "-y", media.File(path),
	}}); err != nil {
		t.Fatalf("joining %s and %s: %v", filepath.Base(left), filepath.Base(right), err)
	}
	return path, said
}

// dialogues films both speeches of each pair in which both mouths move. It
// returns in which share of the time the right face is shown: by the mouths
// alone, and where it is known who says what elsewhere.
func dialogues(t testing.TB, f *Framer, people []string) (mouths, voices float64) {
	t.Helper()
	n := 0.0
	for i, a := range people {
		for _, b := range people[:i] {
			if a == "wda_aoc" && b == "vr_face3" {
				continue
			}
			path, said := dialogue(t, head(t, a), head(t, b))
			info := mediatest.Probe(t, path)
			for _, part := range []int{0, 3} {
				r := Request{
					Source: info, Aspect: clip.Vertical, Sentences: said,
					Span: clip.Span{Start: said[part].Start, End: min(said[part].End, clip.Seconds(info.Duration))},
				}
				o, err := f.observe(t.Context(), r)
				if err != nil {
					t.Fatal(err)
				}
				alone := rightFace(t, r, o, part == 0)
				if o.voices, err = f.voicesOf(t.Context(), r, o); err != nil {
					t.Fatal(err)
				}
				with := rightFace(t, r, o, part == 0)
				t.Logf("%s and %s, %s: right %.0f %%, with the voices %.0f %%; %d faces elsewhere", a, b, said[part].Speaker, 100*alone, 100*with, len(o.voices.elsewhere))
				mouths, voices, n = mouths+alone, voices+with, n+1
			}
		}
	}
	return mouths / n, voices / n
}

// Two people of whom both mouths move are told apart by what they do elsewhere.
func TestTiesTellWhoSpeaks(t *testing.T) {
	if testing.Short() {
		t.Skip("long footage")
	}
	mouths, voices := dialogues(t, newFramer(t), unseen)
	t.Logf("right in %.1f %% of the time, with the voices in %.1f %%", 100*mouths, 100*voices)
	if voices < 0.95 || voices < mouths {
		t.Error("want 95 % with the voices, and no less than without")
	}
}

// TestAllDialogues prints the table of docs/framing.md.
func TestAllDialogues(t *testing.T) {
	if !*everyPair {
		t.Skip("it takes minutes: -every-pair")
	}
	mouths, voices := dialogues(t, newFramer(t), slices.Concat(tuned, unseen))
	t.Logf("right in %.1f %% of the time, with the voices in %.1f %%", 100*mouths, 100*voices)
}
