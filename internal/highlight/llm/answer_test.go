package llm

import (
	"strings"
	"testing"
)

func TestReadMoments(t *testing.T) {
	for _, c := range []struct {
		answer     string
		n          int
		understood bool
	}{
		{`{"moments":[{"first":1,"last":2,"rating":3,"label":"a","reason":"b"}]}`, 1, true},
		{`{"moments":[]}`, 0, true},
		{`[{"first":"1","last":2.0},{"first":"[3]","last":4}]`, 2, true},
		{"<think>{\"moments\":[{\"first\":9,\"last\":9}]}</think>```json\n{\"moments\":[{\"first\":1,\"last\":2}]}\n```", 1, true},
		{`{"moments":[{"first":1,"last":2},{"first":"x","last":2},{"last":2}]}`, 1, true},
		{`{"moments":[{"first":1,"last":2},{"fir`, 1, true},
		{`nothing`, 0, false},
		{`{"first":1.5,"last":2}`, 0, false},
		{strings.Repeat(`{"a":`, 20000), 0, false},
	} {
		found, understood := readMoments(c.answer)
		if len(found) != c.n || understood != c.understood {
			t.Errorf("%.60q: %d moments, understood %v", c.answer, len(found), understood)
		}
	}
}

func FuzzReadAnswer(f *testing.F) {
	for _, s := range []string{`{"moments":[{"first":1,"last":2}]}`, `{"order":[1,"2",3.0]}`, "```{}```", `{"order":[1e99]}`, `</think>{`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, answer string) {
		found, _ := readMoments(answer)
		for _, m := range found {
			if m.First == nil || m.Last == nil {
				t.Errorf("%q: a moment without sentences", answer)
			}
		}
		order, ok := readOrder(answer)
		if ok != (len(order) > 0) {
			t.Errorf("%q: %v %v", answer, order, ok)
		}
	})
}
