package caption

import (
	"strings"
	"testing"

	"clipd/internal/clip"
)

func TestSubtitleBreaks(t *testing.T) {
	for _, c := range []struct {
		name, language string
		aspect         clip.Aspect
		text           []string
		want           string
	}{
		{"one line while it fits", "en", clip.Wide, []string{"We drove to the river and the sea."}, "We drove to the river and the sea."},
		{"two lines, the lower the longer", "en", clip.Wide,
			[]string{"We drove all the way down to the river and then on to the sea."},
			"We drove all the way down to the river / and then on to the sea."},
		{"upright lines of 20", "en", clip.Vertical, []string{"We drove all the way down to the river and then on to the sea."},
			"We drove all the way / down to the river|and then / on to the sea."},
		{"a cue ends with its sentence", "en", clip.Wide, []string{"This is all we know.", "It will do for today."}, "This is all we know.|It will do for today."},
		{"a sentence too short to read shares a cue", "en", clip.Wide, []string{"No.", "It will do for today."}, "No. It will do for today."},
		{"a word longer than a line", "de", clip.Vertical, []string{"Rechtsschutzversicherungsgesellschaften zahlen."},
			"Rechtsschutzversicherungsgesellschaften / zahlen."},
		{"Chinese lines of 16", "zh", clip.Wide, []string{"它会改变我们的工作方式吗，还是一切都会保持原样？"}, "它会改变我们的工作方式吗， / 还是一切都会保持原样？"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := request(talk(c.text...), c.language)
			r.Aspect = c.aspect
			got := strings.Join(texts(Subtitles(r)), "|")
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestTwoSpeakersShareNoSubtitle(t *testing.T) {
	s := talk("Really?", "Yes, really.")
	s[0].Speaker, s[1].Speaker = "A", "B"
	if got := len(Subtitles(request(s, "en"))); got != 2 {
		t.Errorf("%d cues, want 2", got)
	}
}

// TestSubtitlePractice holds the limits on a longer, fast talk.
func TestSubtitlePractice(t *testing.T) {
	var lines []string
	for range 6 {
		lines = append(lines,
			"When I began to look into this, nobody at the institute had an answer, and most did not think that there was a question.",
			"So.", "I asked Maria Lopez and her team in Madrid for the numbers of the last 25 years _ and we found them in a box under the stairs.",
			"That is, I think, how most of it begins: | with a box, a rainy day and the time to look.")
	}
	for _, a := range clip.Aspects() {
		r := request(talk(lines...), "en")
		r.Aspect = a
		measure, words := rulerFor(a), lexiconOf("en")
		cues := Subtitles(r)
		for i, c := range cues {
			length := c.End - c.Start
			if length < shortestCue-1e-9 || length > longestCue+1e-9 {
				t.Errorf("%s: %q is shown for %.3f s", a, c, float64(length))
			}
			if i > 0 && c.Start-cues[i-1].End < between-1e-9 {
				t.Errorf("%s: %.3f s before %q", a, float64(c.Start-cues[i-1].End), c)
			}
			if len(c.Lines) > 2 {
				t.Errorf("%s: %d lines", a, len(c.Lines))
			}
			for _, l := range c.Lines {
				if n := measure.text(l.String()); n > measure.line {
					t.Errorf("%s: a line of %v: %q", a, n, l)
				}
				if last := l[len(l)-1].Text; words.binding[last] {
					t.Errorf("%s: a line ends on an article: %q", a, l)
				}
			}
			if one := c.Lines[0]; len(c.Lines) == 1 && len(one) == 1 && one.String() != "So." {
				t.Errorf("%s: a single word: %q", a, one)
			}
		}
		said, shown := strings.Join(lines, " "), strings.ReplaceAll(strings.Join(texts(cues), " "), " / ", " ")
		said = strings.Join(strings.Fields(strings.NewReplacer("|", "", "_", "").Replace(said)), " ")
		if said != shown {
			t.Errorf("%s: words lost or moved", a)
		}
	}
}
