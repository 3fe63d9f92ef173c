package highlight

import (
	"math"
	"testing"
)

// The check vectors of the recipes: the model standardised over one meeting of
// qmsum-timed (ES2006b, spans of 20-70 s nearest 45 s), and its first spans.
func TestLinearModelCheckVectors(t *testing.T) {
	model := linear{
		mean:      features{2.6576802680893294, 0.5604467316041669, 3.97394042356457, 0.6417692504845723},
		deviation: features{1.161380679069753, 0.2848579090597047, 0.22860944810932868, 0.18672744646976047},
	}
	for _, c := range []struct {
		raw   features
		score float64
	}{
		{features{2.8106666666666666, 0.005418027672771314, 3.855855855855856, 0.8018018018018018}, 0.3865263598899118},
		{features{2.84, 0.007028296693213931, 3.845528455284553, 0.7235772357723578}, 0.33326314856958206},
		{features{2.8649999999999998, 0.007771497779572063, 3.9274193548387095, 0.717741935483871}, 0.3835410874364589},
	} {
		if got := model.score(c.raw); math.Abs(got-c.score) > 1e-12 {
			t.Errorf("score(%v) = %v, want %v", c.raw, got, c.score)
		}
	}
}

func TestFeaturesOfASpan(t *testing.T) {
	units := []unit{
		{start: 10, end: 12, words: 4, letters: 20},
		{start: 12, end: 18, words: 12, letters: 48},
		{start: 18, end: 19, words: 1, letters: 4},
	}
	got := sumsOf(units).of(candidate{start: 12, end: 19, first: 1, last: 2}, 100)
	want := features{3.5, 0.12, 4, 12. / 13}
	for f := range featureCount {
		if math.Abs(got[f]-want[f]) > 1e-12 {
			t.Errorf("feature %d = %v, want %v", f, got[f], want[f])
		}
	}
}

func TestFitIsRobustToAConstantFeature(t *testing.T) {
	same := features{1, 0.5, 4, 1}
	if got := fit([]features{same, same}).score(same); got != 0 {
		t.Errorf("score of the mean = %v, want 0", got)
	}
	if got := fit(nil).score(same); math.IsNaN(got) {
		t.Error("no reference spans: the score is not a number")
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
