package transcribe

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// vocabularyOf gives each text an id: its index.
func vocabularyOf(texts ...string) (*vocabulary, []int) {
	k := &tokenizer{}
	var ids []int
	for i, text := range texts {
		k.text = append(k.text, []byte(text))
		ids = append(ids, i)
	}
	return &vocabulary{tokenizer: k}, ids
}

func TestJoinTokens(t *testing.T) {
	for name, c := range map[string]struct {
		tokens []string
		want   []string
	}{
		"plain":             {[]string{" Hello", ",", " wor", "ld", "."}, []string{"Hello, 0-2", "world. 2-5"}},
		"no leading space":  {[]string{"Hello", " there"}, []string{"Hello 0-1", "there 1-2"}},
		"split character":   {[]string{" f", "\xc3", "\xbc", "r", " uns"}, []string{"für 0-4", "uns 4-5"}},
		"broken character":  {[]string{" f", "\xc3"}, []string{"f 0-1"}},
		"hyphen":            {[]string{" forty", "-", "two"}, []string{"forty-two 0-3"}},
		"lone dash":         {[]string{" well", " -", " yes"}, []string{"well 0-1", "yes 2-3"}},
		"opening mark":      {[]string{" he", " \"", "well", "\"", " (", "so", ")"}, []string{"he 0-1", "\"well\" 1-4", "(so) 4-7"}},
		"lone opening mark": {[]string{" he", " “", " well"}, []string{"he 0-1", "“well 1-3"}},
		"mark apart":        {[]string{" well", " ?"}, []string{"well? 0-1"}},
		"only marks":        {[]string{" ...", "!"}, nil},
		"music":             {[]string{" ♪", " la", " ♪"}, []string{"la 1-2"}},
		"chinese":           {[]string{"老王", "，", "你"}, []string{"老王， 0-2", "你 2-3"}},
		"nothing":           {nil, nil},
	} {
		v, ids := vocabularyOf(c.tokens...)
		starts := make([]int, len(ids)+1)
		for i := range starts {
			starts[i] = i
		}
		var got []string
		for _, w := range v.joinTokens(ids, starts, len(ids)) {
			got = append(got, fmt.Sprintf("%s %d-%d", w.text, w.start/encoderFrame, w.end/encoderFrame))
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}

func TestJoinTokensWithoutTheLastRow(t *testing.T) {
	v, ids := vocabularyOf(" a", " b")
	words := v.joinTokens(ids, []int{0, 5}, 9)
	if last := words[1]; last.start != 5*encoderFrame || last.end != 9*encoderFrame {
		t.Errorf("last word %+v", last)
	}
	if strings.TrimSpace(words[0].text) != "a" {
		t.Errorf("first word %+v", words[0])
	}
}
