package highlight

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"clipd/internal/clip"
)

func TestReadTranscript(t *testing.T) {
	got, err := ReadTranscript(strings.NewReader(`{"language":"en","sentences":[
		{"start":5,"end":9,"speaker":"B","text":"Second."},
		{"start":1,"end":4,"text":"First.","words":[{"start":1,"end":2,"text":"First."}]}],
		"events":[{"start":8,"end":9,"kind":"laughter"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got.Duration != 9 || len(got.Sentences) != 2 || got.Sentences[0].Text != "First." || got.Sentences[0].Words[0].End != 2 || got.Events[0].Kind != clip.Laughter {
		t.Errorf("read %+v", got)
	}
}

func TestReadTranscriptEndsWithTheRecording(t *testing.T) {
	got, err := ReadTranscript(strings.NewReader(`{"duration":8,"sentences":[{"start":5,"end":8.3,"text":"Cut off","words":[{"start":5,"end":8.3,"text":"Cut"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if s := got.Sentences[0]; s.End != 8 || s.Words[0].End != 8 {
		t.Errorf("read %+v", s)
	}
}

func TestReadTranscriptRefuses(t *testing.T) {
	for body, want := range map[string]string{
		``:                                     "the transcript is empty",
		`[]`:                                   "reading the transcript",
		`{"sentences":[`:                       "reading the transcript",
		`{} {}`:                                "something follows",
		`{"duration":-1}`:                      "duration ends at -0:01",
		`{"duration":1e300}`:                   "at most 168:00:00",
		`{"sentences":[{"start":-1,"end":1}]}`: "sentences[0] begins at -0:01, before the recording",
		`{"sentences":[{"start":2,"end":1}]}`:  "sentences[0] ends at 0:01, before it begins (0:02)",
		`{"sentences":[{"start":0,"end":1,"words":[{"start":3,"end":2}]}]}`: "sentences[0].words[0]",
		`{"duration":5,"sentences":[{"start":6,"end":7}]}`:                  "sentences[0] begins at 0:06, after the recording's end (0:05)",
		`{"events":[{"start":1,"end":2,"kind":"cough"}]}`:                   `events[0].kind is "cough"`,
	} {
		_, err := ReadTranscript(strings.NewReader(body))
		if err == nil || !strings.Contains(err.Error(), want) || clip.CodeOf(err) != clip.Invalid {
			t.Errorf("%s: %v (%s), want %q", body, err, clip.CodeOf(err), want)
		}
	}
}

// endless is a transcript that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestReadTranscriptHasALimit(t *testing.T) {
	if _, err := ReadTranscript(endless{}); clip.CodeOf(err) != clip.TooLarge {
		t.Errorf("endless input: %v", err)
	}
}

func FuzzReadTranscript(f *testing.F) {
	f.Add(`{"duration":20,"language":"en","sentences":[{"start":0,"end":9,"text":"So what is it? It is"},{"start":8,"end":19,"text":"A river, um, a bridge."}],"events":[{"start":8,"end":9,"kind":"applause"}]}`, "no ads")
	f.Add(`{"sentences":[{"start":0,"end":900,"text":"one two three four","words":[{"start":0,"end":900,"text":"x"}]}]}`, "")
	f.Add(`{"duration":1e5,"sentences":[{"start":99999,"end":99999,"text":"\u0000"}]}`, `"x y"`)
	f.Add(`{"sentences":[{"start":0,"end":30,"text":"今日は新しいカメラの話をします。"}]}`, "カメラ")
	f.Fuzz(func(t *testing.T, body, instruction string) {
		tr, err := ReadTranscript(strings.NewReader(body))
		if err != nil {
			if clip.CodeOf(err) != clip.Invalid {
				t.Errorf("%v has code %s", err, clip.CodeOf(err))
			}
			return
		}
		s := clip.DefaultSettings()
		s.Instruction = instruction
		sel := Select(Request{Transcript: tr, Settings: s})
		for i, m := range sel.Moments {
			if m.Start < 0 || !(m.End > m.Start) || m.End > tr.Duration || math.IsNaN(m.Score) || m.Score < 0 || m.Score > 1 || m.Label == "" {
				t.Errorf("moment %+v of %v", m, tr.Duration)
			}
			for _, o := range sel.Moments[:i] {
				if m.Span().Overlaps(o.Span()) {
					t.Errorf("%+v overlaps %+v", m, o)
				}
			}
			if span := Breathe(tr, m); span.Start < 0 || span.End > tr.Duration || span.Start > m.Start || span.End < m.End {
				t.Errorf("%v breathes to %v of %v", m.Span(), span, tr.Duration)
			}
		}
		if _, err := json.Marshal(sel); err != nil {
			t.Errorf("writing the selection: %v", err)
		}
	})
}
