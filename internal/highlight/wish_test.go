package highlight

import (
	"slices"
	"strings"
	"testing"
)

func termsOf(w wish) string {
	var words []string
	for _, t := range w.topics {
		words = append(words, t.term)
	}
	return strings.Join(words, " ")
}

func TestUnderstandTopics(t *testing.T) {
	for _, c := range []struct{ instruction, topics string }{
		{"Pull the moments where they talk about battery life", "battery life"},
		{"Find the best clips about solar panels and wind farms.", "solar panel wind farm"},
		{"What did the Project Manager think about the budget?", "project manager budget"},
		{"Summarize the discussion about the remote control's case", "remote control case"},
		{"the funniest moments", "funniest"},
		{"best moments", ""},
		{"Please make three viral shorts", ""},
		{"", ""},
		{"Preise und Batterien", "preise und batterien"},
		{"what happened in the last two years", "happen last two year"},
		{"why they did not agree on the colour", "colour"},
		{"working without a battery", "work battery"},
	} {
		if got := termsOf(understand(c.instruction, "en")); got != c.topics {
			t.Errorf("topics of %q = %q, want %q", c.instruction, got, c.topics)
		}
	}
}

func TestUnderstandWhoseView(t *testing.T) {
	for _, c := range []struct{ instruction, less, full string }{
		{"What did the Project Manager think about the budget?", "project manager", "budget"},
		{"Summarize the opinions of Marketing on the remote control", "market", "remote control"},
		{"Why does Jane Goodall prefer chimpanzees?", "jane goodall", "chimpanzee"},
		{"the budget of the project manager", "", "budget project manager"},
	} {
		var less, full []string
		for _, topic := range understand(c.instruction, "en").topics {
			if topic.weight < 1 {
				less = append(less, topic.term)
			} else {
				full = append(full, topic.term)
			}
		}
		if strings.Join(less, " ") != c.less || strings.Join(full, " ") != c.full {
			t.Errorf("%q: %q less and %q in full", c.instruction, less, full)
		}
	}
}

func TestUnderstandPeriods(t *testing.T) {
	const length = 3600
	for _, c := range []struct {
		instruction string
		from, to    float64
		topics      string
	}{
		{"in the first ten minutes", 0, 600, ""},
		{"moments about cats in the first 5 minutes", 0, 300, "cat"},
		{"the last five minutes", 3300, 3600, ""},
		{"after 12:30", 750, 3600, ""},
		{"what she says about tax after 1:00:00", 3600, 3600, "tax"},
		{"before 20:00", 0, 1200, ""},
		{"between 5:00 and 10:00", 300, 600, ""},
		{"from 5 to 10 minutes", 300, 600, ""},
		{"between minute 5 and minute 10", 300, 600, ""},
		{"10:00-20:00", 600, 1200, ""},
		{"around 12:30", 660, 840, ""},
		{"the second half of the talk", 1800, 3600, ""},
		{"from the last third", 2400, 3600, ""},
		{"at the beginning", 0, 720, ""},
		{"towards the end of the video", 2880, 3600, ""},
		{"after the 30 minute mark", 1800, 3600, ""},
		{"the first half hour", 0, 1800, ""},
		{"the last half hour", 1800, 3600, ""},
		{"cats in the first minute", 0, 60, "cat"},
		{"only the last minute", 3540, 3600, ""},
		{"the final hour of the talk", 0, 3600, ""},
	} {
		w := understand(c.instruction, "en")
		if len(w.within) != 1 {
			t.Errorf("%q: periods %v, want one", c.instruction, w.within)
			continue
		}
		if from, to := w.within[0].span(length); from != c.from || to != c.to {
			t.Errorf("%q: %v-%v, want %v-%v", c.instruction, from, to, c.from, c.to)
		}
		if got := termsOf(w); got != c.topics {
			t.Errorf("%q: topics %q, want %q", c.instruction, got, c.topics)
		}
	}
}

func TestUnderstandExclusions(t *testing.T) {
	for _, c := range []struct {
		instruction       string
		ads, intro, outro bool
		avoid, topics     string
	}{
		{"no ads", true, false, false, "", ""},
		{"the part on prices, not the intro", false, true, false, "", "price"},
		{"No ads or sponsor reads, and skip the introduction", true, true, false, "", ""},
		{"clips without the intro and the outro", false, true, true, "", ""},
		{"everything about dogs but no cats", false, false, false, "cat", "dog"},
		{"funny stories, avoid politics", false, false, false, "politic", "funny story"},
		{"don't include the ending", false, false, true, "", ""},
		{"no politics but focus on music", false, false, false, "politic", "music"},
		{"except for the sponsorship", true, false, false, "", ""},
		{"why not use solar power", false, false, false, "", "solar power"},
		{"no more than 3 clips about the telescope", false, false, false, "", "telescope"},
		{"no matter where they talk about dogs", false, false, false, "", "dog"},
		{"do not leave out the part about taxes", false, false, false, "", "tax"},
		{"please don't exclude the dogs", false, false, false, "", "dog"},
		{"don't cut out the joke about cats", false, false, false, "", "joke cat"},
		{"please never skip the music", false, false, false, "", "music"},
		{"do not forget the cats, no ads", true, false, false, "", "cat"},
		{"nothing except the jokes about cats", false, false, false, "", "joke cat"},
		{"don't show anything but the dogs", false, false, false, "", "dog"},
		{"no clips except about dogs", false, false, false, "", "dog"},
		{"never show the intro", false, true, false, "", ""},
		{"why did they not skip the demo", false, false, false, "", "skip demo"},
		{"avoid clips longer than 40 seconds about dogs", false, false, false, "", "dog"},
	} {
		w := understand(c.instruction, "en")
		var avoid []string
		for _, a := range w.avoid {
			avoid = append(avoid, a...)
		}
		if w.noAds != c.ads || w.noIntro != c.intro || w.noOutro != c.outro || strings.Join(avoid, " ") != c.avoid || termsOf(w) != c.topics {
			t.Errorf("%q: ads %v intro %v outro %v avoid %v topics %v", c.instruction, w.noAds, w.noIntro, w.noOutro, avoid, w.topics)
		}
	}
}

func TestUnderstandExcludedPeriod(t *testing.T) {
	for _, c := range []struct {
		instruction string
		from, to    float64
	}{
		{"the budget, but not in the first five minutes", 0, 300},
		{"not the first minute", 0, 60},
		{"skip the last half hour", 1800, 3600},
	} {
		w := understand(c.instruction, "en")
		if len(w.without) != 1 || len(w.within) != 0 {
			t.Errorf("%q: within %v, without %v", c.instruction, w.within, w.without)
			continue
		}
		if from, to := w.without[0].span(3600); from != c.from || to != c.to {
			t.Errorf("%q: left out %v-%v, want %v-%v", c.instruction, from, to, c.from, c.to)
		}
	}
}

func TestUnderstandLengths(t *testing.T) {
	for _, c := range []struct {
		instruction               string
		shortest, longest, wanted float64
		count                     int
		topics                    string
	}{
		{"three clips under 30 seconds", 0, 30, 0, 3, ""},
		{"clips between 20 and 40 seconds about cats", 20, 40, 0, 0, "cat"},
		{"30-second clips", 0, 0, 30, 0, ""},
		{"a one-minute clip on taxes", 0, 0, 60, 0, "tax"},
		{"at least 20 seconds, no longer than 1 minute", 20, 60, 0, 0, ""},
		{"about 45 seconds long", 0, 0, 45, 0, ""},
		{"top 5 moments", 0, 0, 0, 5, ""},
		{"the two best moments on trains", 0, 0, 0, 2, "train"},
		{"ten seconds of silence", 0, 0, 0, 0, "ten second silence"},
		{"20-40s", 20, 40, 0, 0, ""},
		{"30s of silence", 0, 0, 0, 0, "30s silence"},
		{"no more than 3 clips about the telescope", 0, 0, 0, 3, "telescope"},
		{"not more than two clips on pricing", 0, 0, 0, 2, "pric"},
		{"don't give me more than three clips of dogs", 0, 0, 0, 3, "dog"},
		{"under no circumstances longer than 30 seconds", 0, 30, 0, 0, ""},
		{"no fewer than 3 clips about dogs", 0, 0, 0, 3, "dog"},
		{"at least 3 clips on cats", 0, 0, 0, 3, "cat"},
		{"without going over 30 seconds", 0, 30, 0, 0, ""},
		{"no clips longer than 30 seconds", 0, 30, 0, 0, ""},
		{"nothing longer than 30 seconds", 0, 30, 0, 0, ""},
		{"don't make clips longer than 60 seconds", 0, 60, 0, 0, ""},
		{"dogs, not over 30 seconds", 0, 30, 0, 0, "dog"},
		{"never longer than 40 seconds", 0, 40, 0, 0, ""},
		{"avoid clips longer than 40 seconds about dogs", 0, 40, 0, 0, "dog"},
		{"clips should not be longer than one minute", 0, 60, 0, 0, ""},
		{"no clips shorter than 20 seconds", 20, 0, 0, 0, ""},
		{"no ads and clips over 30 seconds", 30, 0, 0, 0, ""},
		{"three clips of dogs", 0, 0, 0, 3, "dog"},
		{"five moments of laughter", 0, 0, 0, 5, "laughter"},
		{"two highlights of the guest", 0, 0, 0, 2, ""},
		{"three clips of 20 seconds about dogs", 0, 0, 20, 3, "dog"},
		{"three 30-second clips", 0, 0, 30, 3, ""},
		{"clips of about 20 seconds", 0, 0, 20, 0, ""},
	} {
		w := understand(c.instruction, "en")
		l := w.lengths
		if l.shortest != c.shortest || l.longest != c.longest || l.wanted != c.wanted || w.count != c.count || termsOf(w) != c.topics || len(w.within) > 0 {
			t.Errorf("%q: %v-%v wanted %v, %d clips, topics %v, within %v", c.instruction, l.shortest, l.longest, l.wanted, w.count, w.topics, w.within)
		}
	}
}

func TestUnderstandQuotesAndVoices(t *testing.T) {
	w := understand(`where he says "move fast and break things" or “don’t panic”`, "en")
	want := [][]string{{"move", "fast", "and", "break", "things"}, {"don't", "panic"}}
	if !slices.EqualFunc(w.phrases, want, slices.Equal) {
		t.Errorf("phrases %v, want %v", w.phrases, want)
	}
	for instruction, n := range map[string]int{"when the second speaker talks about cats": 2, "speaker 3": 3, "the last person": -1, "cats": 0} {
		if got := understand(instruction, "en").voice.ordinal; got != n {
			t.Errorf("speaker of %q = %d, want %d", instruction, got, n)
		}
	}
}

func FuzzUnderstand(f *testing.F) {
	for _, s := range []string{"in the first ten minutes", "not the intro, no ads", `"quoted`, "between 99:99 and 0:00", "three clips under 30 seconds", "ſ K İ", "no no no and and"} {
		f.Add(s, "en")
	}
	f.Fuzz(func(t *testing.T, instruction, language string) {
		w := understand(instruction, language)
		for _, p := range append(w.within, w.without...) {
			if from, to := p.span(600); from < 0 || to > 600 {
				t.Errorf("%q: period %v-%v", instruction, from, to)
			}
		}
		if w.count < 0 {
			t.Errorf("%q: %d clips", instruction, w.count)
		}
	})
}
