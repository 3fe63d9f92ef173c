package remote

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// whisperNames are the names of Whisper's languages that differ from those of
// the Unicode CLDR or have several codes there.
var whisperNames = map[string]string{
	"castilian": "es", "valencian": "ca", "flemish": "nl", "moldavian": "ro", "moldovan": "ro",
	"haitian": "ht", "letzeburgesch": "lb", "pushto": "ps", "panjabi": "pa", "sinhalese": "si",
	"myanmar": "my", "nynorsk": "nn", "tagalog": "tl", "tl": "tl", "bengali": "bn", "mandarin": "zh",
	"norwegian": "no", "yiddish": "yi", "maori": "mi", "cantonese": "yue", "hawaiian": "haw",
}

// languageCode is the ISO 639-1 code of a language that is given by a code or an
// English name; "" for unknown.
func languageCode(given string) string {
	name := strings.ToLower(strings.TrimSpace(given))
	if name == "" {
		return ""
	}
	if code, ok := whisperNames[name]; ok {
		return code
	}
	if len(name) <= 3 || strings.ContainsAny(name, "-_") {
		tag, err := language.Parse(name)
		base, confidence := tag.Base()
		if err != nil || tag == language.Und || confidence == language.No {
			return ""
		}
		return base.String()
	}
	names := display.English.Languages()
	for first := 'a'; first <= 'z'; first++ {
		for second := 'a'; second <= 'z'; second++ {
			base, err := language.ParseBase(string([]rune{first, second}))
			if err == nil && strings.EqualFold(names.Name(base), name) {
				return base.String()
			}
		}
	}
	return ""
}
