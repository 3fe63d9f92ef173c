package clip

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestTranscriptSourceInJSON(t *testing.T) {
	for _, tt := range []struct {
		source TranscriptSource
		want   string // "" for absent
	}{{TranscriptSource{}, ""}, {Transcribed, `"transcript_source":"auto"`}, {Unintelligible, `"transcript_source":null`}} {
		text, err := json.Marshal(Job{TranscriptSource: tt.source})
		if err != nil {
			t.Fatal(err)
		}
		if has := strings.Contains(string(text), "transcript_source"); has != (tt.want != "") || !strings.Contains(string(text), tt.want) {
			t.Errorf("%v gives %s", tt.source, text)
		}
		var back Job
		if err := json.Unmarshal(text, &back); err != nil || back.TranscriptSource != tt.source {
			t.Errorf("read back %v, %v, want %v", back.TranscriptSource, err, tt.source)
		}
	}
}
