package highlight

import (
	"math"
	"strings"
	"testing"

	"clipd/internal/clip"
)

func TestFeaturesOfASpan(t *testing.T) {
	tr := clip.Transcript{Duration: 100, Language: "en", Sentences: []clip.Sentence{
		{Start: 10, End: 12, Speaker: "A", Text: "Well, so be it."},
		{Start: 12, End: 18, Speaker: "A", Text: "We never told you that my river is not our one."},
		{Start: 18, End: 19, Speaker: "B", Text: "Yes."},
	}}
	units, _ := unitsOf(tr, 90)
	got := sumsOf(units).of(candidate{start: 12, end: 19, first: 1, last: 2}, 100)
	want := features{
		meanDuration: 3.5, position: 0.12, wordLetters: 39. / 12, longShare: 11. / 12, shortShare: 1. / 12,
		weShare: 2. / 12, youShare: 1. / 12, meShare: 1. / 12, denialShare: 2. / 12, oneVoice: 11. / 12,
	}
	for f, name := range featureNames {
		if math.Abs(got[f]-want[f]) > 1e-12 {
			t.Errorf("%s = %v, want %v", name, got[f], want[f])
		}
	}
}

// The file that is built in has a weight for every feature and for nothing else.
func TestLearnedWeights(t *testing.T) {
	l := learnedModel()
	for kind, weights := range map[string]map[string]float64{"conversation": l.Conversation, "talk": l.Talk} {
		for _, name := range featureNames {
			if _, ok := weights[name]; !ok {
				t.Errorf("%s has no weight for %s", kind, name)
			}
		}
		if len(weights) != len(featureNames) {
			t.Errorf("%s has %d weights", kind, len(weights))
		}
	}
	if l.worth(-1) >= l.worth(1) {
		t.Error("the chance does not rise with the value")
	}
	half := l.weights(0.5)
	if want := (l.Conversation["position"] + l.Talk["position"]) / 2; math.Abs(half[position]-want) > 1e-12 {
		t.Errorf("half way the weight of the position is %v, want %v", half[position], want)
	}
}

func TestFitIsRobustToAConstantFeature(t *testing.T) {
	same := features{1, 0.5, 4, 1}
	if got := fit(learnedModel().weights(1), []features{same, same}).score(same); got != 0 {
		t.Errorf("score of the mean = %v, want 0", got)
	}
	if got := fit(learnedModel().weights(0), nil).score(same); math.IsNaN(got) {
		t.Error("no reference spans: the score is not a number")
	}
}

func TestEveryFeatureHasAReason(t *testing.T) {
	for f, name := range featureNames {
		for _, here := range []float64{0.1, 0.9} {
			if said := measured(f, here, 0.5); len(said) < 20 || strings.Contains(said, "%!") {
				t.Errorf("%s of %v: %q", name, here, said)
			}
		}
	}
}

func TestCountWords(t *testing.T) {
	for _, c := range []struct {
		text           string
		words, letters int
	}{
		{"we 're here", 3, 9},
		{"Don’t stop.", 2, 9},
		{"", 0, 0},
		{"— …", 0, 0},
		{"Ça va déjà", 3, 8},
		{"你好吗", 3, 3},
	} {
		if w, l := countWords(c.text); w != c.words || l != c.letters {
			t.Errorf("countWords(%q) = %d, %d, want %d, %d", c.text, w, l, c.words, c.letters)
		}
	}
}
