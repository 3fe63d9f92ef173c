-- Why a clip could not be made, by code: a job none of whose clips could be made
-- says the same.

-- +goose Up
ALTER TABLE clips ADD COLUMN failure_code TEXT NOT NULL DEFAULT '';
