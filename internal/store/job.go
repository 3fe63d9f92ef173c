package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"clipd/internal/clip"
)

// Job is the row of a job.
type Job struct {
	ID, WorkspaceID string
	Request         clip.JobRequest
	Status          clip.Status
	Stage           string
	Progress        float64 // 0-100
	SourceID        string  // "" until it is known, and after the source was removed
	SourceDuration  clip.Seconds
	Plan            string // the object that has the plan, "" until there is one
	Transcript      clip.TranscriptSource
	Warnings        []string
	Failure         Failure
	Callback        clip.CallbackNote // State is "" where none was asked for
	Token           int64             // fences off earlier workers of the plan
	WorkerID        string            // who plans it, "" for nobody
	Attempts        int               // at the plan

	CreatedAt, AdmittedAt, StartedAt, FinishedAt, DeletedAt time.Time
}

// Failure is why a job or a clip failed; the zero value where it did not.
type Failure struct {
	Code    clip.Code
	Message string // for the client
}

// JobRef is a job as the worker that took it knows it.
type JobRef struct {
	ID    string
	Token int64
}

// Ref is the job as the worker knows it that has it now.
func (j Job) Ref() JobRef { return JobRef{ID: j.ID, Token: j.Token} }

const jobColumns = `id, workspace_id, request, status, stage, progress, source_id, source_duration, plan_object,
	transcript_source, warnings, failure_code, failure_message, callback_state, callback_attempts, callback_error,
	token, worker_id, attempts, created_at, admitted_at, started_at, finished_at, deleted_at`

func scanJob(r row) (j Job, err error) {
	var heard string
	err = r.Scan(&j.ID, &j.WorkspaceID, parsed{&j.Request}, &j.Status, &j.Stage, &j.Progress, optional{&j.SourceID}, &j.SourceDuration, optional{&j.Plan},
		&heard, parsed{&j.Warnings}, &j.Failure.Code, &j.Failure.Message, &j.Callback.State, &j.Callback.Attempts, &j.Callback.LastError,
		&j.Token, optional{&j.WorkerID}, &j.Attempts, instant{&j.CreatedAt}, instant{&j.AdmittedAt}, instant{&j.StartedAt}, instant{&j.FinishedAt}, instant{&j.DeletedAt})
	j.Transcript = wordsOf(heard)
	return j, err
}

// NewJob is a job to be kept, with status pending. SourceID is that of the asset
// it names, "" where it names a URL.
type NewJob struct {
	ID, WorkspaceID string
	Request         clip.JobRequest
	SourceID        string
	Stage           string
	CreatedAt       time.Time
}

// InsertJob keeps a new job. Its callback waits where the request has an address
// for it.
func (s *Store) InsertJob(ctx context.Context, tx *sql.Tx, j NewJob) error {
	request, err := document(j.Request)
	if err != nil {
		return failed("writing a job down", err)
	}
	if j.SourceID != "" {
		if err := useSource(ctx, tx, j.SourceID, j.CreatedAt); err != nil {
			return err
		}
	}
	callback := clip.CallbackState("")
	if j.Request.CallbackURL != "" {
		callback = clip.CallbackWaiting
	}
	_, err = one(ctx, tx, "keeping a job", `INSERT INTO jobs (id, workspace_id, title, folder_id, request, status, stage, progress,
			source_id, source_duration, transcript_source, warnings, failure_code, failure_message,
			callback_state, callback_attempts, callback_error, token, attempts, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, 0, '', '[]', '', '', $9, 0, '', 0, 0, $10)`,
		j.ID, j.WorkspaceID, plainly(j.Request.Title), plainly(j.Request.FolderID), request, clip.Pending, j.Stage, text(j.SourceID), callback, millis(j.CreatedAt))
	return err
}

// Job returns a job of a workspace; [clip.NotFound] where there is none or it is
// deleted.
func (s *Store) Job(ctx context.Context, workspaceID, id string) (Job, error) {
	j, err := scanJob(s.reader.QueryRowContext(ctx, "SELECT "+jobColumns+" FROM jobs WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL", workspaceID, plain(id)))
	return j, notFound(id, err)
}

// AnyJob returns a job of whatever workspace, a deleted one too, for work on it;
// [clip.NotFound] where there is none.
func (s *Store) AnyJob(ctx context.Context, id string) (Job, error) {
	j, err := scanJob(s.reader.QueryRowContext(ctx, "SELECT "+jobColumns+" FROM jobs WHERE id = $1", id))
	return j, notFound(id, err)
}

// LockJob is [Store.AnyJob] in a transaction, until whose end nobody else
// changes the job or ends a clip of it.
func (s *Store) LockJob(ctx context.Context, tx *sql.Tx, id string) (Job, error) {
	j, err := scanJob(tx.QueryRowContext(ctx, "SELECT "+jobColumns+" FROM jobs WHERE id = $1"+s.lock("UPDATE"), id))
	return j, notFound(id, err)
}

func notFound(id string, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return clip.Errorf(clip.NotFound, "clip_job_id", "there is no job %s", id)
	}
	return failed("reading a job", err)
}
