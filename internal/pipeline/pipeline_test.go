package pipeline

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"clipd/internal/clip"
	"clipd/internal/framing"
	"clipd/internal/media"
	"clipd/internal/mediatest"
	"clipd/internal/transcribe"
)

// listener is a Speech that counts how often it listens.
type listener struct {
	identity string
	standIn  bool
	heard    [][]clip.Span
}

func (l *listener) Identity(context.Context) (string, error) { return l.identity, nil }

func (l *listener) Transcribe(_ context.Context, src media.Info, o transcribe.Options) (clip.Transcript, error) {
	l.heard = append(l.heard, o.Spans)
	t := clip.Transcript{Duration: clip.Seconds(src.Duration), Language: "en", Model: "test", StandIn: l.standIn}
	for i := range 3 {
		start := clip.Seconds(i)*6 + 0.5
		t.Sentences = append(t.Sentences, clip.Sentence{Start: start, End: start + 5, Text: "One of these sentences is longer than it has to be.",
			Words: []clip.Word{{Start: start, End: start + 5, Text: "One"}}})
	}
	return t, nil
}

// still is a Camera that shows the middle.
type still struct{}

func (still) Frame(_ context.Context, r framing.Request) (clip.Camera, error) {
	v := *r.Source.Video
	c := clip.Camera{Width: v.Width, Height: v.Height, FPS: v.Rate.Float(), Start: r.Span.Start, End: r.Span.End, Aspect: r.Aspect}
	first, last := media.FrameAt(v, float64(r.Span.Start)), media.FrameAt(v, float64(r.Span.End))
	for n := first; n < last; n++ {
		c.Frames = append(c.Frames, clip.Frame{Frame: n - first, Time: clip.Seconds(media.FrameTime(v, n)), Layout: clip.Track,
			Crops: []clip.Box{{X: 100, W: 100, H: 178}}})
	}
	return c, nil
}

// server is a Fetcher that copies a file.
type server struct {
	file  string
	err   error
	calls int
}

func (s *server) Download(_ context.Context, _, dst string, progress func(done, total int64)) error {
	s.calls++
	if s.err != nil {
		return s.err
	}
	text, err := os.ReadFile(s.file)
	if err != nil {
		return err
	}
	progress(int64(len(text)), int64(len(text)))
	return os.WriteFile(dst, text, 0o600)
}

// talk makes a silent-picture talk of 20 s.
func talk(t *testing.T) string {
	t.Helper()
	mediatest.NeedFFmpeg(t)
	path := filepath.Join(t.TempDir(), "talk.mp4")
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=d=20:r=10:s=320x180",
		"-f", "lavfi", "-i", "sine=d=20", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", path)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

func newPipeline(t *testing.T, l *listener) *Pipeline {
	t.Helper()
	dir := t.TempDir()
	return &Pipeline{
		Speech: l, Camera: still{}, Cache: Folder(filepath.Join(dir, "transcripts")),
		Downloads: filepath.Join(dir, "downloads"), Resolution: 144,
	}
}

func planOf(t *testing.T, p *Pipeline, info media.Info, s clip.Settings) (Plan, error) {
	t.Helper()
	hash, err := p.Identify(t.Context(), info)
	if err != nil {
		t.Fatal(err)
	}
	return p.Plan(t.Context(), info, hash, s)
}

func TestASecondPlanDoesNotListenAgain(t *testing.T) {
	source := talk(t)
	l := &listener{identity: "test@1"}
	p := newPipeline(t, l)
	plan := func(edit func(*clip.Settings)) Plan {
		t.Helper()
		s := clip.DefaultSettings()
		edit(&s)
		info, err := p.Open(t.Context(), source, s.Windows)
		if err != nil {
			t.Fatal(err)
		}
		made, err := planOf(t, p, info, s)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	first := plan(func(*clip.Settings) {})
	second := plan(func(*clip.Settings) {})
	if len(l.heard) != 1 {
		t.Errorf("listened %d times", len(l.heard))
	}
	if len(first.Moments) == 0 || !slices.Equal(first.Moments, second.Moments) {
		t.Errorf("moments %v, then %v", first.Moments, second.Moments)
	}
	if JobID(first) != JobID(second) {
		t.Error("the same job has two names")
	}

	// Another language, model or part is something else to listen to.
	plan(func(s *clip.Settings) { s.Language = "de" })
	l.identity = "test@2"
	plan(func(*clip.Settings) {})
	windows := []clip.Window{{Start: 8, End: 12}, {Start: 2, End: 5}, {Start: 4, End: 6}}
	plan(func(s *clip.Settings) { s.Windows, s.Captions = windows, true })
	if len(l.heard) != 4 {
		t.Errorf("listened %d times", len(l.heard))
	}
	if want := []clip.Span{{Start: 2, End: 6}, {Start: 8, End: 12}}; !slices.Equal(l.heard[3], want) {
		t.Errorf("listened to %v, want %v", l.heard[3], want)
	}

	// Windows without captions need no words; a stand-in's words are not kept.
	if w := plan(func(s *clip.Settings) { s.Windows = windows }); w.Transcript != nil || len(l.heard) != 4 {
		t.Error("listened for windows without captions")
	}
	l.identity, l.standIn = "test@3", true
	plan(func(*clip.Settings) {})
	plan(func(*clip.Settings) {})
	if len(l.heard) != 6 {
		t.Errorf("listened %d times", len(l.heard))
	}
}

func TestATranscriptThatCannotBeKeptIsUsed(t *testing.T) {
	source := talk(t)
	p := newPipeline(t, &listener{identity: "test@1"})
	p.Cache = Folder(filepath.Join(source, "not-a-folder"))
	info, err := p.Open(t.Context(), source, nil)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planOf(t, p, info, clip.DefaultSettings())
	if err != nil || len(plan.Moments) == 0 {
		t.Fatalf("%v, %d moments", err, len(plan.Moments))
	}
	if !slices.ContainsFunc(plan.Warnings, func(w string) bool { return strings.Contains(w, "keeping the transcript") }) {
		t.Errorf("warnings %q", plan.Warnings)
	}
}

func TestMakeLeavesAllOrNothing(t *testing.T) {
	source := talk(t)
	p := newPipeline(t, &listener{identity: "test@1"})
	s := clip.DefaultSettings()
	s.Windows, s.Captions = []clip.Window{{Start: 1, End: 3, Label: "Two seconds"}}, true
	info, err := p.Open(t.Context(), source, s.Windows)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planOf(t, p, info, s)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	made, _, err := p.Make(t.Context(), plan, 0, filepath.Join(dir, "one"))
	if err != nil {
		t.Fatal(err)
	}
	if made.Duration != 2 || made.Score != nil || made.CaptionURL != "one.vtt" || made.Label != "Two seconds" {
		t.Errorf("%+v", made)
	}
	if got := files(t, dir); !slices.Equal(got, []string{"one.jpg", "one.mp4", "one.vtt"}) {
		t.Errorf("files %v", got)
	}

	// Without captions those of before are gone.
	plan.Settings.Captions = false
	if _, _, err := p.Make(t.Context(), plan, 0, filepath.Join(dir, "one")); err != nil {
		t.Fatal(err)
	}
	if got := files(t, dir); !slices.Equal(got, []string{"one.jpg", "one.mp4"}) {
		t.Errorf("files %v", got)
	}

	// What fails leaves nothing.
	plan.Settings.Captions = true
	ctx, cancel := context.WithCancel(t.Context())
	p.Observe = func(r Progress) {
		if r.Stage == Render {
			cancel()
		}
	}
	empty := t.TempDir()
	if _, _, err := p.Make(ctx, plan, 0, filepath.Join(empty, "one")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if got := files(t, empty); len(got) > 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestADownloadStaysOnlyToGoOnWith(t *testing.T) {
	source := talk(t)
	const url = "https://example.com/talk.mp4"
	for _, tt := range []struct {
		name  string
		ended error
		stays bool
	}{
		{"done", nil, false},
		{"unusable", clip.Errorf(clip.Unusable, "source", "no"), false},
		{"interrupted", context.Canceled, true},
		{"disk full", clip.Errorf(clip.Unavailable, "", "full"), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPipeline(t, &listener{identity: "test@1"})
			s := &server{file: source}
			p.Fetch = s
			for round := range 2 {
				release, err := p.Hold(t.Context(), url)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := p.Open(t.Context(), url, nil); err != nil {
					t.Fatal(err)
				}
				if round == 0 {
					// Another process has to wait.
					ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
					if _, err := p.Hold(ctx, url); !errors.Is(err, context.DeadlineExceeded) {
						t.Errorf("a second holder got %v", err)
					}
					cancel()
				}
				if err := release(tt.ended); err != nil {
					t.Fatal(err)
				}
				if left := files(t, p.Downloads); (len(left) > 0) != tt.stays {
					t.Errorf("left: %v", left)
				}
			}
			if want := map[bool]int{true: 1, false: 2}[tt.stays]; s.calls != want {
				t.Errorf("downloaded %d times, want %d", s.calls, want)
			}
		})
	}
}

// What was left of one owner's download is not taken for another's.
func TestDownloadsOfOthers(t *testing.T) {
	mediatest.NeedFFmpeg(t)
	p := newPipeline(t, &listener{})
	s := &server{file: mediatest.Make(t, mediatest.Recording{Seconds: 2})}
	p.Fetch = s
	const url = "https://example.com/talk.mp4"
	for _, p.Owner = range []string{"", "ws_1", "ws_2", "ws_1"} {
		release, err := p.Hold(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Open(t.Context(), url, nil); err != nil {
			t.Error(err)
		}
		if err := release(context.Canceled); err != nil {
			t.Error(err)
		}
	}
	if s.calls != 3 {
		t.Errorf("downloaded %d times, want once for each owner", s.calls)
	}
}

func TestErrorsNameTheURL(t *testing.T) {
	mediatest.NeedFFmpeg(t)
	junk := filepath.Join(t.TempDir(), "junk")
	if err := os.WriteFile(junk, []byte("not a video"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := newPipeline(t, &listener{})
	p.Fetch = &server{file: junk}
	const url = "https://example.com/junk.mp4"
	release, err := p.Hold(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Open(t.Context(), url, nil)
	if clip.CodeOf(err) != clip.Unusable || !strings.Contains(err.Error(), url) || strings.Contains(err.Error(), p.Downloads) {
		t.Errorf("error %v", err)
	}
	if err := release(err); err != nil {
		t.Fatal(err)
	}
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}
