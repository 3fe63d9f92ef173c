package app

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

// known is what is known of a long recording (see the MANIFEST of
// shared/media/long).
type known struct {
	Words []struct {
		W, Speaker string
		Start, End float64
	}
	Sents   []struct{ Start, End float64 }
	Turns   []struct{ Speaker, Voice string }
	Queries []struct{ Q string }
}

// TestLongMeeting listens to a meeting of twelve minutes once, chooses from it
// for every one of its questions and cuts clips with captions, and compares all
// of it with what was said, when and by whom.
func TestLongMeeting(t *testing.T) {
	if testing.Short() {
		t.Skip("listens to 12 minutes")
	}
	mediatest.NeedFFmpeg(t)
	models := mediatest.Models(t)
	source := filepath.Join(mediatest.Shared(t), "media", "long", "dev_es2014a.mp4")
	text, err := os.ReadFile(strings.TrimSuffix(source, "mp4") + "truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var want known
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	run := func(out any, args ...string) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		args = append([]string{"--data", data, "--models", models, "--resolution", "180"}, append(args, "--json")...)
		if code := Main(t.Context(), args, []string{"HOME=" + data}, Stdio{In: strings.NewReader(""), Out: &stdout, Err: &stderr}); code != exitDone {
			t.Fatalf("%q: exit code %d\n%s", args, code, stderr.String())
		}
		if err := json.Unmarshal(stdout.Bytes(), out); err != nil {
			t.Fatal(err)
		}
	}
	var transcript clip.Transcript
	run(&transcript, "transcribe", source)
	if got := transcript.Speakers(); len(got) != 2 {
		t.Errorf("%d speakers, want 2", len(got))
	}
	file := filepath.Join(data, "transcript.json")
	if text, err = json.Marshal(transcript); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}

	edges, off, cut := 0, 0, 0
	questions := []string{""}
	for _, q := range want.Queries {
		questions = append(questions, q.Q)
	}
	for _, q := range questions {
		var chosen struct{ Moments []clip.Moment }
		run(&chosen, "select", file, "--length", "45s", "--instruction", q)
		for _, m := range chosen.Moments {
			edges += 2
			off += want.offSentences(m.Span())
			cut += want.insideWords(m.Span())
		}
	}
	t.Logf("%d of %d edges lie at the truth's sentences, %d inside a word", edges-off, edges, cut)
	if 100*off > 6*edges || 100*cut > 2*edges {
		t.Errorf("%d of %d edges do not lie at a sentence's, %d inside a word", off, edges, cut)
	}

	var guests struct{ Moments []clip.Moment }
	run(&guests, "select", file, "--instruction", "only the guest")
	for _, m := range guests.Moments {
		if share := want.saidBy("guest", m.Span()); share < 0.8 {
			t.Errorf("%v-%v: %.0f %% of the words are the guest's", m.Start, m.End, 100*share)
		}
	}

	var job clip.Job
	run(&job, "cut", source, "--captions", "--length", "20s", "--max-clips", "3", "-o", filepath.Join(data, "clips"))
	words, heard := 0, 0
	for _, c := range job.Clips {
		if n := want.insideWords(clip.Span{Start: c.Start, End: c.End}); n > 0 {
			t.Errorf("%s begins or ends inside a word", c.URL)
		}
		vtt, err := os.ReadFile(filepath.Join(data, "clips", c.CaptionURL))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(vtt), "<v Speaker ") {
			t.Errorf("%s names no speaker", c.CaptionURL)
		}
		n, found := want.captioned(c, string(vtt))
		words, heard = words+n, heard+found
	}
	t.Logf("%d of the %d words said in %d clips are in the caption of their time", heard, words, len(job.Clips))
	if len(guests.Moments) == 0 || len(job.Clips) != 3 || 100*heard < 85*words {
		t.Errorf("%d moments of the guest, %d clips, %d of their %d words in the caption of their time", len(guests.Moments), len(job.Clips), heard, words)
	}
}

// saidBy is the share of a span's words that a voice says.
func (k known) saidBy(voice string, s clip.Span) float64 {
	voices := map[string]string{}
	for _, t := range k.Turns {
		voices[t.Speaker] = t.Voice
	}
	theirs, all := 0.0, 0.0
	for _, w := range k.Words {
		if !s.Contains(clip.Seconds(w.Start+w.End) / 2) {
			continue
		}
		all++
		if voices[w.Speaker] == voice {
			theirs++
		}
	}
	return theirs / max(1, all)
}

// offSentences counts the edges that lie over 0.35 s from a sentence's.
func (k known) offSentences(s clip.Span) (off int) {
	first, last := math.Inf(1), math.Inf(1)
	for _, x := range k.Sents {
		first = min(first, math.Abs(x.Start-float64(s.Start)))
		last = min(last, math.Abs(x.End-float64(s.End)))
	}
	for _, d := range []float64{first, last} {
		if d > 0.35 {
			off++
		}
	}
	return off
}

// insideWords counts the edges that lie inside a word.
func (k known) insideWords(s clip.Span) (n int) {
	const margin = 0.08 // s: what word times are good for
	for _, w := range k.Words {
		for _, at := range []clip.Seconds{s.Start, s.End} {
			if w.Start+margin < float64(at) && float64(at) < w.End-margin {
				n++
			}
		}
	}
	return n
}

var (
	cueTimes = regexp.MustCompile(`(?m)^(\S+) --> (\S+).*$`)
	cueTags  = regexp.MustCompile(`<[^>]*>`)
	notWords = regexp.MustCompile(`[^a-z0-9' ]+`)
)

// captioned counts the words that are said in a clip, um and uh left out, and
// those of them that its WebVTT shows within 0.5 s.
func (k known) captioned(c clip.Clip, vtt string) (said, shown int) {
	type cue struct {
		clip.Span
		words []string
	}
	plain := func(text string) []string {
		return strings.Fields(notWords.ReplaceAllString(strings.ToLower(text), " "))
	}
	var cues []cue
	for _, block := range strings.Split(vtt, "\n\n") {
		m := cueTimes.FindStringSubmatchIndex(block)
		if m == nil {
			continue
		}
		start, err := clip.ParseSeconds(block[m[2]:m[3]])
		if err != nil {
			continue
		}
		end, err := clip.ParseSeconds(block[m[4]:m[5]])
		if err != nil {
			continue
		}
		cues = append(cues, cue{clip.Span{Start: start, End: end}, plain(cueTags.ReplaceAllString(block[m[1]:], ""))})
	}
	const near = 0.5 // s
	for _, w := range k.Words {
		at := clip.Seconds(w.Start+w.End)/2 - c.Start
		text := plain(w.W)
		if at < 0 || at > c.Duration || len(text) != 1 || slices.Contains([]string{"um", "uh"}, text[0]) {
			continue
		}
		said++
		if slices.ContainsFunc(cues, func(q cue) bool {
			return at > q.Start-near && at < q.End+near && slices.Contains(q.words, text[0])
		}) {
			shown++
		}
	}
	return said, shown
}
