package jobs

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"time"

	"clipd/internal/blob"
	"clipd/internal/clip"
	"clipd/internal/pipeline"
	"clipd/internal/store"
)

// Get returns a job as the API tells of it, with links that work for a limited
// time and begin with base.
func (s *Service) Get(ctx context.Context, workspace, base, id string) (clip.Job, error) {
	row, err := s.Store.Job(ctx, workspace, id)
	if err != nil {
		return clip.Job{}, err
	}
	return s.describe(ctx, row, base)
}

func (s *Service) describe(ctx context.Context, row store.Job, base string) (clip.Job, error) {
	job := clip.Job{
		ID: row.ID, Title: row.Request.Title, Status: row.Status, Clips: []clip.Clip{},
		CreatedAt: row.CreatedAt.Unix(),
		Progress:  hundredth(row.Progress), Stage: row.Stage, SourceDuration: row.SourceDuration,
		Settings: row.Request.Settings, Warnings: append([]string{}, row.Warnings...),
		FolderID: row.Request.FolderID, CallbackID: row.Request.CallbackID,
	}
	if len(row.Request.Settings.Windows) == 0 {
		job.TranscriptSource = row.Transcript
		if job.TranscriptSource.IsZero() {
			job.TranscriptSource = clip.Unintelligible // null until somebody listened
		}
	}
	if row.Callback.State != "" {
		job.Callback = &row.Callback
	}
	switch row.Status {
	case clip.Failed:
		job.FailureMessage = &row.Failure.Message
	case clip.Completed:
		if err := s.addClips(ctx, &job, row, base); err != nil {
			return job, err
		}
	}
	return job, nil
}

func (s *Service) addClips(ctx context.Context, job *clip.Job, row store.Job, base string) error {
	clips, err := s.Store.Clips(ctx, row.ID)
	if err != nil {
		return err
	}
	if s.expired(row) {
		job.Warnings = append(job.Warnings, fmt.Sprintf("the files of this job were deleted %v after it ended, as this service is set", s.Keep.Results))
		return nil
	}
	for _, c := range clips {
		if c.State != clip.ClipDone {
			continue
		}
		made := c.Clip
		name := fmt.Sprintf("%02d-%s", c.Position+1, pipeline.Slug(made.Label))
		for _, link := range []*string{&made.URL, &made.CaptionURL, &made.ThumbnailURL} {
			if *link == "" {
				continue
			}
			if *link, err = s.link(ctx, base, *link, name); err != nil {
				return err
			}
		}
		job.Clips = append(job.Clips, made)
	}
	if len(row.Request.Settings.Windows) == 0 {
		sort.SliceStable(job.Clips, func(a, b int) bool { return *job.Clips[a].Score > *job.Clips[b].Score })
	}
	return nil
}

// link signs a link to an object; it is saved under name with the object's ending.
func (s *Service) link(ctx context.Context, base, key, name string) (string, error) {
	if s.Base != "" {
		base = s.Base
	}
	return s.Objects.URL(ctx, base, key, blob.URLOptions{
		Lifetime: s.LinkLifetime, Filename: name + key[strings.LastIndexByte(key, '.'):],
	})
}

// expired tells whether the files of a job are past their time.
func (s *Service) expired(row store.Job) bool {
	return !row.FinishedAt.IsZero() && time.Since(row.FinishedAt) > s.Keep.Results
}

const listJobs = "jobs"

// List returns one page of the jobs of a workspace, newest first.
func (s *Service) List(ctx context.Context, workspace string, q clip.PageQuery) (clip.Page[clip.JobSummary], error) {
	var page clip.Page[clip.JobSummary]
	pages, err := s.pages(ctx, listJobs, workspace)
	if err != nil {
		return page, err
	}
	after, err := pages.cursor(q.Token)
	if err != nil {
		return page, err
	}
	rows, next, err := s.Store.ListJobs(ctx, workspace, store.JobFilter{Folder: q.Folder, Status: q.Status}, after, q.Limit)
	if err != nil {
		return page, err
	}
	for _, r := range rows {
		page.Items = append(page.Items, clip.JobSummary{ID: r.ID, Title: r.Title, Status: r.Status, CreatedAt: r.CreatedAt.Unix()})
	}
	page.Next = pages.token(next)
	return page, nil
}
