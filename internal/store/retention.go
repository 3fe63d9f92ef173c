package store

import (
	"context"
	"time"
)

// Finished returns at most limit jobs that ended before a time, oldest end
// first, for [Store.MarkDeleted].
func (s *Store) Finished(ctx context.Context, before time.Time, limit int) ([]Job, error) {
	return all(ctx, s.reader, "looking for jobs to forget", scanJob,
		"SELECT "+jobColumns+" FROM jobs WHERE finished_at IS NOT NULL AND finished_at < $1 AND deleted_at IS NULL ORDER BY finished_at LIMIT $2", millis(before), limit)
}

// Unexpired returns at most limit jobs that ended before a time and whose files
// are still there, for [Store.Expire].
func (s *Store) Unexpired(ctx context.Context, before time.Time, limit int) ([]Job, error) {
	return all(ctx, s.reader, "looking for old files", scanJob,
		"SELECT "+jobColumns+" FROM jobs WHERE finished_at IS NOT NULL AND finished_at < $1 AND expired_at IS NULL AND deleted_at IS NULL ORDER BY finished_at LIMIT $2", millis(before), limit)
}

// Expire says that the files of a job were removed while its row stays.
func (s *Store) Expire(ctx context.Context, id string, now time.Time) error {
	_, err := s.one(ctx, "keeping that files were removed", "UPDATE jobs SET expired_at = $2 WHERE id = $1", id, millis(now))
	return err
}

// Deleted returns at most limit jobs that were marked deleted before a time and
// whose rows are still there, for [Store.RemoveJob].
func (s *Store) Deleted(ctx context.Context, before time.Time, limit int) ([]Job, error) {
	return all(ctx, s.reader, "looking for deleted jobs", scanJob,
		"SELECT "+jobColumns+" FROM jobs WHERE deleted_at IS NOT NULL AND deleted_at < $1 ORDER BY deleted_at LIMIT $2", millis(before), limit)
}

// unused is the condition that a source was not used since $1, is no asset's and
// no unfinished job's.
const unused = `used_at < $1 AND NOT EXISTS (SELECT 1 FROM assets WHERE assets.source_id = sources.id)
	AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.source_id = sources.id AND jobs.finished_at IS NULL AND jobs.deleted_at IS NULL)`

// UnusedSources returns at most limit sources that nobody used since a time,
// that are no asset's and no unfinished job's, for [Store.RemoveSource].
func (s *Store) UnusedSources(ctx context.Context, since time.Time, limit int) ([]Source, error) {
	return all(ctx, s.reader, "looking for unused sources", scanSource,
		"SELECT "+sourceColumns+" FROM sources WHERE "+unused+" ORDER BY used_at LIMIT $2", millis(since), limit)
}

// RemoveSource removes the row of a source that is still unused, and tells
// whether it did. The caller then removes the object.
func (s *Store) RemoveSource(ctx context.Context, id string, since time.Time) (bool, error) {
	return s.one(ctx, "removing a source", "DELETE FROM sources WHERE "+unused+" AND id = $2", millis(since), id)
}

// HasJob tells whether a job has a row, deleted or not: whether objects under its
// name are somebody's.
func (s *Store) HasJob(ctx context.Context, id string) (has bool, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT count(*) > 0 FROM jobs WHERE id = $1", id).Scan(&has)
	return has, failed("looking for a job", err)
}

// HasObject tells whether an object is that of a source.
func (s *Store) HasObject(ctx context.Context, object string) (has bool, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT count(*) > 0 FROM sources WHERE object = $1", object).Scan(&has)
	return has, failed("looking for a source", err)
}
