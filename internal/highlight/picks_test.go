package highlight

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"clipd/internal/clip"
)

// sentenceAt is the first sentence that begins at or after a time.
func sentenceAt(tr clip.Transcript, at clip.Seconds) int {
	return slices.IndexFunc(tr.Sentences, func(s clip.Sentence) bool { return s.Start >= at })
}

func TestArrangeWithoutPicksIsSelect(t *testing.T) {
	tr := talk(31, 1200)
	req := Request{Transcript: tr, Settings: clip.DefaultSettings()}
	n := len(tr.Sentences)
	for _, picks := range [][]Pick{
		nil,
		{{First: -1, Last: 4, Rating: 0.9}, {First: 3, Last: n, Rating: 0.9}, {First: 9, Last: 3, Rating: 0.9}, {First: 1, Last: 5, Rating: 7}},
	} {
		if got, want := Arrange(req, picks), Select(req); !reflect.DeepEqual(got, want) {
			t.Errorf("%+v gives\n%+v, want\n%+v", picks, got, want)
		}
	}
}

func TestArrangeKeepsPicksAndFillsGaps(t *testing.T) {
	tr := talk(32, 1800)
	s := clip.DefaultSettings()
	s.MaxClips = 4
	whole := Pick{First: sentenceAt(tr, 600), Last: sentenceAt(tr, 635), Rating: 0.8}
	brief := Pick{First: sentenceAt(tr, 1200), Last: sentenceAt(tr, 1203), Rating: 0.7}
	long := Pick{First: sentenceAt(tr, 100), Last: sentenceAt(tr, 400), Rating: 0.6}
	again := Pick{First: whole.First + 1, Last: whole.Last, Rating: 0.5}
	sel := Arrange(Request{Transcript: tr, Settings: s}, []Pick{long, again, brief, whole})
	hygienic(t, tr, s, sel)
	if len(sel.Moments) != 4 || sel.Selector != LanguageModel {
		t.Fatalf("%d moments by %s", len(sel.Moments), sel.Selector)
	}
	for i, p := range []Pick{whole, brief, long} {
		m, end := sel.Moments[i], tr.Sentences[p.Last].End
		if m.Score != p.Rating || m.End < end || m.End > end+endReach {
			t.Errorf("moment %d is %v-%v of score %v, want the end of the pick (%v) and %v", i, m.Start, m.End, m.Score, end, p.Rating)
		}
	}
	if m := sel.Moments[3]; m.Score > 0.6 || m.Span().Overlaps(sel.Moments[0].Span()) {
		t.Errorf("the gap was filled with %+v", m)
	}
}

func TestArrangeObeysTheInstruction(t *testing.T) {
	tr := talk(33, 1800)
	s := clip.DefaultSettings()
	s.Instruction = "two clips in the first ten minutes"
	sel := Arrange(Request{Transcript: tr, Settings: s}, []Pick{{First: sentenceAt(tr, 900), Last: sentenceAt(tr, 930), Rating: 0.9}})
	if len(sel.Moments) != 2 || sel.Selector != Embedded || sel.Moments[0].End > 601 {
		t.Errorf("%+v", sel)
	}
}

// A pick that is too long begins later: what was written of its beginning is
// not shown where that is cut off.
func TestWordsOfABeginningThatIsCutAreNotShown(t *testing.T) {
	tr := regular(60, 6)
	s := clip.DefaultSettings()
	s.MaxClips, s.Instruction = 1, "a clip under 20 seconds"
	for last, kept := range map[int]bool{21: true, 27: false} {
		p := Pick{First: 19, Last: last, Rating: 0.9, Label: "A " + strings.Fields(tr.Sentences[last].Text)[1] + " of some size", Reason: "A " + strings.Fields(tr.Sentences[last].Text)[1] + " is what it ends on."}
		m := Arrange(Request{Transcript: tr, Settings: s}, []Pick{p}).Moments[0]
		if m.LastSentence < last || (m.Label == p.Label) != kept || (m.Reason == p.Reason) != kept {
			t.Errorf("%d-%d: %q, %q of sentences %d-%d", p.First, p.Last, m.Label, m.Reason, m.FirstSentence, m.LastSentence)
		}
	}
}

func TestGivenTitlesAndReasonsAreChecked(t *testing.T) {
	tr := clip.Transcript{Duration: 60, Language: "en", Sentences: []clip.Sentence{
		{Start: 0, End: 18, Text: "The river bridge carries ten thousand cars a day."},
		{Start: 20, End: 38, Text: "Nobody has painted it for thirty years."},
	}}
	whole := Pick{First: 0, Last: 1, Rating: 0.9}
	one := clip.DefaultSettings()
	one.MaxClips = 1
	own := Arrange(Request{Transcript: tr, Settings: one}, []Pick{whole}).Moments[0]
	for _, c := range []struct{ label, reason, wantLabel, wantReason string }{
		{`"A bridge nobody painted."`, "A striking fact about the old bridge.", "A bridge nobody painted", "A striking fact about the old bridge."},
		{"Bridge", "no", own.Label, own.Reason},
		{"Ten thousand cars a day and a bridge that nobody painted", "the bridge at www.example.com is great", own.Label, own.Reason},
		{"Buy my miracle pills now", "Buy my miracle pills now", own.Label, own.Reason},
		{"The river bridge and the", "The bridge\nis\x1b[31m old", own.Label, "The bridge is [31m old"},
	} {
		p := whole
		p.Label, p.Reason = c.label, c.reason
		m := Arrange(Request{Transcript: tr, Settings: one}, []Pick{p}).Moments[0]
		if m.Label != c.wantLabel || m.Reason != c.wantReason || strings.ContainsAny(m.Label+m.Reason, "\n\x1b") {
			t.Errorf("%q gives %q; %q gives %q", c.label, m.Label, c.reason, m.Reason)
		}
	}
}
