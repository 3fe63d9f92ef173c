package app

import (
	"context"
	"os/exec"
	"slices"
	"sync"
	"time"

	"clipd/internal/clip"
	"clipd/internal/models"
)

const (
	// readyAge is how long an answer to a probe holds: probes need no key and may
	// come often, and each asks the database and the storage.
	readyAge = time.Second
	// readyTime is how long those may take to answer.
	readyTime = 4 * time.Second
)

// readiness remembers for a moment whether the service is usable.
type readiness struct {
	ask func(context.Context) error
	now func() time.Time

	mu  sync.Mutex
	at  time.Time
	err error
}

func (r *readiness) get(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.at.IsZero() || r.now().Sub(r.at) > readyAge {
		// Who asks next must not be told that this one left.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), readyTime)
		defer cancel()
		r.err, r.at = r.ask(ctx), r.now()
	}
	return r.err
}

// Ready tells why the service cannot do its work now, or nil.
func (v *service) Ready(ctx context.Context) error {
	if v.draining.Load() {
		return clip.Errorf(clip.Unavailable, "", "the service is stopping")
	}
	return v.ready.get(ctx)
}

func (v *service) usable(ctx context.Context) error {
	if err := v.store.Ping(ctx); err != nil {
		return notReady("the database does not answer", err)
	}
	if err := v.objects.Ready(ctx); err != nil {
		return notReady("the storage of files does not answer", err)
	}
	for _, tool := range []string{"ffmpeg", "ffprobe"} {
		if _, err := exec.LookPath(tool); err != nil {
			return notReady(tool+" is not installed", err)
		}
	}
	if v.config.Slots == 0 {
		return nil
	}
	files, err := v.parts.store.List()
	if err != nil {
		return notReady("the model files cannot be looked at", err)
	}
	needed := []string{models.Runtime, models.Face, models.Speakers}
	if v.config.ASRURL == "" {
		needed = append(needed, models.VoiceActivity, v.config.Speech)
	}
	if !complete(files, needed) {
		return notReady("model files are missing or altered; `clipd models verify` names them", nil)
	}
	return nil
}

// complete tells whether each pack that is needed, and what the user added, has all
// its files, of the size that they must have. Their content is looked at when they
// are loaded.
func complete(files []models.FileStatus, needed []string) bool {
	needed = slices.Clone(needed)
	if i := slices.Index(needed, "fast"); i >= 0 {
		needed[i] = models.TinyEnglish
	}
	found := map[string]bool{}
	for _, f := range files {
		if !slices.Contains(needed, f.Pack) && f.Pack != models.ActiveSpeaker {
			continue
		}
		if f.State != models.Present {
			return false
		}
		found[f.Pack] = true
	}
	return !slices.ContainsFunc(needed, func(pack string) bool { return !found[pack] })
}

func notReady(what string, err error) error {
	return &clip.Error{Code: clip.Unavailable, Message: what, Err: err}
}
