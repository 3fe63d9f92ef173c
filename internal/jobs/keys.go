package jobs

import (
	"fmt"
	"path"

	"clipd/internal/store"
)

// Where objects lie. A source has a prefix of its own for what was heard in it,
// and a job for all that it made, so that each goes as a whole.

func sourcePrefix(workspace, source string) string {
	return path.Join(workspace, "sources", source)
}

// sourceName is the last part of a source's key; it shows in messages about it.
const sourceName = "video"

func sourceKey(workspace, source string) string {
	return path.Join(sourcePrefix(workspace, source), sourceName)
}

func jobPrefix(workspace, job string) string { return path.Join(workspace, "jobs", job) }

// planKey has the token of who planned: a worker that lost the job meanwhile must
// not replace the plan that clips are made from.
func planKey(workspace string, ref store.JobRef) string {
	return path.Join(jobPrefix(workspace, ref.ID), fmt.Sprintf("plan-%d.json", ref.Token))
}

func clipKey(workspace, job, clipID, ending string) string {
	return path.Join(jobPrefix(workspace, job), clipID+ending)
}
