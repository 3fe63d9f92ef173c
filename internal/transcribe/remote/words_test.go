package remote

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"clipd/internal/clip"
)

// tenToTwenty is a part of a source with voice from its second to its ninth
// second.
var tenToTwenty = part{read: clip.Span{Start: 10, End: 20}, voiced: spans(12, 19)}

// show writes words as text@start-end.
func show(words []clip.Word) string {
	var out []string
	for _, w := range words {
		out = append(out, fmt.Sprintf("%s@%.2f-%.2f", w.Text, float64(w.Start), float64(w.End)))
	}
	return strings.Join(out, " ")
}

func TestAnswersBecomeWords(t *testing.T) {
	for _, tt := range []struct {
		name, body, want string // want beginning with ! is a failure
	}{
		{"marks come from the text",
			`{"language":"english","text":"Well, it works.","words":[{"word":"Well","start":2,"end":2.5},{"word":"it","start":3,"end":3.2},{"word":"works","start":3.2,"end":3.8}],
			 "segments":[{"start":2,"end":4,"text":" Well, it works."}]}`,
			"Well,@12.00-12.50 it@13.00-13.20 works.@13.20-13.80"},
		{"words inside segments, with their spaces and marks",
			`{"segments":[{"start":2,"end":4,"text":" Oh no.","words":[{"word":" Oh","start":2,"end":3},{"word":" no.","start":3,"end":4}]}]}`,
			"Oh@12.00-13.00 no.@13.00-14.00"},
		{"words alone",
			`{"words":[{"word":"Oh","start":2,"end":3},{"word":"no","start":3,"end":4}]}`,
			"Oh@12.00-13.00 no@13.00-14.00"},
		{"segments alone are spread over their letters",
			`{"segments":[{"start":2,"end":4,"text":"ab cdef"},{"start":4,"end":5,"text":"ghij, k"}]}`,
			"ab@12.00-12.67 cdef@12.67-14.00 ghij,@14.00-14.80 k@14.80-15.00"},
		{"a segment is spread over the voice in it",
			`{"segments":[{"start":0,"end":4,"text":" ab cd"}]}`,
			"ab@12.00-13.00 cd@13.00-14.00"},
		{"a hyphen joins two words",
			`{"text":"Twenty-five, yes","words":[{"word":"twenty","start":2,"end":3},{"word":"five","start":3,"end":4},{"word":"yes","start":5,"end":6}]}`,
			"Twenty-five,@12.00-14.00 yes@15.00-16.00"},
		{"a number is written otherwise",
			`{"text":"He has $20 there today.","words":[{"word":"He","start":2,"end":2.2},{"word":"has","start":2.2,"end":2.5},{"word":"twenty","start":2.6,"end":2.9},{"word":"dollars","start":2.9,"end":3.2},{"word":"there","start":3.4,"end":3.7},{"word":"today","start":3.7,"end":4}]}`,
			"He@12.00-12.20 has@12.20-12.50 $20@12.50-12.80 there@13.40-13.70 today.@13.70-14.00"},
		{"a word without a time finds room",
			`{"text":"one two three","words":[{"word":"one","start":2,"end":3},{"word":"two"},{"word":"three","start":3.2,"end":4}]}`,
			"one@12.00-13.00 two@13.00-13.20 three@13.20-14.00"},
		{"the first word without a time stands before the next",
			`{"text":"one two three","words":[{"word":"one"},{"word":"two","start":3,"end":4},{"word":"three","start":4,"end":5}]}`,
			"one@12.70-13.00 two@13.00-14.00 three@14.00-15.00"},
		{"one time is out of order",
			`{"text":"aa bb cc dd","words":[{"word":"aa","start":2,"end":3},{"word":"bb","start":9,"end":9.1},{"word":"cc","start":3.5,"end":4},{"word":"dd","start":4,"end":5}]}`,
			"aa@12.00-13.00 bb@13.00-13.20 cc@13.50-14.00 dd@14.00-15.00"},
		{"times beyond the part, negative and turned round",
			`{"text":"aa bb cc dd ee ff gg","words":[{"word":"aa","start":2,"end":3},{"word":"bb","start":1e9,"end":1e9},{"word":"cc","start":-40,"end":4},{"word":"dd","start":4,"end":5},{"word":"ee","start":6,"end":5.5},{"word":"ff","start":6,"end":7},{"word":"gg","start":7,"end":8}]}`,
			"aa@12.00-13.00 bb@13.00-13.20 cc@13.20-13.40 dd@14.00-15.00 ee@15.00-15.20 ff@16.00-17.00 gg@17.00-18.00"},
		{"overlapping words",
			`{"text":"aa bb","words":[{"word":"aa","start":2,"end":3.5},{"word":"bb","start":3,"end":4}]}`,
			"aa@12.00-13.50 bb@13.50-14.00"},
		{"a word that lasts over a pause ends",
			`{"text":"aa bb","words":[{"word":"aa","start":0,"end":8},{"word":"bb","start":8,"end":8.5}]}`,
			"aa@12.00-14.00 bb@18.00-18.50"},
		{"nobody speaks where the words are",
			`{"text":"aa Thank you.","words":[{"word":"aa","start":2,"end":3},{"word":"Thank","start":9.6,"end":9.7},{"word":"you","start":9.7,"end":9.9}]}`,
			"aa@12.00-13.00"},
		{"nobody speaks where the segment is",
			`{"segments":[{"start":0,"end":1.9,"text":"Thanks for watching!"},{"start":2,"end":4,"text":"ab"}]}`,
			"ab@12.00-14.00"},
		{"the server doubts a segment",
			`{"segments":[{"start":2,"end":4,"text":"ab"},{"start":4,"end":6,"text":"cd","no_speech_prob":0.9,"avg_logprob":-1.2},{"start":6,"end":8,"text":"ef ef ef","compression_ratio":9}]}`,
			"ab@12.00-14.00"},
		{"the words of a doubted segment",
			`{"segments":[{"start":2,"end":4,"text":"ab"},{"start":4,"end":6,"text":"cd","no_speech_prob":0.9,"avg_logprob":-1.2}],"words":[{"word":"ab","start":2,"end":3},{"word":"cd","start":4,"end":5}]}`,
			"ab@12.00-13.00"},
		{"without spaces between words",
			`{"language":"japanese","segments":[{"start":2,"end":4,"text":"今日は。"}],"words":[{"word":"今日","start":2,"end":3},{"word":"は","start":3,"end":4}]}`,
			"今@12.00-12.50 日@12.50-13.00 は。@13.00-14.00"},
		{"the text is of something else",
			`{"text":"Lorem ipsum dolor sit amet","words":[{"word":"quick","start":2,"end":3},{"word":"fox","start":3,"end":4}]}`,
			"quick@12.00-13.00 fox@13.00-14.00"},
		{"control characters", `{"segments":[{"start":2,"end":4,"text":"a\u0000b\u001b c\nd"}]}`, "a@12.00-12.50 b@12.50-13.00 c@13.00-13.50 d@13.50-14.00"},
		{"empty", `{"text":""}`, ""},
		{"nothing", `{}`, ""},
		{"music", `{"text":" ♪ ","segments":[{"start":0,"end":10,"text":" ♪♪ "}]}`, ""},
		{"null", `{"text":"","words":null,"segments":null,"language":null}`, ""},
		{"no times", `{"text":"hello there"}`, "!no usable times"},
		{"every time is nonsense", `{"text":"hello","words":[{"word":"hello","start":1e300,"end":1e308}]}`, "!no usable times"},
		{"garbage", `<html>`, "!not the JSON"},
		{"NaN", `{"words":[{"word":"a","start":NaN,"end":NaN}]}`, "!not the JSON"},
		{"wrong types", `{"words":"none"}`, "!not the JSON"},
		{"too much", `{"text":"` + strings.Repeat("a", 2000) + `"}`, "!more text than can be said"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := parse([]byte(tt.body))
			var h heard
			if err == nil {
				h, err = a.words(tenToTwenty)
			}
			if want, fails := strings.CutPrefix(tt.want, "!"); fails {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("error %v, want %q; words %s", err, want, show(h.words))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := show(h.words); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestDoubtedVoiceIsCounted(t *testing.T) {
	a, err := parse([]byte(`{"segments":[{"start":8,"end":10,"text":"la la la","compression_ratio":3}]}`))
	if err != nil {
		t.Fatal(err)
	}
	h, err := a.words(tenToTwenty)
	if err != nil || len(h.words) > 0 || h.doubted != 1 {
		t.Errorf("%+v, %v", h, err)
	}
}

func TestLanguageCode(t *testing.T) {
	for given, want := range map[string]string{
		"english": "en", "English": "en", "german": "de", "spanish": "es", "en": "en", "pt-BR": "pt", "zh_cn": "zh",
		"haitian creole": "ht", "myanmar": "my", "castilian": "es", "norwegian": "no", "nynorsk": "nn", "chinese": "zh",
		"cantonese": "yue", "hebrew": "he", "iw": "he", "javanese": "jv", "tagalog": "tl", "maori": "mi",
		"": "", "und": "", "??": "", "-": "", "no such language": "",
	} {
		if got := languageCode(given); got != want {
			t.Errorf("%q is %q, want %q", given, got, want)
		}
	}
}

// FuzzAnswer holds whatever a server writes to what later stages rely on.
func FuzzAnswer(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "answers", "*.json"))
	if err != nil || len(files) == 0 {
		f.Fatal("no answers to begin with", err)
	}
	for _, name := range files {
		body, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		a, err := parse(body)
		if err != nil {
			return
		}
		h, err := a.words(tenToTwenty)
		if err != nil {
			return
		}
		last := tenToTwenty.read.Start
		for _, w := range h.words {
			if math.IsNaN(float64(w.Start)) || w.Start < last || w.End < w.Start || w.End > tenToTwenty.read.End {
				t.Fatalf("%q has the times %v to %v after %v", w.Text, w.Start, w.End, last)
			}
			if w.Text == "" || !utf8.ValidString(w.Text) || strings.ContainsAny(w.Text, " \n\x00") {
				t.Fatalf("a word is %q", w.Text)
			}
			last = w.End
		}
	})
}
