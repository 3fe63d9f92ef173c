package caption

import (
	"strings"
	"testing"

	"clipd/internal/clip"
)

// conversation is two people who take turns.
func conversation() Request {
	host, guest := sentence(10, "Who are you?"), sentence(12, "I am Dana.")
	more := sentence(14, "I make clocks.")
	host.Speaker, guest.Speaker, more.Speaker = "Speaker 1", "Speaker 2", "Speaker 2"
	return request([]clip.Sentence{host, guest, more}, "en")
}

func TestSubtitlesNameTheirSpeakers(t *testing.T) {
	r := conversation()
	r.Sentences[2].Speaker = "A & B\n> <c>"
	vtt := string(WebVTT(Subtitles(r)))
	for _, want := range []string{"\n<v Speaker 1>Who are", "\n<v Speaker 2>I am", "\n<v A &amp; B &gt; &lt;c&gt;>I make"} {
		if !strings.Contains(vtt, want) {
			t.Errorf("no %q in\n%s", want, vtt)
		}
	}
	for _, c := range Subtitles(conversation()) {
		if text := c.String(); strings.Contains(text, "you") && strings.Contains(text, "Dana") {
			t.Errorf("two speakers in %q", text)
		}
	}
}

func TestSpeakersHaveColours(t *testing.T) {
	r := conversation().normal()
	r.Style.Speakers = SpeakerColours([]string{"Speaker 1", "Speaker 2"})
	script := string(ASS(Burned(r), r.Width, r.Height, r.Style, nil))
	for word, speaker := range map[string]string{"you?": "Speaker 1", "Dana.": "Speaker 2"} {
		found := false
		for _, l := range strings.Split(script, "\n") {
			if strings.Contains(l, ",Words,") && strings.Contains(l, word) {
				found = found || strings.Contains(l, r.Style.Speakers[speaker].ass())
			}
		}
		if !found {
			t.Errorf("%q does not have the colour of %s", word, speaker)
		}
	}
	colours := SpeakerColours([]string{"a", "b", "c", "d", "e", "f"})
	seen := map[Colour]bool{DefaultStyle(clip.Vertical).Spoken: true}
	for name, c := range colours {
		if seen[c] {
			t.Errorf("%s has a colour that is taken", name)
		}
		seen[c] = true
	}
}
