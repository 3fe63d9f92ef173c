package caption

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"clipd/internal/clip"
)

// fuzzed makes sentences of text, one a line, with times taken from the bytes as
// they come: NaN, infinities and huge numbers among them.
func fuzzed(text string, times []byte, worded bool) []clip.Sentence {
	next := func() clip.Seconds {
		if len(times) < 2 {
			return 0
		}
		n := int16(binary.LittleEndian.Uint16(times))
		times = times[2:]
		switch n {
		case math.MaxInt16:
			return inf
		case math.MinInt16:
			return nan
		}
		return clip.Seconds(n) / 100
	}
	var out []clip.Sentence
	for line := range strings.SplitSeq(text, "\n") {
		s := clip.Sentence{Start: next(), End: next(), Text: line}
		if worded {
			for w := range strings.SplitSeq(line, " ") {
				s.Words = append(s.Words, clip.Word{Start: next(), End: next(), Text: w})
			}
		}
		out = append(out, s)
	}
	return out
}

func addSeeds(f *testing.F) {
	times := make([]byte, 0, 400)
	for i := range 100 {
		times = binary.LittleEndian.AppendUint16(times, uint16(i*30))
		times = binary.LittleEndian.AppendUint16(times, uint16(i*30+25))
	}
	for i, s := range append(hostile, "שלום world, مرحبا", "今日は人工知能についてお話しします。", "Good 😀 job\nSecond one.", "") {
		f.Add(s, times, i%2 == 0, uint8(i))
	}
	f.Add("a b c", []byte("\x00\x80\xff\x7f\x00\x80\xff\x7f\x10\x00\x05\x00"), true, uint8(1))
}

func fuzzRequest(text string, times []byte, worded bool, shape uint8) Request {
	aspects := clip.Aspects()
	languages := []string{"", "en", "de", "ja"}
	return Request{
		Sentences: fuzzed(text, times, worded), Span: clip.Span{Start: 1, End: 31},
		Aspect: aspects[int(shape)%len(aspects)], Language: languages[int(shape/3)%len(languages)],
	}.normal()
}

// FuzzASS holds for any words and times: cues in order, tags balanced and our
// own, no control characters, and the text shown is the text said.
func FuzzASS(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string, times []byte, worded bool, shape uint8) {
		r := fuzzRequest(text, times, worded, shape)
		cues := Burned(r)
		checkCues(t, cues, r.Span.Length())
		lines := map[string]bool{}
		for _, c := range cues {
			for _, l := range c.Lines {
				lines[l.String()] = true
			}
		}
		for _, e := range readASS(t, ASS(cues, r.Width, r.Height, r.Style, nil)) {
			if !lines[e.text] {
				t.Errorf("%q is shown, which no line is", e.text)
			}
		}
	})
}

// FuzzWebVTT holds for any words and times: the file is strict WebVTT and reads
// back as the cues that were written.
func FuzzWebVTT(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string, times []byte, worded bool, shape uint8) {
		r := fuzzRequest(text, times, worded, shape)
		cues := Subtitles(r)
		checkCues(t, cues, r.Span.Length())
		got := readVTT(t, WebVTT(cues))
		at := 0
		for _, c := range cues {
			if milliseconds(c.Start) == milliseconds(c.End) {
				continue
			}
			if at >= len(got) || got[at].text != c.String() {
				t.Fatalf("%q does not read back", c)
			}
			at++
		}
		if at != len(got) {
			t.Errorf("%d cues read, %d written", len(got), at)
		}
	})
}
