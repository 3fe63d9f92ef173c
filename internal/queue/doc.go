// Package queue is the queue of tasks in the database that the rows are in: a
// task is put in by the transaction of the result that it follows, and worked by
// any process that has the same database. It is River behind a small surface.
//
// Each worker process has a row that says when it was last seen. A task whose
// worker has not been seen for [Lease] is put in again as a new task, so work is
// done at least once: who works a task must make its writes conditional.
//
// River's own rescue of stuck jobs looks at how long a task runs, which cannot
// tell an hour's transcription from a dead process; it is left to its long
// default.
package queue
