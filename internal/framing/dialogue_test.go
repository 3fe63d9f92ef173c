package framing

import (
	"fmt"
	"path/filepath"
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

// speeches is in which share of the time the right face is shown, over some
// speeches: by the mouths alone, and where it is known who says what elsewhere.
type speeches struct{ mouths, voices, n float64 }

func (s *speeches) String() string {
	return fmt.Sprintf("right in %.1f %% of the time, with the voices in %.1f %%", 100*s.mouths/s.n, 100*s.voices/s.n)
}

// film films one speech, of who is on the left side or the right one.
func (s *speeches) film(t testing.TB, f *Framer, path string, said []clip.Sentence, of clip.Sentence, left bool) {
	t.Helper()
	info := mediatest.Probe(t, path)
	r := Request{
		Source: info, Aspect: clip.Vertical, Sentences: said,
		Span: clip.Span{Start: of.Start, End: min(of.End, clip.Seconds(info.Duration))},
	}
	o, err := f.observe(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	mouths := rightFace(t, r, o, left)
	if o.voices, err = f.voicesOf(t.Context(), r, o); err != nil {
		t.Fatal(err)
	}
	voices := rightFace(t, r, o, left)
	t.Logf("%v, %s: right %.0f %%, with the voices %.0f %%; %d faces elsewhere", of.Start, of.Speaker, 100*mouths, 100*voices, len(o.voices.elsewhere))
	s.mouths, s.voices, s.n = s.mouths+mouths, s.voices+voices, s.n+1
}

// dialogues films both speeches of each pair in which both mouths move.
func dialogues(t testing.TB, f *Framer, people []string) (all speeches) {
	t.Helper()
	for i, a := range people {
		for _, b := range people[:i] {
			if a == "wda_aoc" && b == "vr_face3" {
				continue
			}
			t.Log(a, "and", b)
			path, said := dialogue(t, head(t, a), head(t, b))
			all.film(t, f, path, said, said[0], true)
			all.film(t, f, path, said, said[3], false)
		}
	}
	return all
}

// panels films each two of the panel's people of whom both mouths move, before
// they sit in the panel, where who is silent listens as people do.
func panels(t testing.TB, f *Framer) (all speeches) {
	t.Helper()
	panel := filepath.Join(mediatest.Shared(t), "media", "synth", "synth_3p_panel")
	turns := readTruth(t, panel+".json").sentences()
	people := []string{"face2", "face4", "face5"}
	for _, a := range people {
		for _, b := range people {
			if a == b {
				continue
			}
			pair := mediatest.Pair(t, head(t, "vr_"+a), head(t, "vr_"+b))
			length := clip.Seconds(mediatest.Probe(t, pair).Duration)
			path := filepath.Join(t.TempDir(), "panel.mp4")
			const same = "[%d:v]fps=25,setsar=1[v%[1]d];[%[1]d:a]aresample=48000,aformat=channel_layouts=mono[a%[1]d];"
			if err := media.Run(t.Context(), media.Command{Args: []string{
				"-i", media.File(pair), "-i", media.File(panel + ".mp4"),
				"-filter_complex", fmt.Sprintf(same, 0) + fmt.Sprintf(same, 1) + "[v0][a0][v1][a1]concat=n=2:v=1:a=1[v][a]", "-map", "[v]", "-map", "[a]",
				"-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-c:a", "aac", "-y", media.File(path),
			}}); err != nil {
				t.Fatal(err)
			}
			said := []clip.Sentence{{End: length, Speaker: a, SpeakerConfidence: 1}}
			for _, s := range turns {
				s.Start, s.End = s.Start+length, s.End+length
				said = append(said, s)
			}
			t.Log(a, "and", b)
			all.film(t, f, path, said, said[0], true)
		}
	}
	return all
}

// Two people of whom both mouths move are told apart by what they do elsewhere.
func TestTiesTellWhoSpeaks(t *testing.T) {
	if testing.Short() {
		t.Skip("long footage")
	}
	all := dialogues(t, newFramer(t), unseen)
	t.Log(&all)
	if all.voices/all.n < 0.95 || all.voices < all.mouths {
		t.Error("want 95 % with the voices, and no less than without")
	}
}

// TestAllDialogues prints the table of docs/framing.md.
func TestAllDialogues(t *testing.T) {
	if !*everyPair {
		t.Skip("it takes minutes: -every-pair")
	}
	f := newFramer(t)
	old, three, judged := dialogues(t, f, tuned), panels(t, f), dialogues(t, withActiveSpeaker(t), unseen)
	t.Logf("people used to tune: %v", &old)
	t.Logf("a panel elsewhere: %v", &three)
	t.Logf("with LR-ASD: %v", &judged)
}
