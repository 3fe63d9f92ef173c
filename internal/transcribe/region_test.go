package transcribe

import (
	"reflect"
	"testing"

	"clipd/internal/clip"
)

func TestRegions(t *testing.T) {
	span := func(a, b clip.Seconds) clip.Span { return clip.Span{Start: a, End: b} }
	for name, c := range map[string]struct {
		wanted []clip.Span
		want   []region
	}{
		"all":            {nil, []region{{read: span(0, 100), keep: span(0, 100)}}},
		"none":           {[]clip.Span{}, nil},
		"one":            {[]clip.Span{span(10, 20)}, []region{{read: span(9, 21), keep: span(10, 20)}}},
		"at the ends":    {[]clip.Span{span(0, 5), span(95, 200)}, []region{{read: span(0, 6), keep: span(0, 5)}, {read: span(94, 100), keep: span(95, 100)}}},
		"out of order":   {[]clip.Span{span(50, 60), span(10, 20)}, []region{{read: span(9, 21), keep: span(10, 20)}, {read: span(49, 61), keep: span(50, 60)}}},
		"overlapping":    {[]clip.Span{span(10, 20), span(15, 30)}, []region{{read: span(9, 31), keep: span(10, 30)}}},
		"touching":       {[]clip.Span{span(10, 20), span(20, 30)}, []region{{read: span(9, 31), keep: span(10, 30)}}},
		"after the end":  {[]clip.Span{span(120, 130)}, nil},
		"inside another": {[]clip.Span{span(10, 40), span(15, 30)}, []region{{read: span(9, 41), keep: span(10, 40)}}},
	} {
		if got := regions(c.wanted, 100); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, not %+v", name, got, c.want)
		}
	}
}

func TestLanguageChoice(t *testing.T) {
	v := &vocabulary{languages: map[string]int{"en": 1, "de": 2, "fr": 3}}
	for name, c := range map[string]struct {
		given   string
		heard   []map[string]float64
		code    string
		decided bool
		guess   bool
	}{
		"given":              {"fr", nil, "fr", true, false},
		"sure at once":       {"", []map[string]float64{{"en": 0.95, "de": 0.05}}, "en", true, false},
		"not yet":            {"", []map[string]float64{{"en": 0.6, "de": 0.4}}, "en", false, false},
		"after four":         {"", []map[string]float64{{"en": 0.6}, {"en": 0.7}, {"de": 0.8}, {"en": 0.75}}, "en", true, false},
		"a guess":            {"", []map[string]float64{{"en": 0.3, "de": 0.2}}, "en", false, true},
		"sure in the second": {"", []map[string]float64{{"en": 0.6, "de": 0.4}, {"de": 0.1, "en": 1}}, "en", true, false},
	} {
		var choice languageChoice
		if err := choice.begin(v, c.given); err != nil {
			t.Fatal(err)
		}
		for _, p := range c.heard {
			choice.hear(p, sampleRate)
		}
		if choice.code != c.code || choice.decided != c.decided || (choice.warning() != "") != c.guess {
			t.Errorf("%s: %q, decided %v, warning %q", name, choice.code, choice.decided, choice.warning())
		}
	}
	var choice languageChoice
	if err := choice.begin(v, "xx"); clip.CodeOf(err) != clip.Invalid {
		t.Errorf("language xx: %v", err)
	}
	if err := choice.begin(&vocabulary{}, "de"); clip.CodeOf(err) != clip.Invalid {
		t.Errorf("German with an English model: %v", err)
	}
}

func TestLostWarning(t *testing.T) {
	span := func(a, b clip.Seconds) clip.Span { return clip.Span{Start: a, End: b} }
	for _, c := range []struct {
		lost []clip.Span
		want string
	}{
		{nil, ""},
		{[]clip.Span{span(1, 3.5)}, "0:02.5 of what sounds like speech was not understood and has no words (0:01-0:03.5)"},
		{[]clip.Span{span(1, 2), span(3, 4), span(5, 6), span(7, 8), span(9, 10)}, "0:05 of what sounds like speech was not understood and has no words (0:01-0:02, 0:03-0:04, 0:05-0:06, 2 more)"},
	} {
		if got := lostWarning(c.lost); got != c.want {
			t.Errorf("%v: %q, not %q", c.lost, got, c.want)
		}
	}
}
