package transcribe

import (
	"strings"
	"testing"
)

func TestCompressionRatio(t *testing.T) {
	// Python: len(s.encode())/len(zlib.compress(s.encode()))
	for text, want := range map[string]float64{
		"": 0,
		"It was the best of times, it was the worst of times.": 1.21,
		strings.Repeat("thank you ", 30):                       13.0,
	} {
		if got := compressionRatio(text); got < want*0.85 || got > want*1.15 {
			t.Errorf("%.40q: %.3f, not %.3f", text, got, want)
		}
	}
}

func TestRepetition(t *testing.T) {
	times := func(n int, phrase ...int) []int {
		var out []int
		for range n {
			out = append(out, phrase...)
		}
		return out
	}
	for name, c := range map[string]struct {
		tokens []int
		keep   int
		found  bool
	}{
		"nothing":               {nil, 0, false},
		"plain":                 {[]int{1, 2, 3, 4, 5}, 5, false},
		"no, no, no":            {append(times(3, 7, 8), 1), 7, false},
		"very very very":        {append(times(6, 7), 1), 7, false},
		"2019-2019-2019-2019-":  {append([]int{5}, times(4, 7, 8)...), 3, true},
		"one token for ever":    {append([]int{5, 6}, times(7, 9)...), 3, true},
		"a long phrase":         {times(4, 1, 2, 3, 4, 5, 6), 6, true},
		"a phrase, twice":       {times(2, 1, 2, 3, 4, 5, 6), 12, false},
		"at the end, after all": {append([]int{9, 8, 7, 6}, times(5, 1, 2)...), 6, true},
	} {
		keep, found := repetition(c.tokens)
		if keep != c.keep || found != c.found {
			t.Errorf("%s: keep %d, %v; not %d, %v", name, keep, found, c.keep, c.found)
		}
	}
}

func TestDropSqueezed(t *testing.T) {
	word := func(text string, start, end int) spoken { return spoken{text: text, stretch: stretch{start, end}} }
	long, none := 4000, 100
	for name, c := range map[string]struct {
		words []spoken
		want  string
	}{
		"none":           {nil, ""},
		"a short one":    {[]spoken{word("a", 0, long), word("b", long, long+none), word("c", long+none, 2*long)}, "a b c"},
		"a run":          {[]spoken{word("a", 0, long), word("b", long, long), word("c", long, long), word("d", long, long), word("e", long, long)}, "a"},
		"a run, amidst":  {[]spoken{word("a", 0, long), word("b", long, long), word("c", long, long), word("d", long, long), word("e", long, long), word("f", long, 2*long)}, "a f"},
		"three is a few": {[]spoken{word("a", 0, long), word("b", long, long), word("c", long, long), word("d", long, long)}, "a b c d"},
	} {
		var got []string
		for _, w := range dropSqueezed(c.words) {
			got = append(got, w.text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}

func TestPeopleRepeatThemselvesSurely(t *testing.T) {
	text := strings.Repeat("Everyone here today endeavours towards a better, more just future for our country. ", 3)
	if ratio := compressionRatio(text); ratio <= maxCompression || ratio > maxSureCompression {
		t.Fatalf("the text compresses %.2f times", ratio)
	}
	if !compressesLikeSpeech(text, false, -0.2) {
		t.Error("a sure text that repeats a sentence is not believed")
	}
	if compressesLikeSpeech(text, true, -0.2) || compressesLikeSpeech(text, false, -0.8) {
		t.Error("a loop, or an unsure text, is believed")
	}
}
