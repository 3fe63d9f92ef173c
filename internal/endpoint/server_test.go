package endpoint

import "testing"

func TestBase(t *testing.T) {
	for given, want := range map[string]string{
		"http://h:1":                             "http://h:1/v1",
		"http://h:1/":                            "http://h:1/v1",
		"https://h/v1":                           "https://h/v1",
		"https://h/v1/":                          "https://h/v1",
		"https://h/v1/audio/transcriptions":      "https://h/v1",
		"https://h/openai/audio/transcriptions/": "https://h/openai",
		"https://h/api/asr":                      "https://h/api/asr",
	} {
		if got := (Server{URL: given}).base("audio/transcriptions"); got != want {
			t.Errorf("%s becomes %s, want %s", given, got, want)
		}
	}
}
