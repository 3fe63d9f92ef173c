package remote

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// whisperNames are the names of Whisper's languages that differ from those of
// the Unicode CLDR.
var whisperNames = map[string]string{
	"castilian": "es", "valencian": "ca", "flemish": "nl", "moldavian": "ro", "moldovan": "ro",
	"haitian": "ht", "letzeburgesch": "lb", "pushto": "ps", "panjabi": "pa", "sinhalese": "si",
	"myanmar": "my", "nynorsk": "nn", "tagalog": "tl", "mandarin": "zh",
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
		if err != nil || confidence == language.No || base.String() == "und" {
			return ""
		}
		return base.String()
	}
	names := display.English.Languages()
	for _, tag := range display.Supported.Tags() {
		base, _ := tag.Base()
		if strings.EqualFold(names.Name(base), name) {
			return base.String()
		}
	}
	return ""
}
