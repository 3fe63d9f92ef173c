package app

import (
	"context"
	"errors"
	"testing"
	"time"

	"clipd/internal/models"
)

// An answer holds for a moment, and not for longer.
func TestReadinessIsRemembered(t *testing.T) {
	now, asked := time.Unix(1000, 0), 0
	down := errors.New("down")
	r := readiness{now: func() time.Time { return now }, ask: func(ctx context.Context) error {
		asked++
		if ctx.Err() != nil {
			t.Error("the probe ended with the one who asked")
		}
		return []error{down, nil}[asked-1]
	}}
	left, leave := context.WithCancel(t.Context())
	leave()
	for _, tt := range []struct {
		pass  time.Duration
		asked int
		err   error
	}{{0, 1, down}, {readyAge, 1, down}, {time.Millisecond, 2, nil}, {readyAge, 2, nil}} {
		now = now.Add(tt.pass)
		if err := r.get(left); !errors.Is(err, tt.err) || asked != tt.asked {
			t.Errorf("after %v: %v, asked %d times", tt.pass, err, asked)
		}
	}
}

func TestCompleteModels(t *testing.T) {
	file := func(pack string, state models.State) models.FileStatus {
		return models.FileStatus{Pack: pack, State: state}
	}
	for name, tt := range map[string]struct {
		files  []models.FileStatus
		needed []string
		want   bool
	}{
		"there":             {[]models.FileStatus{file(models.Face, models.Present), file("mine", models.Present), file(models.Base, models.Absent)}, []string{models.Face, "mine"}, true},
		"missing":           {[]models.FileStatus{file(models.Face, models.Present), file(models.Face, models.Absent)}, []string{models.Face}, false},
		"altered":           {[]models.FileStatus{file(models.Base, models.Altered)}, []string{models.Base}, false},
		"fast is tiny":      {[]models.FileStatus{file(models.TinyEnglish, models.Present)}, []string{"fast"}, true},
		"unknown":           {nil, []string{"mine"}, false},
		"added and altered": {[]models.FileStatus{file(models.ActiveSpeaker, models.Altered)}, nil, false},
	} {
		if got := complete(tt.files, tt.needed); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
