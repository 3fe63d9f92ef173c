package speakers

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"clipd/internal/clip"
	"clipd/internal/infer/infertest"
	"clipd/internal/media"
	"clipd/internal/mediatest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newDiarizer(t testing.TB) *Diarizer {
	t.Helper()
	mediatest.NeedFFmpeg(t)
	store, rt := infertest.Open(t)
	path, _, err := store.Speakers()
	if err != nil {
		t.Fatal(err)
	}
	d, err := New(rt, path, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// turns lets recordings of one voice each speak by turns of 3.5 s, with the
// sound filtered as told.
func turns(t *testing.T, filter string, recordings ...string) (media.Info, clip.Transcript) {
	t.Helper()
	shared := mediatest.Shared(t)
	const turn = 3.5
	args := []string{"-v", "error"}
	chain, order := "", ""
	var transcript clip.Transcript
	for i, r := range recordings {
		args = append(args, "-i", filepath.Join(shared, "media", r))
		chain += fmt.Sprintf("[%d:a]aresample=16000,aformat=channel_layouts=mono,asplit[x%d][y%d];[x%d]atrim=0:%v[a%d];[y%d]atrim=%v:%v,asetpts=PTS-STARTPTS[b%d];",
			i, i, i, i, turn, i, i, turn, 2*turn, i)
	}
	for round, name := range []string{"a", "b"} {
		for i := range recordings {
			order += fmt.Sprintf("[%s%d]", name, i)
			start := clip.Seconds(turn) * clip.Seconds(round*len(recordings)+i)
			transcript.Sentences = append(transcript.Sentences, clip.Sentence{Start: start + 0.1, End: start + turn - 0.1})
		}
	}
	out := filepath.Join(t.TempDir(), "turns.wav")
	args = append(args, "-filter_complex", fmt.Sprintf("%s%sconcat=n=%d:v=0:a=1,%s", chain, order, 2*len(recordings), filter), out)
	if said, err := exec.CommandContext(t.Context(), "ffmpeg", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	info, err := media.Probe(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	transcript.Duration = clip.Seconds(info.Duration)
	return info, transcript
}

func TestTellsVoicesApart(t *testing.T) {
	d := newDiarizer(t)
	four := []string{"audio/RD_Radio31_000.wav", "talking_heads/wda_aoc.mp4", "audio/RD_Radio40_000.wav", "audio/lj001_concat.flac"}
	for _, tt := range []struct {
		name, filter string
		recordings   []string
		count        int
		warned       bool
	}{
		{"four", "anull", four, 0, false},
		{"one", "anull", four[3:], 0, false},
		{"quiet", "volume=-30dB", four, 0, false},
		{"over a telephone", "lowpass=3400,lowpass=3400,lowpass=3400,lowpass=3400", four[:2], 0, true},
		{"given", "anull", four[1:3], 2, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			info, transcript := turns(t, tt.filter, tt.recordings...)
			heard := clip.Seconds(0)
			got, err := d.Diarize(t.Context(), info, transcript, Options{Count: tt.count, Progress: func(done clip.Seconds) { heard = done }})
			if err != nil {
				t.Fatal(err)
			}
			for i, s := range got.Sentences {
				if want := fmt.Sprintf("Speaker %d", i%len(tt.recordings)+1); s.Speaker != want || s.SpeakerConfidence < 0.6 {
					t.Errorf("sentence %d is by %s, sure by %v, want %s", i, s.Speaker, s.SpeakerConfidence, want)
				}
			}
			if (len(got.Warnings) > 0) != tt.warned {
				t.Errorf("warnings %q", got.Warnings)
			}
			if end := transcript.Sentences[len(transcript.Sentences)-1].End; heard < end {
				t.Errorf("heard up to %v of %v", heard, end)
			}
			if transcript.Sentences[0].Speaker != "" {
				t.Error("the given transcript was changed")
			}
		})
	}
}

func TestEndsWithItsContext(t *testing.T) {
	d := newDiarizer(t)
	info, transcript := turns(t, "anull", "audio/RD_Radio31_000.wav")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := d.Diarize(ctx, info, transcript, Options{Progress: func(clip.Seconds) { cancel() }})
	if err == nil {
		t.Error("it went on")
	}
}

// TestLongTalk is the figure of docs/speakers.md for the long recording.
func TestLongTalk(t *testing.T) {
	if testing.Short() {
		t.Skip("listens to 12 minutes")
	}
	d := newDiarizer(t)
	base := filepath.Join(mediatest.Shared(t), "media", "long", "dev_es2014a")
	text, err := os.ReadFile(base + ".truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var truth struct {
		Sents []struct {
			Start, End clip.Seconds
			Speaker    string
		}
		Turns []struct{ Speaker, Voice string }
	}
	if err := json.Unmarshal(text, &truth); err != nil {
		t.Fatal(err)
	}
	voice := map[string]string{}
	for _, v := range truth.Turns {
		voice[v.Speaker] = v.Voice
	}
	info, err := media.Probe(t.Context(), base+".m4a")
	if err != nil {
		t.Fatal(err)
	}
	transcript := clip.Transcript{Duration: clip.Seconds(info.Duration)}
	for _, s := range truth.Sents {
		transcript.Sentences = append(transcript.Sentences, clip.Sentence{Start: s.Start, End: s.End})
	}
	got, err := d.Diarize(t.Context(), info, transcript, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(got.Speakers()); n != 2 {
		t.Errorf("%d speakers, want 2", n)
	}
	if len(got.Warnings) > 0 {
		t.Errorf("warnings %s", strings.Join(got.Warnings, "; "))
	}
	right := map[string]int{} // by speaker and voice
	for i, s := range truth.Sents {
		right[got.Sentences[i].Speaker+voice[s.Speaker]]++
	}
	best := max(right["Speaker 1host"]+right["Speaker 2guest"], right["Speaker 2host"]+right["Speaker 1guest"])
	if share := float64(best) / float64(len(truth.Sents)); share < 0.97 {
		t.Errorf("%.1f %% of the sentences have the right speaker", 100*share)
	}
}
