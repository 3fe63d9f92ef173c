package clip

import (
	"strings"
	"testing"
)

func TestJoinWords(t *testing.T) {
	for spoken, want := range map[string]string{
		"":                "",
		"It|was|not,|no.": "It was not, no.",
		"今|天|天|气|好。|你|好！": "今天天气好。你好！",
		"Windows|系|统":     "Windows 系统",
		"สวัส|ดี|ครับ":    "สวัสดีครับ",
		"안녕|하세요":          "안녕 하세요",
	} {
		var words []Word
		for _, text := range strings.FieldsFunc(spoken, func(r rune) bool { return r == '|' }) {
			words = append(words, Word{Text: text})
		}
		if got := JoinWords(words); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
