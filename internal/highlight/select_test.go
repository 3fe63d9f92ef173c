package highlight

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"clipd/internal/clip"
)

// vocabulary is what the made-up talks are made of.
var vocabulary = strings.Fields(`river bridge engine garden market winter summer teacher student picture music window
letter doctor village mountain journey kitchen machine library science history weather island farmer captain harbour
cotton silver copper forest animal planet signal battery shadow corner friend father mother story money paper`)

// talk makes up a talk: sentences of n words from the vocabulary with pauses
// between them, and the times of every word.
func talk(seed uint64, duration float64) clip.Transcript {
	rng := rand.New(rand.NewPCG(seed, 7))
	t := clip.Transcript{Duration: clip.Seconds(duration), Language: "en"}
	at := rng.Float64() * 2
	for {
		n := 2 + rng.IntN(16)
		s := clip.Sentence{Start: clip.Seconds(at), Speaker: string(rune('A' + rng.IntN(2)))}
		var text []string
		for k := range n {
			w := vocabulary[rng.IntN(len(vocabulary))]
			if k == 0 {
				w = capital(w)
			}
			if k == n-1 {
				w += "."
			}
			long := 0.2 + rng.Float64()*0.4
			s.Words = append(s.Words, clip.Word{Start: clip.Seconds(at), End: clip.Seconds(at + long), Text: w})
			text = append(text, w)
			at += long + 0.02
		}
		s.End = s.Words[n-1].End
		s.Text = strings.Join(text, " ")
		if float64(s.End) > duration {
			return t
		}
		t.Sentences = append(t.Sentences, s)
		at += 0.1 + rng.Float64()
		if rng.IntN(30) == 0 {
			at += rng.Float64() * 20
		}
	}
}

// hygienic fails the test unless the moments keep what is promised of all.
func hygienic(t *testing.T, tr clip.Transcript, s clip.Settings, sel Selection) {
	t.Helper()
	starts, ends := map[clip.Seconds]bool{}, map[clip.Seconds]bool{}
	for _, x := range tr.Sentences {
		starts[x.Start], ends[x.End] = true, true
	}
	if len(sel.Moments) > s.MaxClips {
		t.Errorf("%d moments, %d asked for", len(sel.Moments), s.MaxClips)
	}
	for i, m := range sel.Moments {
		if m.Start < 0 || m.End <= m.Start || m.End > tr.Duration {
			t.Errorf("%v-%v is not inside the source (%v)", m.Start, m.End, tr.Duration)
		}
		if !starts[m.Start] || !ends[m.End] {
			t.Errorf("%v-%v is not on sentence boundaries", m.Start, m.End)
		}
		if l := m.End - m.Start; l < s.MinLength || l > s.MaxLength {
			t.Errorf("%v-%v is %v long, want %v-%v", m.Start, m.End, l, s.MinLength, s.MaxLength)
		}
		if m.FirstSentence < 0 || m.LastSentence >= len(tr.Sentences) || tr.Sentences[m.FirstSentence].Start != m.Start || tr.Sentences[m.LastSentence].End > m.End {
			t.Errorf("%v-%v: sentences %d-%d", m.Start, m.End, m.FirstSentence, m.LastSentence)
		}
		if !(m.Score >= 0 && m.Score <= 1) || i > 0 && m.Score > sel.Moments[i-1].Score {
			t.Errorf("scores are not sorted from 1 to 0: %+v", sel.Moments)
		}
		if m.Label == "" || m.Reason == "" || strings.ContainsAny(m.Label+m.Reason, "\n\r") {
			t.Errorf("label %q, reason %q", m.Label, m.Reason)
		}
		for _, o := range sel.Moments[:i] {
			if m.Span().Overlaps(o.Span()) {
				t.Errorf("%v-%v overlaps %v-%v", m.Start, m.End, o.Start, o.End)
			}
		}
	}
}

func TestSelectKeepsItsPromises(t *testing.T) {
	instructions := []string{"", "the battery and the engine", "the first ten minutes, no ads", `"silver copper"`, "what the second speaker says about music", "two clips under 40 seconds"}
	for seed := range uint64(18) {
		rng := rand.New(rand.NewPCG(seed, 1))
		tr := talk(seed, 120+rng.Float64()*1200)
		s := clip.DefaultSettings()
		s.MaxClips = 1 + rng.IntN(10)
		s.Instruction = instructions[seed%uint64(len(instructions))]
		if seed%3 == 0 {
			s.Length = 45
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			sel := Select(Request{Transcript: tr, Settings: s})
			hygienic(t, tr, s, sel)
			if len(sel.Moments) == 0 {
				t.Error("no moments")
			}
			if len(sel.Moments) < s.MaxClips && len(sel.Warnings) == 0 && !strings.Contains(s.Instruction, "two clips") {
				t.Errorf("%d of %d moments and no warning", len(sel.Moments), s.MaxClips)
			}
			if again := Select(Request{Transcript: tr, Settings: s}); !reflect.DeepEqual(sel, again) {
				t.Errorf("the same request gave\n%+v and\n%+v", sel, again)
			}
		})
	}
}

func TestSelectGivesAsManyAsAsked(t *testing.T) {
	tr := talk(3, 1200)
	s := clip.DefaultSettings()
	s.MaxClips = 10
	if sel := Select(Request{Transcript: tr, Settings: s}); len(sel.Moments) != 10 || len(sel.Warnings) > 0 {
		t.Errorf("%d moments of 10 from 20 minutes, warnings %q", len(sel.Moments), sel.Warnings)
	}
	tr = talk(3, 70)
	sel := Select(Request{Transcript: tr, Settings: s})
	if n := len(sel.Moments); n == 0 || n > 4 || len(sel.Warnings) != 1 {
		t.Errorf("%d moments from 70 s, warnings %q", n, sel.Warnings)
	}
	hygienic(t, tr, s, sel)
}

func TestSelectFromAShortSource(t *testing.T) {
	tr := clip.Transcript{Duration: 6, Language: "en", Sentences: []clip.Sentence{
		{Start: 0.4, End: 2.5, Text: "This is a very short talk."},
		{Start: 2.9, End: 5.5, Text: "It has two sentences about rivers."},
	}}
	sel := Select(Request{Transcript: tr, Settings: clip.DefaultSettings()})
	if len(sel.Moments) != 1 || sel.Moments[0].Start != 0.4 || sel.Moments[0].End != 5.5 || sel.Moments[0].LastSentence != 1 {
		t.Fatalf("moments %+v", sel.Moments)
	}
	if len(sel.Warnings) != 1 || !strings.Contains(sel.Warnings[0], "the source is only 6.0 s long; clips are normally 15-90 s") {
		t.Errorf("warnings %q", sel.Warnings)
	}
}

func TestSelectWithoutSpeech(t *testing.T) {
	for _, c := range []struct {
		duration clip.Seconds
		moments  int
		first    clip.Span
		label    string
	}{
		{600, 5, clip.Span{Start: 42, End: 78}, "At 0:42"},
		{0.2, 1, clip.Span{Start: 0, End: 0.2}, "At 0:00"},
		{20, 1, clip.Span{Start: 0, End: 20}, "At 0:00"},
		{0, 0, clip.Span{}, ""},
	} {
		sel := Select(Request{Transcript: clip.Transcript{Duration: c.duration}, Settings: clip.DefaultSettings()})
		if len(sel.Moments) != c.moments || len(sel.Warnings) != 1 {
			t.Errorf("%v: %+v, warnings %q", c.duration, sel.Moments, sel.Warnings)
			continue
		}
		for i, m := range sel.Moments {
			if m.FirstSentence != -1 || m.LastSentence != -1 || m.End > c.duration {
				t.Errorf("%v: moment %+v", c.duration, m)
			}
			if i == 0 && (m.Span() != c.first || m.Label != c.label) {
				t.Errorf("%v: first moment %+v, want %v %q", c.duration, m, c.first, c.label)
			}
		}
	}
}

func TestSelectFromSentencesLongerThanAClip(t *testing.T) {
	var words []clip.Word
	var text []string
	rng := rand.New(rand.NewPCG(4, 4))
	for i := range 600 {
		start := clip.Seconds(i)*0.5 + clip.Seconds(i/20)
		words = append(words, clip.Word{Start: start, End: start + 0.4, Text: vocabulary[rng.IntN(len(vocabulary))]})
		text = append(text, words[i].Text)
	}
	for _, timed := range []bool{true, false} {
		tr := clip.Transcript{Duration: 400, Language: "en", Sentences: []clip.Sentence{{Start: 0, End: words[599].End, Text: strings.Join(text, " "), Words: words}}}
		if !timed {
			tr.Sentences[0].Words = nil
		}
		sel := Select(Request{Transcript: tr, Settings: clip.DefaultSettings()})
		if len(sel.Moments) != 5 || len(sel.Warnings) != 1 || !strings.Contains(sel.Warnings[0], "1 sentence longer than a clip may be") {
			t.Errorf("timed %v: %d moments, warnings %q", timed, len(sel.Moments), sel.Warnings)
		}
		for _, m := range sel.Moments {
			if l := m.End - m.Start; l < 15 || l > 90 {
				t.Errorf("timed %v: %v-%v is %v long", timed, m.Start, m.End, l)
			}
			for _, w := range words {
				if timed && (w.Start < m.Start && m.Start < w.End || w.Start < m.End && m.End < w.End) {
					t.Errorf("%v-%v cuts the word at %v", m.Start, m.End, w.Start)
				}
			}
		}
	}
}

func TestSelectFollowsTheInstruction(t *testing.T) {
	tr := talk(11, 1800)
	for i := range tr.Sentences {
		if s := &tr.Sentences[i]; s.Start > 900 && s.Start < 930 {
			s.Text = "The telescope found a comet near the nebula."
			s.Words = nil
		}
	}
	s := clip.DefaultSettings()
	s.MaxClips = 3
	for instruction, within := range map[string]clip.Span{
		"Pull the moments where they talk about the telescope": {Start: 860, End: 970},
		`"comet near the nebula"`:                              {Start: 860, End: 970},
		"in the first ten minutes":                             {Start: 0, End: 601},
		"after 20:00":                                          {Start: 1199, End: 1800},
	} {
		s.Instruction = instruction
		sel := Select(Request{Transcript: tr, Settings: s})
		hygienic(t, tr, s, sel)
		if m := sel.Moments[0]; m.Start < within.Start || m.End > within.End {
			t.Errorf("%q: first moment %v-%v, want inside %v-%v", instruction, m.Start, m.End, within.Start, within.End)
		}
	}
	s.Instruction = "everything but no telescope"
	for _, m := range Select(Request{Transcript: tr, Settings: s}).Moments {
		if m.Span().Overlaps(clip.Span{Start: 900, End: 930}) {
			t.Errorf("%q: %v-%v has it", s.Instruction, m.Start, m.End)
		}
	}
	s.Instruction = "the zeppelin"
	if sel := Select(Request{Transcript: tr, Settings: s}); len(sel.Moments) != 3 || len(sel.Warnings) != 1 || !strings.Contains(sel.Warnings[0], `"zeppelin"`) {
		t.Errorf("a word that nobody says: %d moments, warnings %q", len(sel.Moments), sel.Warnings)
	}
}

func TestSelectPrefersTheVoiceAskedFor(t *testing.T) {
	tr := talk(21, 1200)
	for i := range tr.Sentences {
		tr.Sentences[i].Speaker = "Maria"
		if at := tr.Sentences[i].Start; at > 500 && at < 620 {
			tr.Sentences[i].Speaker = "Jane Doe"
		}
	}
	for _, instruction := range []string{"when the second speaker talks", "moments with Jane Doe"} {
		s := clip.DefaultSettings()
		s.MaxClips, s.Instruction = 2, instruction
		for _, m := range Select(Request{Transcript: tr, Settings: s}).Moments {
			if m.Start < 500 || m.End > 625 || !strings.Contains(m.Reason, "100 % of its words are by Jane Doe") {
				t.Errorf("%q: %v-%v, %s", instruction, m.Start, m.End, m.Reason)
			}
		}
	}
}

// regular is a talk of n sentences that follow each other every so many seconds.
func regular(n int, every clip.Seconds) clip.Transcript {
	tr := clip.Transcript{Duration: clip.Seconds(n) * every, Language: "en"}
	for i := range n {
		at := clip.Seconds(i) * every
		tr.Sentences = append(tr.Sentences, clip.Sentence{Start: at, End: at + every - 0.5, Speaker: "A",
			Text: fmt.Sprintf("The %s has %d of %s %d.", vocabulary[i%40], i, vocabulary[(i*7+3)%40], 3*i)})
	}
	return tr
}

func TestSelectWithLengthsOutsideTheSettings(t *testing.T) {
	for _, c := range []struct {
		instruction       string
		every             clip.Seconds
		shortest, longest clip.Seconds
		warning           string
	}{
		{"three clips under 10 seconds", 4.5, 15, 20, "clips of at most 10 s, but min_length is 15 s: they are 15-20 s"},
		{"three clips under 15 seconds", 4.5, 15, 20, "at most 15 s, but min_length is 15 s"},
		{"three 10-second clips", 4.5, 15, 30, "clips of about 10 s, but min_length is 15 s"},
		{"three clips of at least 2 minutes", 4.5, 75, 90, "clips of at least 120 s, but max_length is 90 s: they are 75-90 s"},
		{"three clips under 18 seconds", 11, 15, 90, "no whole sentences make a clip of 15-18 s, as the instruction asks: chosen from clips of 15-90 s"},
		{"three clips under 30 seconds", 4.5, 15, 30, ""},
	} {
		s := clip.DefaultSettings()
		s.Instruction = c.instruction
		sel := Select(Request{Transcript: regular(120, c.every), Settings: s})
		warned := strings.Join(sel.Warnings, "\n")
		if len(sel.Moments) != 3 || (c.warning == "") != (warned == "") || len(sel.Warnings) > 1 || !strings.Contains(warned, c.warning) {
			t.Errorf("%q: %d moments, warnings %q, want %q", c.instruction, len(sel.Moments), sel.Warnings, c.warning)
		}
		for _, m := range sel.Moments {
			if l := m.End - m.Start; l < c.shortest || l > c.longest {
				t.Errorf("%q: %v-%v is %v long, want %v-%v", c.instruction, m.Start, m.End, l, c.shortest, c.longest)
			}
		}
	}
}

func TestSelectGivesUpNoMoreThanItMust(t *testing.T) {
	tr := regular(100, 6)
	for i := range tr.Sentences {
		s := &tr.Sentences[i]
		if i%2 == 1 {
			s.Speaker = "B"
		}
		if i >= 40 && i < 50 {
			s.Text = "This episode is brought to you by Example Mattress, use code SLEEP for ten percent off."
		}
	}
	for _, c := range []struct {
		instruction string
		within, out clip.Span
		warnings    []string
	}{
		{"no ads, only the second speaker", clip.Span{End: 600}, clip.Span{Start: 240, End: 299}, []string{"have only the words of B and are otherwise as asked"}},
		{"only the second speaker", clip.Span{End: 600}, clip.Span{}, []string{"have only the words of B: chosen without regard to that"}},
		{"the first minute, only the second speaker", clip.Span{End: 61}, clip.Span{}, []string{"have only the words of B and"}},
		{"no ads, between 4:06 and 4:40", clip.Span{Start: 246, End: 280}, clip.Span{}, []string{"are free of sponsors and are otherwise as asked"}},
		{"no ads, after 20:00", clip.Span{End: 600}, clip.Span{Start: 240, End: 299}, []string{"lie in the part that the instruction names (the source is 600 s long): chosen without"}},
		{"no ads in the first two minutes", clip.Span{End: 121}, clip.Span{}, nil},
	} {
		s := clip.DefaultSettings()
		s.MaxClips, s.Instruction = 2, c.instruction
		sel := Select(Request{Transcript: tr, Settings: s})
		var strict []string
		for _, w := range sel.Warnings {
			if strings.HasPrefix(w, "no whole sentences") {
				strict = append(strict, w)
			}
		}
		if len(strict) != len(c.warnings) {
			t.Errorf("%q: warnings %q", c.instruction, strict)
		}
		for i, w := range c.warnings {
			if i < len(strict) && !strings.Contains(strict[i], w) {
				t.Errorf("%q: warning %q, want one with %q", c.instruction, strict[i], w)
			}
		}
		for _, m := range sel.Moments {
			if m.Start < c.within.Start || m.End > c.within.End || m.Span().Overlaps(c.out) {
				t.Errorf("%q: %v-%v, want inside %v and outside %v", c.instruction, m.Start, m.End, c.within, c.out)
			}
		}
	}
}

func TestSelectPutsReactionsFirst(t *testing.T) {
	tr := talk(5, 1500)
	tr.Events = []clip.Event{{Start: 700, End: 703, Kind: clip.Laughter}, {Start: 712, End: 714, Kind: clip.Laughter}}
	m := Select(Request{Transcript: tr, Settings: clip.DefaultSettings()}).Moments[0]
	if m.Start > 696 || m.End < 711 {
		t.Errorf("first moment %v-%v, the room laughed at 11:40", m.Start, m.End)
	}
	if !strings.Contains(m.Reason, "audience laughs twice") {
		t.Errorf("reason %q", m.Reason)
	}
}

func TestSelectLeavesOutSponsors(t *testing.T) {
	tr := talk(8, 900)
	for i := range tr.Sentences {
		s := &tr.Sentences[i]
		if s.Start > 300 && s.Start < 310 || s.Start > 340 && s.Start < 350 {
			s.Text = "This episode is brought to you by Example Mattress, use code SLEEP for ten percent off."
		}
	}
	s := clip.DefaultSettings()
	s.MaxClips = 10
	s.Instruction = "no ads"
	for _, m := range Select(Request{Transcript: tr, Settings: s}).Moments {
		if m.Span().Overlaps(clip.Span{Start: 310, End: 340}) {
			t.Errorf("%v-%v lies in the sponsor read", m.Start, m.End)
		}
	}
}

func TestDistinctTakesNoRepetition(t *testing.T) {
	tr := talk(2, 300)
	again := talk(2, 300)
	for i := range again.Sentences {
		again.Sentences[i].Start += 300
		again.Sentences[i].End += 300
		again.Sentences[i].Words = nil
	}
	tr.Duration = 600
	tr.Sentences = append(tr.Sentences, again.Sentences...)
	s := clip.DefaultSettings()
	s.MaxClips = 10
	said := map[int]bool{}
	n := len(again.Sentences)
	for _, m := range Select(Request{Transcript: tr, Settings: s}).Moments {
		repeated, all := 0, 0
		for i := m.FirstSentence; i <= m.LastSentence; i++ {
			words := len(strings.Fields(tr.Sentences[i].Text))
			all += words
			if said[i%n] {
				repeated += words
			}
			said[i%n] = true
		}
		if repeated*2 > all {
			t.Errorf("%v-%v repeats %d of its %d words", m.Start, m.End, repeated, all)
		}
	}
}
