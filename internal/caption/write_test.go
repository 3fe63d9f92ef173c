package caption

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

func TestWebVTTReadsBack(t *testing.T) {
	r := request(talk(append(hostile, "Good 😀 job — it’s 5 < 6 && 7 > 6.")...), "en")
	cues := Subtitles(r)
	got := readVTT(t, WebVTT(cues))
	if len(got) != len(cues) {
		t.Fatalf("%d cues read, %d written", len(got), len(cues))
	}
	for i, c := range cues {
		if got[i].text != c.String() {
			t.Errorf("read %q, wrote %q", got[i].text, c)
		}
	}
}

// TestFFmpegReadsWebVTT reads the file with FFmpeg, which turns it into ASS, as
// the players built on it do, and holds that it takes nothing for an override.
func TestFFmpegReadsWebVTT(t *testing.T) {
	mediatest.NeedFFmpeg(t)
	cues := Subtitles(request(talk(append(hostile, "שלום, 5 < 6 && 7 > 6 — 今日は")...), "en"))
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "webvtt", "-i", "-", "-f", "ass", "-")
	cmd.Stdin = bytes.NewReader(WebVTT(cues))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for l := range strings.Lines(string(out)) {
		if event, ok := strings.CutPrefix(strings.TrimSpace(l), "Dialogue: "); ok {
			lines := strings.Split(strings.SplitN(event, ",", 10)[9], `\N`)
			for i := range lines {
				lines[i] = plainASS(t, lines[i])
			}
			got = append(got, strings.Join(lines, " / "))
		}
	}
	if diff := cmp.Diff(texts(cues), got); diff != "" {
		t.Error(diff)
	}
}

func TestASSReadsBack(t *testing.T) {
	r := request(talk(append(hostile, "שלום, world!")...), "en").normal()
	cues := Burned(r)
	events := readASS(t, ASS(cues, r.Width, r.Height, r.Style, nil))
	for _, c := range cues {
		for _, l := range c.Lines {
			at, want := int(centiseconds(c.Start)), int(centiseconds(c.End))
			for _, e := range events {
				if e.layer == 1 && e.text == l.String() && e.from == at {
					at = e.to
				}
			}
			if at != want {
				t.Errorf("%q ends at %d cs, its cue at %d: a gap between word states", l, at, want)
			}
		}
	}
}

// TestWritersTakeAnyCues holds that the writers do not trust what they get.
func TestWritersTakeAnyCues(t *testing.T) {
	word := func(s string) Line { return Line{{Text: s}} }
	cues := []Cue{
		{Start: nan, End: 1, Lines: []Line{word("no start")}},
		{Start: 1, End: inf, Lines: []Line{word("no end")}},
		{Start: 3, End: 2, Lines: []Line{word("backwards")}},
		{Start: 4, End: 5},
		{Start: 5, End: 6, Lines: []Line{{}, word(""), word("\n\n"), word("text\n\n-->\x00")}},
		{Start: 5.5, End: 7, Lines: []Line{word("overlaps")}},
		{Start: -5, End: -4, Lines: []Line{word("before the clip")}},
	}
	if got := readVTT(t, WebVTT(cues)); len(got) == 0 {
		t.Error("no cue left")
	}
	for _, style := range []Style{DefaultStyle(clip.Wide), {}} {
		readASS(t, ASS(cues, 1920, 1080, style, nil))
	}
}

func TestWebVTTLeavesOutWhatCannotBeShown(t *testing.T) {
	line := func(s string) []Line { return []Line{{{Text: s}}} }
	got := string(WebVTT([]Cue{
		{Start: 1, End: 2, Lines: line("one")},
		{Start: 1.5, End: 3, Lines: line("overlapping")},
		{Start: 3, End: 3.0001, Lines: line("no time")},
		{Start: 4, End: 5, Lines: line("two")},
	}))
	want := "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\none\n\n00:00:04.000 --> 00:00:05.000\ntwo\n"
	if got != want {
		t.Errorf("got %q", got)
	}
}

func TestNoCuesAreStillFiles(t *testing.T) {
	if got := string(WebVTT(nil)); got != "WEBVTT\n" {
		t.Errorf("got %q", got)
	}
	if got := string(ASS(nil, 1080, 1920, DefaultStyle(clip.Vertical), nil)); strings.Contains(got, "Dialogue") || !strings.Contains(got, "PlayResY: 1920") {
		t.Errorf("got %q", got)
	}
}
