package app

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"clipd/internal/clip"
)

// TestSelectByLanguageModel lets a scripted model choose, which then breaks.
func TestSelectByLanguageModel(t *testing.T) {
	const key = "sk-not-to-be-seen"
	broken := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked, _ := io.ReadAll(r.Body)
		if r.Header.Get("Authorization") != "Bearer "+key || !strings.Contains(string(asked), `"model":"small-9"`) {
			t.Errorf("authorization %q, asked %s", r.Header.Get("Authorization"), asked)
		}
		if broken {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"choices":[{"message":{"role":"assistant","content":"{\"moments\":[{\"first\":3,\"last\":4,\"rating\":5,\"label\":\"Ten years of their life\",\"reason\":\"A plain way to find an idea.\"}]}"}}],"usage":{"prompt_tokens":321,"completion_tokens":12}}`)
	}))
	defer server.Close()
	transcript, err := json.Marshal(clip.Transcript{Duration: 60, Language: "en", Sentences: []clip.Sentence{
		{Start: 0.5, End: 9, Text: "Every great product begins with a person who was angry about a small thing."},
		{Start: 9.4, End: 19, Text: "You cannot buy that anger, and you cannot hire it from an agency in another town."},
		{Start: 19.5, End: 30, Text: "When people ask me how to find an idea, I tell them to write down what annoyed them."},
		{Start: 30.6, End: 42, Text: "Most of what they write is small, and one line of it is worth ten years of their working life."},
		{Start: 42.5, End: 55, Text: "That is the line to keep, and the rest of the page can go where all the other pages went."},
	}})
	if err != nil {
		t.Fatal(err)
	}
	run := func() (said, warned string) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		args := []string{"--llm-url", server.URL, "--llm-model", "small-9", "select", "-", "--max-clips", "1", "--json"}
		if code := Main(t.Context(), args, []string{"CLIPD_LLM_KEY=" + key}, Stdio{In: bytes.NewReader(transcript), Out: &stdout, Err: &stderr}); code != exitDone {
			t.Fatalf("exit code %d\n%s", code, stderr.String())
		}
		if all := stdout.String() + stderr.String(); strings.Contains(all, key) {
			t.Errorf("the key was printed:\n%s", all)
		}
		return stdout.String(), stderr.String()
	}
	said, warned := run()
	for _, want := range []string{`"selector": "language model"`, `"label": "Ten years of their life"`, `"start": 19.5`, `"prompt_tokens": 321`} {
		if !strings.Contains(said, want) {
			t.Errorf("no %s in\n%s", want, said)
		}
	}
	if !strings.Contains(warned, "language model: answers 1, tokens read 321, tokens written 12") {
		t.Errorf("said %q", warned)
	}
	broken = true
	said, warned = run()
	if !strings.Contains(said, `"selector": "embedded"`) || !strings.Contains(warned, "could not be asked (400 Bad Request)") {
		t.Errorf("said %s\nwarned %s", said, warned)
	}
}
