package blob_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"clipd/internal/blob"
	"clipd/internal/blob/blobtest"
)

// A file that S3 takes in parts is whole, and its upload is over.
func TestPutFileInParts(t *testing.T) {
	server := blobtest.Start(t)
	s := open(t, server.URL, blob.Options{})
	data := recording(20<<20 + 1)
	must(t, s.PutFile(t.Context(), "a/b.mp4", file(t, data), "video/mp4"))
	path, release := local(t, s, "a/b.mp4", t.TempDir())
	defer release()
	wantFile(t, path, data)
	if n := unfinished(t, client(t, server.URL)); n != 0 {
		t.Errorf("%d uploads are unfinished", n)
	}
}

// Uploads that a dead process left are ended after a day, not before.
func TestSweepEndsUploads(t *testing.T) {
	server := blobtest.Start(t)
	c := client(t, server.URL)
	for _, key := range []string{"a", "b/c"} {
		_, err := c.CreateMultipartUpload(t.Context(), &s3.CreateMultipartUploadInput{Bucket: aws.String("clips"), Key: &key})
		must(t, err)
	}
	for _, step := range []struct {
		later time.Duration
		left  int
	}{{23 * time.Hour, 2}, {25 * time.Hour, 0}} {
		s := open(t, server.URL, blob.Options{Now: func() time.Time { return time.Now().Add(step.later) }})
		must(t, s.Sweep(t.Context()))
		if n := unfinished(t, c); n != step.left {
			t.Errorf("after %v %d uploads are left, want %d", step.later, n, step.left)
		}
	}
}

func client(t *testing.T, storage string) *s3.Client {
	t.Helper()
	u, err := url.Parse(storage)
	must(t, err)
	cfg, err := config.LoadDefaultConfig(t.Context(), config.WithRegion("us-east-1"))
	must(t, err)
	return s3.NewFromConfig(cfg, func(o *s3.Options) {
		o.BaseEndpoint, o.UsePathStyle = aws.String(u.Query().Get("endpoint")), true
	})
}

func unfinished(t *testing.T, c *s3.Client) int {
	t.Helper()
	all, err := c.ListMultipartUploads(t.Context(), &s3.ListMultipartUploadsInput{Bucket: aws.String("clips")})
	must(t, err)
	return len(all.Uploads)
}
