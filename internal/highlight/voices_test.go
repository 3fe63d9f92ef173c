package highlight

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"clipd/internal/clip"
)

// interview is a conversation: speaker 1 greets and asks, speaker 2 answers at
// length, and speaker 3 too, a little.
func interview() clip.Transcript {
	t := clip.Transcript{Language: "en"}
	rng := rand.New(rand.NewPCG(9, 9))
	some := func(n int) string {
		var words []string
		for range n {
			words = append(words, vocabulary[rng.IntN(len(vocabulary))])
		}
		return strings.Join(words, " ")
	}
	at := 0.0
	say := func(speaker, text string) {
		long := 0.4 * float64(len(strings.Fields(text)))
		t.Sentences = append(t.Sentences, clip.Sentence{Start: clip.Seconds(at), End: clip.Seconds(at + long), Speaker: speaker, Text: text})
		at += long + 0.3
	}
	say("Speaker 1", "Welcome to the show, I'm Robin and I'm here with Dana and with Alex.")
	for i := range 30 {
		say("Speaker 1", fmt.Sprintf("What do you say about %s?", some(4)))
		who := "Speaker 2"
		if i%5 == 4 {
			who = "Speaker 3"
		}
		for range 4 {
			say(who, fmt.Sprintf("The %s of the %s.", some(9), some(5)))
		}
	}
	t.Duration = clip.Seconds(at)
	return t
}

func TestUnderstandVoices(t *testing.T) {
	for _, c := range []struct {
		instruction string
		want        voiceWish
		topics      string
	}{
		{"when the second speaker talks about cats", voiceWish{ordinal: 2}, "cat"},
		{"what speaker 3 says on prices", voiceWish{ordinal: 3, number: "3"}, "price"},
		{"the last speaker", voiceWish{ordinal: -1}, ""},
		{"only the guest", voiceWish{role: guestRole, only: true}, ""},
		{"the host's questions", voiceWish{role: hostRole}, "question"},
		{"our guests on solar power", voiceWish{role: guestRole}, "solar power"},
		{"the second guest", voiceWish{role: guestRole, ordinal: 2}, ""},
		{"clips of whoever talks most", voiceWish{share: 1}, ""},
		{"the person who speaks least", voiceWish{share: -1}, ""},
		{"just the main speaker", voiceWish{share: 1, only: true}, ""},
		{"the guest list and the host country", voiceWish{}, "guest list host country"},
		{"how to host a website", voiceWish{}, "host website"},
		{"What did F think about microphones?", voiceWish{}, "microphone"},
	} {
		w := understand(c.instruction, "en")
		w.voice.letters = nil
		if fmt.Sprint(w.voice) != fmt.Sprint(c.want) || termsOf(w) != c.topics {
			t.Errorf("%q: %+v, topics %q", c.instruction, w.voice, termsOf(w))
		}
	}
	for instruction, want := range map[string]string{
		"What did F think about microphones?": "[F]", "What did professor C say?": "[C]", "What did A think?": "[A]",
		"A clip on cats": "[]", "vitamin C and plan B": "[]", "I want cats": "[]",
	} {
		if got := fmt.Sprint(understand(instruction, "en").voice.letters); got != want {
			t.Errorf("%q: %v, want %v", instruction, got, want)
		}
	}
	for _, instruction := range []string{"without the host", "the river, but not the interviewer", "skip the first speaker"} {
		if w := understand(instruction, "en"); len(w.others) != 1 || len(w.avoid) > 0 {
			t.Errorf("%q: others %+v, avoid %v", instruction, w.others, w.avoid)
		}
	}
}

func TestVoicesAreFound(t *testing.T) {
	rec := study(interview(), bounds{shortest: 15, longest: 90, wanted: 36})
	for instruction, want := range map[string]string{
		"only the guest":                       "[Speaker 2 Speaker 3]",
		"the second guest":                     "[Speaker 3]",
		"the host's questions":                 "[Speaker 1]",
		"whoever talks most":                   "[Speaker 2]",
		"who speaks least":                     "[Speaker 1]",
		"the second speaker":                   "[Speaker 2]",
		"the last speaker":                     "[Speaker 3]",
		"what Dana says about the engine":      "[Speaker 2]",
		"Robin's questions":                    "[Speaker 1]",
		"only dana":                            "[Speaker 2]",
		"without the host":                     "[Speaker 2 Speaker 3]",
		"the river and the engine":             "[]",
		"the ninth engine of the first winter": "[]",
		"moments with Speaker 3":               "[Speaker 3]",
	} {
		j := judgeOf(rec, understand(instruction, "en"))
		if got := fmt.Sprint(j.speakers); got != want || len(j.warnings) > 0 && want != "[]" && !strings.Contains(instruction, "questions") {
			t.Errorf("%q: %s, want %s; warnings %q", instruction, got, want, j.warnings)
		}
	}
}

func TestNumbersAreLabelsFirst(t *testing.T) {
	for _, c := range []struct{ first, second, instruction, want, warning string }{
		{"Speaker 0", "Speaker 1", "only speaker 1", "[Speaker 1]", ""},
		{"Speaker 0", "Speaker 1", "speaker 0 on the engine", "[Speaker 0]", ""},
		{"SPEAKER_00", "SPEAKER_01", "what speaker 1 says", "[SPEAKER_01]", ""},
		{"SPEAKER_00", "SPEAKER_01", "only SPEAKER_00", "[SPEAKER_00]", ""},
		{"Speaker 2", "Speaker 1", "the first speaker", "[Speaker 2]", ""},
		{"Speaker 2", "Speaker 1", "without speaker 2", "[Speaker 1]", ""},
		{"Speaker 0", "Speaker 1", "only speaker 2", "[]", "no label of the transcript has the number 2"},
		{"Maria", "Jane", "speaker 2", "[Jane]", ""},
		{"Maria", "Jane Doe", "without Jane Doe", "[Maria]", ""},
		{"Maria", "Jane Doe", "the engine, but not Jane Doe", "[Maria]", ""},
		{"Maria", "Jane Doe", "the engine, Jane Doe", "[Jane Doe]", ""},
		{"Maria", "Jane", "speaker 0", "[]", "no label of the transcript has the number 0"},
	} {
		tr := talk(6, 300)
		for i := range tr.Sentences {
			tr.Sentences[i].Speaker = []string{c.first, c.second}[i%2]
		}
		j := judgeOf(study(tr, bounds{shortest: 15, longest: 90, wanted: 36}), understand(c.instruction, "en"))
		if got, warned := fmt.Sprint(j.speakers), strings.Join(j.warnings, " "); got != c.want || c.warning == "" && warned != "" || !strings.Contains(warned, c.warning) {
			t.Errorf("%q of %s and %s: %s, want %s; warnings %q", c.instruction, c.first, c.second, got, c.want, warned)
		}
	}
}

func TestWhoLeads(t *testing.T) {
	for _, tt := range []struct {
		name   string
		voices []voice // words, turns, questions
		want   int
		sure   bool
	}{
		{"an interview", []voice{{"", 600, 30, 28}, {"", 4000, 30, 3}}, 0, true},
		{"the guest is heard first", []voice{{"", 4000, 30, 3}, {"", 600, 30, 28}}, 1, true},
		{"a meeting led at length", []voice{{"", 5000, 90, 40}, {"", 900, 60, 12}, {"", 1200, 70, 15}}, 0, true},
		{"two who talk alike", []voice{{"", 2000, 40, 9}, {"", 1500, 40, 12}}, 0, false},
		{"alone but for a cough", []voice{{"", 3000, 5, 8}, {"", 20, 4, 0}}, -1, false},
		{"nobody asks", []voice{{"", 300, 10, 0}, {"", 3000, 10, 0}}, 0, true},
	} {
		if host, sure := hostOf(tt.voices); host != tt.want || sure != tt.sure {
			t.Errorf("%s: %d, sure %v, want %d, %v", tt.name, host, sure, tt.want, tt.sure)
		}
	}
}

func TestOnlyTheGuestIsHeard(t *testing.T) {
	tr := interview()
	s := clip.DefaultSettings()
	s.Instruction = "only the guest"
	for _, m := range Select(Request{Transcript: tr, Settings: s}).Moments {
		guest, all := 0, 0
		for _, x := range tr.Sentences[m.FirstSentence : m.LastSentence+1] {
			n := len(strings.Fields(x.Text))
			all += n
			if x.Speaker != "Speaker 1" {
				guest += n
			}
		}
		if float64(guest) < 0.8*float64(all) {
			t.Errorf("%v-%v: %d of %d words are the guest's", m.Start, m.End, guest, all)
		}
	}
}

// panel is a host and two guests, each of whom talks about each of three subjects
// for a minute. place tells when who talks about what.
func panel() (t clip.Transcript, place map[string]clip.Span) {
	t, place = clip.Transcript{Language: "en"}, map[string]clip.Span{}
	about := map[string]string{
		"pricing": "The pricing of a licence is what a customer sees before any feature.",
		"hiring":  "We began hiring engineers long before the office had any chairs.",
		"weather": "Bad weather in the harbour kept every boat from the island.",
	}
	at := clip.Seconds(0)
	say := func(speaker, text string) {
		t.Sentences = append(t.Sentences, clip.Sentence{Start: at, End: at + 4.5, Speaker: speaker, Text: text})
		at += 5
	}
	say("Speaker 1", "Welcome back, and tonight I'm here with Dana.")
	say("Speaker 2", "Thank you for having me on the programme.")
	say("Speaker 1", "On my other side sits somebody who has built three companies.")
	say("Speaker 3", "My name is Alex and I have built two and a half.")
	for _, subject := range []string{"pricing", "hiring", "weather"} {
		for _, who := range []string{"Speaker 2", "Speaker 1", "Speaker 3"} {
			start := at
			if who == "Speaker 1" {
				say(who, "What would either of you say about that?")
				say(who, "Is it the same for the two of you?")
				continue
			}
			for i := range 9 {
				say(who, fmt.Sprintf("%s That was the case in year %d.", about[subject], 2000+i))
			}
			place[who+" "+subject] = clip.Span{Start: start, End: at}
		}
	}
	t.Duration = at
	return t, place
}

func TestOneSpeakerOnOneSubject(t *testing.T) {
	tr, place := panel()
	for instruction, want := range map[string]string{
		"what the second speaker says about pricing": "Speaker 2 pricing",
		"what the third speaker says about pricing":  "Speaker 3 pricing",
		"the last speaker on hiring":                 "Speaker 3 hiring",
		"what Dana says about the weather":           "Speaker 2 weather",
		"what Alex said about hiring":                "Speaker 3 hiring",
		"only Dana, on hiring":                       "Speaker 2 hiring",
		"the first guest about the weather":          "Speaker 2 weather",
		"speaker 3 on the weather":                   "Speaker 3 weather",
	} {
		s := clip.DefaultSettings()
		s.MaxClips, s.Instruction = 1, instruction
		sel := Select(Request{Transcript: tr, Settings: s})
		if len(sel.Moments) != 1 || len(sel.Warnings) > 0 {
			t.Errorf("%q: %d moments, warnings %q", instruction, len(sel.Moments), sel.Warnings)
			continue
		}
		if m, in := sel.Moments[0], place[want]; m.Start < in.Start || m.End > in.End {
			t.Errorf("%q: %v-%v, want inside %v-%v", instruction, m.Start, m.End, in.Start, in.End)
		}
	}
}

func TestVoicesThatAreNotFoundAreWarnedOf(t *testing.T) {
	blind := interview()
	for i := range blind.Sentences {
		blind.Sentences[i].Speaker = ""
	}
	alone := interview()
	for i := range alone.Sentences {
		alone.Sentences[i].Speaker = "Speaker 1"
	}
	for _, c := range []struct {
		tr          clip.Transcript
		instruction string
		warning     string
	}{
		{blind, "only the guest", "does not tell voices apart"},
		{alone, "the host", "only one voice takes part"},
		{interview(), "the fifth speaker", "names 3 speakers"},
	} {
		s := clip.DefaultSettings()
		s.Instruction = c.instruction
		sel := Select(Request{Transcript: c.tr, Settings: s})
		if len(sel.Moments) != 5 || !strings.Contains(strings.Join(sel.Warnings, "\n"), c.warning) {
			t.Errorf("%q: %d moments, warnings %q", c.instruction, len(sel.Moments), sel.Warnings)
		}
	}
}

func TestAQuestionGoesWithItsAnswer(t *testing.T) {
	tr := interview()
	n := 0
	for _, m := range Select(Request{Transcript: tr, Settings: clip.DefaultSettings()}).Moments {
		if strings.HasSuffix(tr.Sentences[m.FirstSentence].Text, "?") {
			n++
		}
		if strings.HasSuffix(tr.Sentences[m.LastSentence].Text, "?") {
			t.Errorf("%v-%v ends on a question", m.Start, m.End)
		}
	}
	if n < 3 {
		t.Errorf("%d of 5 moments begin on the question", n)
	}
}
