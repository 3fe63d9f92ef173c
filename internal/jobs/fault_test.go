package jobs

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"clipd/internal/clip"
	"clipd/internal/store"
)

// A client is told what its source or request is at fault for, and nothing of
// this machine.
func TestMessage(t *testing.T) {
	secret := errors.New("dial tcp 10.0.0.7:5432: refused")
	for _, tt := range []struct {
		err  error
		says string
	}{
		{clip.Errorf(clip.Invalid, "windows[1].end", "windows[1] ends at 95.0 s but the video is 8.0 s long"), "windows[1] ends at 95.0 s but the video is 8.0 s long"},
		{fmt.Errorf("planning: %w", clip.Errorf(clip.Unusable, "", "/data/work/w/task-1/video has no picture")), "planning: task-1/video has no picture"},
		{clip.Errorf(clip.TooLarge, "", "/data/downloads/x.media is larger than the limit"), "downloads/x.media is larger than the limit"},
		{clip.Errorf(clip.Unavailable, "", "storing the clip: %w", secret), "not available in 20 attempts; send the job again later"},
		{&unreachable{clip.Errorf(clip.Unavailable, "", "downloading https://example.org/talk.mp4 failed")}, "example.org/talk.mp4 failed"},
		{secret, "internal error"},
		{errWorn, "interrupted 12 times"},
	} {
		got := message(tt.err, "/data/work/w", "/data/", "")
		if !strings.Contains(got, tt.says) || strings.Contains(got, "10.0.0.7") || strings.Contains(got, "/data") {
			t.Errorf("%v is told as %q", tt.err, got)
		}
	}
}

func TestUsersFault(t *testing.T) {
	for code, want := range map[clip.Code]bool{
		clip.Invalid: true, clip.Unusable: true, clip.TooLarge: true, clip.UnsupportedMedia: true, clip.NotFound: true, clip.Forbidden: true,
		clip.Unavailable: false, clip.Internal: false, clip.Missing: false, clip.RateLimited: false,
	} {
		if usersFault(fmt.Errorf("doing: %w", clip.Errorf(code, "", "it failed"))) != want {
			t.Errorf("%s: %v", code, !want)
		}
	}
	if usersFault(errors.New("anything")) {
		t.Error("what is not known is the user's fault")
	}
}

func TestDelayGrows(t *testing.T) {
	for n, base := range map[int]time.Duration{1: 3 * time.Second, 2: 15 * time.Second, 3: time.Minute, 9: time.Minute} {
		if d := delay(n); d < base || d >= base*3/2 {
			t.Errorf("after attempt %d: %v", n, d)
		}
	}
}

func TestOutcome(t *testing.T) {
	made := store.Clip{Position: 0, State: clip.ClipDone, Warnings: []string{"the sound is silent"}}
	failed := store.Clip{Position: 2, State: clip.ClipFailed, Span: clip.Span{Start: 60, End: 80.5}, Failure: store.Failure{Code: clip.Unusable, Message: "the source ends at 70.0 s"}}
	other, old := failed, failed
	other.Failure.Code, old.Failure.Code = clip.Unavailable, "" // of before codes were kept
	const why = "clip 3 (1:00 to 1:20.5): the source ends at 70.0 s"
	for name, tt := range map[string]struct {
		clips    []store.Clip
		warnings string
		made     int
		why      string
		code     clip.Code
	}{
		"all":             {[]store.Clip{made}, "clip 1: the sound is silent", 1, "", ""},
		"some":            {[]store.Clip{made, failed}, "clip 1: the sound is silent\nnot made: " + why, 1, why, clip.Unusable},
		"none":            {[]store.Clip{failed, failed}, "not made: " + why + "\nnot made: " + why, 0, why, clip.Unusable},
		"they disagree":   {[]store.Clip{failed, other, failed}, strings.Repeat("\nnot made: "+why, 3)[1:], 0, why, clip.Internal},
		"earlier version": {[]store.Clip{old}, "not made: " + why, 0, why, clip.Internal},
	} {
		warnings, n, said := outcome(tt.clips)
		if got := strings.Join(warnings, "\n"); got != tt.warnings || n != tt.made || said != (store.Failure{Code: tt.code, Message: tt.why}) {
			t.Errorf("%s: %d made, %+v, warnings:\n%s", name, n, said, got)
		}
	}
}
