package store

import (
	"context"

	"clipd/internal/clip"
)

// Clip is the row of a clip of a job.
type Clip struct {
	JobID    string
	Position int // of its moment in the plan
	ID       string
	State    clip.ClipState
	Span     clip.Span
	Progress float64   // 0-100
	Clip     clip.Clip // when done; its URLs are names of objects
	Warnings []string
	Failure  Failure // why it could not be made
	Token    int64   // fences off earlier workers
	WorkerID string  // "" for nobody
	Attempts int
}

// ClipRef is a clip as the worker that took it knows it.
type ClipRef struct {
	JobID    string
	Position int
	Token    int64
}

// Ref is the clip as the worker knows it that has it now.
func (c Clip) Ref() ClipRef { return ClipRef{JobID: c.JobID, Position: c.Position, Token: c.Token} }

const clipColumns = "job_id, position, id, state, start_s, end_s, progress, clip, warnings, failure_code, failure_message, token, worker_id, attempts"

func scanClip(r row) (c Clip, err error) {
	err = r.Scan(&c.JobID, &c.Position, &c.ID, &c.State, &c.Span.Start, &c.Span.End, &c.Progress, parsed{&c.Clip}, parsed{&c.Warnings}, &c.Failure.Code, &c.Failure.Message, &c.Token, optional{&c.WorkerID}, &c.Attempts)
	return c, err
}

const clipsQuery = "SELECT " + clipColumns + " FROM clips WHERE job_id = $1 ORDER BY position"

// Clips returns the clips of a job in the order of their positions.
func (s *Store) Clips(ctx context.Context, jobID string) ([]Clip, error) {
	return all(ctx, s.reader, "reading the clips of a job", scanClip, clipsQuery, jobID)
}
