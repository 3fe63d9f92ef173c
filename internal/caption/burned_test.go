package caption

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clipd/internal/clip"
)

func TestBurnedPhrases(t *testing.T) {
	for _, c := range []struct{ name, language, text, want string }{
		{"an article stays with its noun", "en", "We drove to the river and the sea.",
			"We drove|to the river|and the sea."},
		{"no single last word", "en", "I really like that show.",
			"I really|like that show."},
		{"at a comma", "en", "When it rains, we all stay inside.",
			"When it rains,|we all stay inside."},
		{"a name is one", "en", "Yesterday Ada Lovelace wrote some code.",
			"Yesterday / Ada Lovelace|wrote some code."},
		{"before a conjunction", "en", "They work hard and they care.",
			"They work hard|and they care."},
		{"a long pause ends a cue", "en", "Wait | for it now.",
			"Wait|for it now."},
		{"German, nouns with capitals", "de", "Der Hund Bello läuft in die Küche.",
			"Der Hund Bello|läuft in die Küche."},
		{"Spanish", "es", "La niña corre por la calle.",
			"La niña corre|por la calle."},
		{"a language without a lexicon", "fi", "Tämä on hyvä, mutta kallis auto.",
			"Tämä on hyvä,|mutta kallis auto."},
		{"a spaced mark stays with its word", "fr", "Tu viens avec nous ?",
			"Tu viens / avec nous ?"},
		{"one word", "en", "Yes.", "Yes."},
		{"a dash between words", "en", "It works - most days.", "It works - / most days."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(texts(Burned(request(talk(c.text), c.language))), "|")
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestBurnedLongWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Donaudampfschifffahrtsgesellschaftskapitän", "Donaudampfschifffahrts- / gesellschaftskapitän"},
		{"Unverhältnismäßigkeit", "Unverhältnismäßigkeit"}, // shrunk
		{"https://example.com/a-long-address/of-a-page.html", "https://example.|com/a-long-address/ / of-a-page.html"},
	} {
		got := strings.Join(texts(Burned(request(talk(c.text), ""))), "|")
		if got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestBurnedUnspacedScripts(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"Japanese in one word", "今日は人工知能についてお話しします。", "今日は / 人工知能について|お話しします。"},
		{"Japanese with Latin", "iPhoneを買いました。", "iPhoneを / 買いました。"},
		{"Chinese in one word", "它会改变我们的工作方式吗？", "它会改变我们的|工作方式吗？"},
		{"Chinese by characters", "今 天 我 们 来 谈 谈 未 来 。", "今天我们来 / 谈谈未来。"},
		{"Korean has spaces", "정말 대단하네요!", "정말 대단하네요!"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := talk(c.text)
			if c.name == "Chinese by characters" {
				s[0].Text = strings.ReplaceAll(c.text, " ", "")
			}
			got := strings.Join(texts(Burned(request(s, ""))), "|")
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestBurnedTimes(t *testing.T) {
	s := func(start, end clip.Seconds, text string) clip.Sentence {
		return clip.Sentence{Start: start, End: end, Text: text, Words: []clip.Word{{Start: start, End: end, Text: text}}}
	}
	for _, c := range []struct {
		name string
		in   []clip.Sentence
		want [][2]clip.Seconds
	}{
		{"through a short pause", []clip.Sentence{s(1, 2, "One."), s(2.5, 3.5, "Two.")}, [][2]clip.Seconds{{1, 2.5}, {2.5, 3.85}}},
		{"away in a long pause", []clip.Sentence{s(1, 2, "One."), s(4, 5, "Two.")}, [][2]clip.Seconds{{1, 2.35}, {4, 5.35}}},
		{"a short word gets time after it", []clip.Sentence{s(1, 1.05, "No."), s(4, 5, "Two.")}, [][2]clip.Seconds{{1, 1.5}, {4, 5.35}}},
		{"a short word begins a little earlier", []clip.Sentence{s(1, 1.05, "No."), s(1.4, 3, "Two.")}, [][2]clip.Seconds{{0.9, 1.4}, {1.4, 3.35}}},
		{"a short word borrows from the next", []clip.Sentence{s(0, 1, "One."), s(1, 1.05, "No."), s(1.4, 3, "Two.")},
			[][2]clip.Seconds{{0, 1}, {1, 1.5}, {1.5, 3.35}}},
		{"a last word begins a little earlier", []clip.Sentence{s(9.9, 10, "No.")}, [][2]clip.Seconds{{9.5, 10}}},
		{"never after the clip", []clip.Sentence{s(9, 9.9, "End.")}, [][2]clip.Seconds{{9, 10}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got [][2]clip.Seconds
			for _, cue := range Burned(Request{Sentences: c.in, Span: clip.Span{End: 10}, Aspect: clip.Vertical}) {
				got = append(got, [2]clip.Seconds{milli(cue.Start), milli(cue.End)})
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func milli(s clip.Seconds) clip.Seconds { return clip.Seconds(math.Round(float64(s)*1000) / 1000) }

func TestHighlightFollowsTheWords(t *testing.T) {
	cues := Burned(request([]clip.Sentence{sentence(2, "one two three")}, "en"))
	if len(cues) != 1 {
		t.Fatalf("%d cues, want 1: %q", len(cues), texts(cues))
	}
	words := cues[0].Lines[0]
	for k, start := range []clip.Seconds{2, 2.22, 2.44} {
		if math.Abs(float64(words[k].Start-start)) > 1e-9 {
			t.Errorf("word %d starts at %v, want %v", k, words[k].Start, start)
		}
	}
	for k := range words[1:] {
		if words[k].End != words[k+1].Start {
			t.Errorf("a gap after word %d", k)
		}
	}
	if words[2].End != cues[0].End {
		t.Error("the last word is not spoken to the cue's end")
	}
}

func TestEmojiAreNotBurned(t *testing.T) {
	r := request(talk("Good 😀 job 👩‍👩‍👧 team ❤️ 🇩🇪 now"), "en")
	if got := strings.Join(texts(Burned(r)), " "); strings.ContainsAny(got, "😀👩❤🇩\u200d\ufe0f") {
		t.Errorf("burned: %q", got)
	}
	if got := strings.Join(texts(Subtitles(r)), " "); !strings.Contains(got, "👩‍👩‍👧") || !strings.Contains(got, "🇩🇪") {
		t.Errorf("subtitles: %q", got)
	}
}

// Where there is no room for two lines, cues have one, of the usual size.
func TestOneLineInLowRooms(t *testing.T) {
	r := Request{Span: clip.Span{End: 8}, Aspect: clip.Vertical}
	text := "Everyone here today endeavoring towards a better, international understanding between governments everywhere."
	r.Sentences = []clip.Sentence{{Start: 0, End: 8, Text: text}}
	style := DefaultStyle(r.Aspect)
	low := Room{Start: 0, End: 4, Top: 90, Bottom: 90 + int(0.6*style.block(1080, 1920))}
	r.Rooms = []Room{low, {Start: 4, End: 8, Top: 250, Bottom: 1470}}
	two := 0
	for _, c := range Burned(r) {
		if len(c.Lines) == 2 {
			two++
			if c.Start < low.End {
				t.Errorf("%q has two lines where there is room for one", c)
			}
		}
	}
	if two == 0 {
		t.Error("no cue has two lines where there is room")
	}
}
