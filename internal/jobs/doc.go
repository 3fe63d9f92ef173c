// Package jobs is the life of a job of the service, from the request to the
// callback:
//
//	accept -> admit -> fetch -> plan -> render (one a moment) -> finish -> callback
//	                   fetch    listen  render                             callback (queues)
//	                            quick
//
// Each arrow is a task put in by the transaction that stores the result before
// it, so nothing is lost between two. States change only by conditional updates
// of package store (docs/jobs.md draws them); a worker that was thought dead and
// is not finds its token outdated and gives up.
//
// What a stage leaves lies in object storage, under keys that are made from ids
// (keys.go), so that a stage that is done twice writes the same objects. The rows
// name no file of a machine: any worker goes on with any job.
package jobs
