package talks

import (
	"strings"
	"testing"

	"clipd/internal/clip"
)

func TestTalkOf(t *testing.T) {
	page := `<title>A talk</title>` + strings.Repeat(`<div class="Grid__cell flx-s:1 p-r:4">
		<p>It was my mother&#39;s hat.  She
		wore it (in the rain) every day.</p></div><div class="Grid__cell flx-s:1 p-r:4"><p>(Laughter) (Applause)</p>`, 100)
	talk, ok := talkOf(page)
	if !ok || len(talk.Sentences) != 200 || len(talk.Events) != 200 {
		t.Fatalf("kept %v, %d sentences, %d events", ok, len(talk.Sentences), len(talk.Events))
	}
	if s := talk.Sentences[1]; s.Text != "She wore it every day." || talk.Sentences[0].Text != "It was my mother's hat." {
		t.Errorf("sentences %q and %q", talk.Sentences[0].Text, s.Text)
	}
	if e := talk.Events[1]; e.Kind != clip.Applause || e.Start != talk.Events[0].End {
		t.Errorf("the second event is %+v", e)
	}
	if _, ok := talkOf("<p>nothing</p>"); ok {
		t.Error("an empty page is no talk")
	}
}
