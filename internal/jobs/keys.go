package jobs

import "path"

// Where objects lie. A source has a prefix of its own for what was heard in it,
// and a job for all that it made, so that each goes as a whole.

func sourcePrefix(workspace, source string) string {
	return path.Join(workspace, "sources", source)
}

// The last part of a source's key shows in messages about it.
func sourceKey(workspace, source string) string {
	return path.Join(sourcePrefix(workspace, source), "video")
}

func jobPrefix(workspace, job string) string { return path.Join(workspace, "jobs", job) }

func planKey(workspace, job string) string { return path.Join(jobPrefix(workspace, job), "plan.json") }

func clipKey(workspace, job, clipID, ending string) string {
	return path.Join(jobPrefix(workspace, job), clipID+ending)
}
