package blobtest

import "testing"

// Each runs test over every kind of storage. url is an empty place for
// [clipd/internal/blob.Open]. The credentials are in the environment meanwhile,
// so that test must not be parallel.
func Each(t *testing.T, test func(t *testing.T, url string)) {
	t.Run("folder", func(t *testing.T) { test(t, "file://"+t.TempDir()) })
	t.Run("s3", func(t *testing.T) { test(t, Start(t).URL) })
}
