-- Jobs, their clips, and the workers that make them. The states are those of
-- docs/jobs.md.

-- +goose Up
CREATE TABLE jobs (
    id                TEXT PRIMARY KEY,
    workspace_id      TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    title             TEXT,
    folder_id         TEXT,
    request           TEXT NOT NULL,
    status            TEXT NOT NULL CHECK (status IN ('pending', 'running', 'completed', 'failed')),
    stage             TEXT NOT NULL,
    progress          DOUBLE PRECISION NOT NULL CHECK (progress BETWEEN 0 AND 100),
    source_id         TEXT REFERENCES sources (id) ON DELETE SET NULL,
    source_duration   DOUBLE PRECISION NOT NULL,
    plan_object       TEXT,
    transcript_source TEXT NOT NULL CHECK (transcript_source IN ('', 'auto', 'null')),
    warnings          TEXT NOT NULL,
    failure_code      TEXT NOT NULL,
    failure_message   TEXT NOT NULL,
    callback_state    TEXT NOT NULL CHECK (callback_state IN ('', 'waiting', 'sending', 'delivered', 'given_up')),
    callback_attempts INTEGER NOT NULL,
    callback_error    TEXT NOT NULL,
    token             BIGINT NOT NULL,
    worker_id         TEXT,
    attempts          INTEGER NOT NULL,
    created_at        BIGINT NOT NULL,
    admitted_at       BIGINT,
    started_at        BIGINT,
    finished_at       BIGINT,
    expired_at        BIGINT,
    deleted_at        BIGINT
);
CREATE INDEX jobs_by_age ON jobs (workspace_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX jobs_by_folder ON jobs (workspace_id, folder_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX jobs_by_status ON jobs (workspace_id, status, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX jobs_by_folder_and_status ON jobs (workspace_id, folder_id, status, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX jobs_unfinished ON jobs (status, workspace_id, created_at, id) WHERE finished_at IS NULL AND deleted_at IS NULL;
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX jobs_deleted ON jobs (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX jobs_by_source ON jobs (source_id);

CREATE TABLE clips (
    job_id          TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    id              TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('pending', 'running', 'done', 'failed')),
    start_s         DOUBLE PRECISION NOT NULL,
    end_s           DOUBLE PRECISION NOT NULL,
    progress        DOUBLE PRECISION NOT NULL CHECK (progress BETWEEN 0 AND 100),
    clip            TEXT,
    warnings        TEXT NOT NULL,
    failure_message TEXT NOT NULL,
    token           BIGINT NOT NULL,
    worker_id       TEXT,
    attempts        INTEGER NOT NULL,
    PRIMARY KEY (job_id, position)
);
CREATE INDEX clips_running ON clips (worker_id) WHERE state = 'running';

CREATE TABLE workers (
    id         TEXT PRIMARY KEY,
    host       TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);
