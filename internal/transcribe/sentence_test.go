package transcribe

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"clipd/internal/clip"
)

// said makes words of a text, a third of a second each; "|" is a pause of a
// second, "||" one of three.
func said(text string) []clip.Word {
	var words []clip.Word
	at := clip.Seconds(0)
	for _, f := range strings.Fields(text) {
		switch f {
		case "|":
			at++
		case "||":
			at += 3
		default:
			words = append(words, clip.Word{Start: at, End: at + 0.3, Text: f})
			at += 0.33
		}
	}
	return words
}

func TestSentences(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"nothing":               {"", ""},
		"one word":              {"Yes", "Yes"},
		"two":                   {"It works. We ship it.", "It works./We ship it."},
		"marks":                 {"Really? Yes! Good… And then", "Really?/Yes!/Good…/And then"},
		"quotes":                {`He said "stop." Then he left.`, `He said "stop."/Then he left.`},
		"title":                 {"Dr. Smith met Mr. Jones. They talked.", "Dr. Smith met Mr. Jones./They talked."},
		"initials":              {"J. R. R. Tolkien wrote it. I read it.", "J. R. R. Tolkien wrote it./I read it."},
		"decimal":               {"It costs 3.5 million. That is much.", "It costs 3.5 million./That is much."},
		"acronym goes on":       {"The U.S. Army came. They left.", "The U.S. Army came./They left."},
		"acronym ends":          {"He lives in the U.S. The rest is known.", "He lives in the U.S./The rest is known."},
		"e.g.":                  {"Some, e.g. Paris, are big. Others not.", "Some, e.g. Paris, are big./Others not."},
		"number":                {"See No. 5 there. No. That is wrong.", "See No. 5 there./No./That is wrong."},
		"ellipsis":              {"I was... going home. Well... Yes.", "I was... going home./Well.../Yes."},
		"small letter":          {"It is approx. as big. fine", "It is approx. as big. fine"},
		"small letter, pause":   {"It has buttons. | as that is it", "It has buttons./as that is it"},
		"long pause":            {"and so we || let us see", "and so we/let us see"},
		"short pause":           {"and so we | let us see", "and so we | let us see"},
		"german":                {"Das ist z.B. Berlin. Gut, Frau Dr. Meyer.", "Das ist z.B. Berlin./Gut, Frau Dr. Meyer."},
		"i ends":                {"It was I. You know.", "It was I./You know."},
		"chinese":               {"老王， 你 好。 再 见", "老王，你好。/再见"},
		"question and brackets": {"(Is it?) Yes.", "(Is it?)/Yes."},
	} {
		var got []string
		for _, s := range sentences(said(c.in)) {
			got = append(got, s.Text)
			if s.Start != s.Words[0].Start || s.End != s.Words[len(s.Words)-1].End {
				t.Errorf("%s: sentence %+v", name, s)
			}
		}
		if want := strings.ReplaceAll(c.want, " | ", " "); strings.Join(got, "/") != want {
			t.Errorf("%s: %q, not %q", name, strings.Join(got, "/"), want)
		}
	}
}

func TestLongSentencesAreSplitAtPauses(t *testing.T) {
	word := func(n int) string { return strings.TrimSpace(strings.Repeat("word ", n)) }
	in := "First. A " + word(29) + " | " + word(30) + ", " + word(20) + " | " + word(25) + ". Last."
	var lengths []int
	for _, s := range sentences(said(in)) {
		lengths = append(lengths, len(s.Words))
	}
	if want := []int{1, 30, 50, 25, 1}; !slices.Equal(lengths, want) {
		t.Errorf("sentences of %v words, not %v", lengths, want)
	}
	for _, s := range sentences(said("First. A " + word(200) + ". Then. More. Last.")) {
		if len(s.Words) > maxSentenceWords {
			t.Errorf("a sentence of %d words", len(s.Words))
		}
	}
}

func TestTextWithoutMarksIsSplitAtPauses(t *testing.T) {
	var parts []string
	for range 10 {
		parts = append(parts, strings.TrimSpace(strings.Repeat("word ", 12)))
	}
	if got := len(sentences(said(strings.Join(parts, " | ")))); got != 10 {
		t.Errorf("%d sentences, not 10", got)
	}
}

// Whatever the words, the sentences hold them all, in order.
func FuzzSentences(f *testing.F) {
	f.Add("It works. Dr. No || yes, e.g. this | and 3.5 a.m. … 老王。 \"Stop.\"")
	f.Fuzz(func(t *testing.T, text string) {
		words := said(text)
		var got []clip.Word
		for _, s := range sentences(words) {
			got = append(got, s.Words...)
		}
		if fmt.Sprint(got) != fmt.Sprint(words) {
			t.Errorf("%v became %v", words, got)
		}
	})
}
