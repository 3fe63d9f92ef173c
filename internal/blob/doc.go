// Package blob keeps files as objects under keys, in a local folder or in a
// bucket of S3, through gocloud.dev/blob. Which one is told by a URL:
//
//	file:///var/lib/clipd/files
//	s3://bucket?region=eu-central-1
//	s3://bucket?endpoint=http://127.0.0.1:7070&region=us-east-1&use_path_style=true
//
// Credentials of S3 come from the usual environment of AWS. The parameters are
// those of gocloud.dev/blob/s3blob.
//
// # Failure
//
// An object is visible whole or not at all, after a crash too: a local one is
// written under a temporary name, synced and renamed, S3 shows an upload when it
// is complete. What a crash leaves under temporary names is removed by the next
// [Open], and by [Store.Sweep]. An absent object is [ErrNotFound].
//
// # Links
//
// [Store.URL] makes links to BASE/files/KEY that hold their end and an
// HMAC-SHA256 of everything in them; [Store.Handler] answers them. It serves
// local objects itself. For S3 it answers HEAD itself and sends GET on (307) to
// an address that S3 signs: a signature of S3 holds for one method only, so that
// an address signed for GET answers HEAD with 403. Whoever downloads must follow
// redirects (curl -L).
//
// The package does not know what an object is for, nor whose it is.
package blob
