-- Stored videos, once for each content and workspace, and the assets that name
-- them.

-- +goose Up
CREATE TABLE sources (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    sha256       TEXT NOT NULL,
    bytes        BIGINT NOT NULL,
    mime         TEXT NOT NULL,
    object       TEXT NOT NULL UNIQUE,
    info         TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    used_at      BIGINT NOT NULL,
    UNIQUE (workspace_id, sha256)
);
CREATE INDEX sources_by_use ON sources (used_at);

CREATE TABLE assets (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    source_id    TEXT NOT NULL REFERENCES sources (id),
    name         TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE INDEX assets_by_age ON assets (workspace_id, created_at DESC, id DESC);
CREATE INDEX assets_by_source ON assets (source_id);
