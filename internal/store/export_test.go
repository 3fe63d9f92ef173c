package store

// ListQuery is what ListJobs asks, for tests of how the database answers.
var ListQuery = listQuery
