package remote

import (
	"fmt"
	"strings"
	"testing"
)

// TestALongTextFindsItsTimes leaves out every 17th word of the timed ones and
// writes every 23rd in another way, as servers do.
func TestALongTextFindsItsTimes(t *testing.T) {
	const n = 400
	vowels, consonants := []string{"a", "e", "i", "o", "u"}, []string{"b", "d", "k", "l", "m", "n", "r", "s", "t"}
	name := func(i int) string {
		return consonants[i%9] + vowels[i/9%5] + consonants[i/45%9] + vowels[i%5] + "ng"
	}
	p := part{}
	p.read.End = n
	p.voiced = spans(0, n)
	var words, text []string
	for i := range n {
		text = append(text, strings.ToUpper(name(i)[:1])+name(i)[1:]+",")
		switch {
		case i%17 == 5:
		case i%23 == 7:
			words = append(words, fmt.Sprintf(`{"word":"otherwise","start":%d,"end":%d.5}`, i, i))
		default:
			words = append(words, fmt.Sprintf(`{"word":%q,"start":%d,"end":%d.5}`, name(i), i, i))
		}
	}
	a, err := parse(fmt.Appendf(nil, `{"text":%q,"words":[%s]}`, strings.Join(text, " "), strings.Join(words, ",")))
	if err != nil {
		t.Fatal(err)
	}
	h, err := a.words(p)
	if err != nil || len(h.words) != n {
		t.Fatalf("%d words, %v", len(h.words), err)
	}
	for i, w := range h.words {
		exact := i%17 != 5 && i%23 != 7
		if w.Text != text[i] {
			t.Fatalf("word %d is %q, want %q", i, w.Text, text[i])
		}
		if early := float64(w.Start) - float64(i); exact && early != 0 || early < -1 || early > 1 {
			t.Errorf("%s begins at %.2f, not at %d", w.Text, float64(w.Start), i)
		}
	}
}
