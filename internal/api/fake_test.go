package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"clipd/internal/clip"
)

// shelf is a service in memory: what the handlers ask for, and nothing of what
// the real one does. Every job is completed at once.
type shelf struct {
	mu      sync.Mutex
	jobs    []shelvedJob
	assets  []shelvedAsset
	replies map[string]reply
	fail    error // answers everything where it is set
}

type shelvedJob struct {
	workspace string
	job       clip.Job
	request   clip.JobRequest
}

type shelvedAsset struct {
	workspace string
	asset     clip.Asset
}

type reply struct{ hash, id string }

func newShelf() *shelf { return &shelf{replies: map[string]reply{}} }

func (s *shelf) Create(_ context.Context, workspace string, r clip.JobRequest, idem *Idempotency) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return "", s.fail
	}
	if idem != nil {
		if old, ok := s.replies[workspace+"/"+idem.Key]; ok {
			if old.hash != idem.BodyHash {
				return "", clip.Errorf(clip.Conflict, "Idempotency-Key", "this Idempotency-Key was used with another body")
			}
			return old.id, nil
		}
	}
	if r.Video.Type == clip.VideoAsset {
		if _, err := s.asset(workspace, r.Video.AssetID); err != nil {
			return "", clip.Errorf(clip.NotFound, "video.asset_id", "there is no such asset")
		}
	}
	job := clip.Job{
		ID: "clip_" + rand.Text(), Title: r.Title, Status: clip.Completed, CreatedAt: 1763924400, Progress: 100, Stage: "finished",
		Settings: r.Settings, FolderID: r.FolderID, CallbackID: r.CallbackID,
	}
	score := 0.5
	if r.Settings.Windows == nil {
		job.TranscriptSource = clip.Transcribed
		job.Clips = []clip.Clip{{ID: "c_1", Label: "A & B", URL: r.Base + "/files/c_1.mp4?sig=1&exp=2", Start: 1, End: 20, Duration: 19, Aspect: r.Settings.Aspect, Score: &score}}
	}
	for _, w := range r.Settings.Windows {
		job.Clips = append(job.Clips, clip.Clip{ID: "c_2", Label: w.Label, Start: w.Start, End: w.End, Duration: w.End - w.Start, Aspect: r.Settings.Aspect})
	}
	if r.CallbackURL != "" {
		job.Callback = &clip.CallbackNote{State: clip.CallbackDelivered, Attempts: 1}
	}
	s.jobs = append(s.jobs, shelvedJob{workspace, job, r})
	if idem != nil {
		s.replies[workspace+"/"+idem.Key] = reply{idem.BodyHash, job.ID}
	}
	return job.ID, nil
}

func (s *shelf) Get(_ context.Context, workspace, _, id string) (clip.Job, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, j := range s.jobs {
		if j.workspace == workspace && j.job.ID == id {
			return j.job, s.fail
		}
	}
	return clip.Job{}, clip.Errorf(clip.NotFound, "clip_job_id", "no job %s in %s", id, workspace)
}

func (s *shelf) List(_ context.Context, workspace string, q clip.PageQuery) (clip.Page[clip.JobSummary], error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []clip.JobSummary
	for i := len(s.jobs) - 1; i >= 0; i-- {
		j := s.jobs[i]
		if j.workspace != workspace || (q.Status != "" && q.Status != j.job.Status) || (q.Folder != nil && (j.job.FolderID == nil || *j.job.FolderID != *q.Folder)) {
			continue
		}
		all = append(all, clip.JobSummary{ID: j.job.ID, Title: j.job.Title, Status: j.job.Status, CreatedAt: j.job.CreatedAt})
	}
	return pageOf(all, q)
}

func (s *shelf) Delete(_ context.Context, workspace, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, j := range s.jobs {
		if j.workspace == workspace && j.job.ID == id {
			s.jobs = append(s.jobs[:i], s.jobs[i+1:]...)
			return nil
		}
	}
	return clip.Errorf(clip.NotFound, "clip_job_id", "no job %s in %s", id, workspace)
}

// pageOf is a page by position; the token is the position and a mark.
func pageOf[T any](all []T, q clip.PageQuery) (clip.Page[T], error) {
	from := 0
	if q.Token != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(q.Token, "p"))
		if err != nil || n < 0 || n > len(all) || !strings.HasPrefix(q.Token, "p") {
			return clip.Page[T]{}, clip.Errorf(clip.Invalid, "token", "token is not one that this service gave; begin again without it")
		}
		from = n
	}
	p := clip.Page[T]{Items: all[from:min(from+q.Limit, len(all))]}
	if from+q.Limit < len(all) {
		p.Next = fmt.Sprintf("p%d", from+q.Limit)
	}
	return p, nil
}

// stock is the assets of a shelf, which has the methods' names already.
type stock struct{ *shelf }

func (s stock) Upload(_ context.Context, workspace, base string, u clip.Upload) (clip.Asset, error) {
	content, err := io.ReadAll(u.Body)
	if err != nil {
		return clip.Asset{}, fmt.Errorf("storing the upload: %w", err)
	}
	if !bytes.Contains(content[:min(len(content), 16)], []byte("ftyp")) {
		return clip.Asset{}, clip.Errorf(clip.UnsupportedMedia, "file", "file is not a video or a recording")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a := clip.Asset{ID: "asset_" + rand.Text(), URL: base + "/files/" + u.Name, MIMEType: "video/mp4", SizeBytes: int64(len(content))}
	s.assets = append(s.assets, shelvedAsset{workspace, a})
	return a, nil
}

func (s *shelf) asset(workspace, id string) (int, error) {
	for i, a := range s.assets {
		if a.workspace == workspace && a.asset.ID == id {
			return i, nil
		}
	}
	return 0, clip.Errorf(clip.NotFound, "asset_id", "no asset %s in %s", id, workspace)
}

func (s stock) Get(_ context.Context, workspace, _, id string) (clip.Asset, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.asset(workspace, id)
	if err != nil {
		return clip.Asset{}, err
	}
	return s.assets[i].asset, nil
}

func (s stock) List(_ context.Context, workspace, _ string, q clip.PageQuery) (clip.Page[clip.Asset], error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []clip.Asset
	for i := len(s.assets) - 1; i >= 0; i-- {
		if s.assets[i].workspace == workspace {
			all = append(all, s.assets[i].asset)
		}
	}
	return pageOf(all, q)
}

func (s stock) Delete(_ context.Context, workspace, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.asset(workspace, id)
	if err == nil {
		s.assets = append(s.assets[:i], s.assets[i+1:]...)
	}
	return err
}

// ring is the keys: workspace by key.
type ring map[string]string

func (k ring) Authenticate(_ context.Context, key string) (Identity, error) {
	workspace, ok := k[key]
	if !ok {
		return Identity{}, clip.Errorf(clip.Unauthorized, "", "no such key")
	}
	return Identity{KeyID: "key_" + workspace, Workspace: workspace}, nil
}

// readiness is what the probe answers.
type readiness struct{ err error }

func (r *readiness) Ready(context.Context) error { return r.err }
