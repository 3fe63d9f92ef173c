package highlight

import (
	"strings"
	"testing"

	"clipd/internal/clip"
)

// titleOf titles the whole of what these sentences say.
func titleOf(language, instruction string, sentences ...string) string {
	tr := clip.Transcript{Language: language}
	for i, s := range sentences {
		tr.Sentences = append(tr.Sentences, clip.Sentence{Start: clip.Seconds(5 * i), End: clip.Seconds(5*i + 4), Text: s})
	}
	tr.Duration = clip.Seconds(5 * len(sentences))
	rec := study(tr, bounds{shortest: 1, longest: 600, wanted: 30})
	whole := candidate{start: 0, end: rec.length, first: 0, last: len(rec.units) - 1}
	return titlerOf(rec).title(whole, understand(instruction, language))
}

func TestTitles(t *testing.T) {
	for _, c := range []struct {
		want        string
		instruction string
		sentences   []string
	}{
		{"My favourite animal is the cat", "", []string{"Okay.", "Um, I think that I would have to say that my favourite animal is the cat."}},
		{"The new remote control device", "", []string{"So we have to um basically talk about it, the the new remote control device, and so on."}},
		{"Why do cats always land on their feet?", "", []string{"Why do cats always land on their feet?", "Well."}},
		{"I met Professor Jane Goodall", "", []string{"And that was when I met Professor Jane Goodall."}},
		{"Battery life decides everything", "battery life", []string{"Screens are nice to have.", "But battery life decides everything.", "Cameras sell telephones."}},
		{"At 0:00", "", []string{"Yeah.", "Okay."}},
		{"River in winter", "", []string{"Drank a lot before they told us about the river in winter."}},
		{"Insurance doesn't cover chimneys", "", []string{"Insurance doesn't cover chimneys.", "Given that."}},
		{"The old bridge", "", []string{"And in terms of the old bridge it was a little bit higher than"}},
	} {
		if got := titleOf("en", c.instruction, c.sentences...); got != c.want {
			t.Errorf("%q: %q, want %q", c.sentences, got, c.want)
		}
	}
}

func TestTitlesInOtherLanguages(t *testing.T) {
	german := titleOf("de", "", "Die Energiewende braucht neue Speicher.", "Und die Speicher sind teuer.")
	if n := len(strings.Fields(german)); n < titleLeast || n > titleMost {
		t.Errorf("German title %q", german)
	}
	japanese := titleOf("ja", "", "今日は新しいカメラの話をします。とても楽しいです。")
	if n := len([]rune(japanese)); n < lettersLeast || n > lettersMost {
		t.Errorf("Japanese title %q", japanese)
	}
}

// Every title is made of three to eight words of what is said, in order, and
// does not end on a word that leaves the reader waiting.
func TestTitlesReadLikeTitles(t *testing.T) {
	sentences := []string{
		"So um the the first thing we wanted to do was to uh measure how fast the engine turns.",
		"It turns out that, you know, nobody had measured it before because it was too dangerous.",
		"I mean we asked the engineers, and they said that the river bridge carries ten thousand cars a day.",
		"And then the mayor called and said we could not close the road for the",
		"Which is of course the only way to do it, right?",
		"Right, so what did we learn from all of that?",
		"We learned that patience beats speed.",
	}
	for i := range sentences {
		for j := i + 1; j <= len(sentences); j++ {
			title := titleOf("en", "", sentences[i:j]...)
			if strings.HasPrefix(title, "At ") {
				continue
			}
			words := tokenize(title)
			if len(words) < titleLeast || len(words) > titleMost {
				t.Errorf("%q has %d words", title, len(words))
			}
			if last := words[len(words)-1].lower; stopWords[last] || hanging[last] {
				t.Errorf("%q ends on %q", title, last)
			}
			for _, w := range words {
				if fillers[w.lower] {
					t.Errorf("%q says %q", title, w.lower)
				}
				if w.lower != "and" && !strings.Contains(strings.ToLower(strings.Join(sentences[i:j], " ")), w.lower) {
					t.Errorf("%q: nobody says %q", title, w.lower)
				}
			}
		}
	}
}

func TestTitlesAreNotGivenTwice(t *testing.T) {
	tr := clip.Transcript{Language: "en", Duration: 40, Sentences: []clip.Sentence{
		{Start: 0, End: 5, Text: "The river bridge is old."}, {Start: 20, End: 25, Text: "The river bridge is old."},
	}}
	rec := study(tr, bounds{shortest: 1, longest: 10, wanted: 5})
	titles := titlerOf(rec)
	a := titles.title(candidate{start: 0, end: 5, first: 0, last: 0}, wish{})
	b := titles.title(candidate{start: 20, end: 25, first: 1, last: 1}, wish{})
	if strings.EqualFold(a, b) {
		t.Errorf("both are called %q", a)
	}
}
